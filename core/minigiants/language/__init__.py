"""English as data, one entry a line, and its one reader: sentences, numbers, units, dates, titles and kin."""

from minigiants.language import units
from minigiants.language.calendar import MONTH, MONTH_OR_SHORT, MONTH_SHORT, MONTHS, WEEKDAYS, month_of
from minigiants.language.lists import any_of, word_list, word_pairs, word_set, word_table
from minigiants.language.numbers import ONES, ORDINALS, SCALES, TENS, read_number_words, roman
from minigiants.language.sentences import sentences
from minigiants.language.words import KIN, RANKS, STOP_WORDS, TITLES

__all__ = [
    "KIN",
    "MONTH",
    "MONTHS",
    "MONTH_OR_SHORT",
    "MONTH_SHORT",
    "ONES",
    "ORDINALS",
    "RANKS",
    "SCALES",
    "STOP_WORDS",
    "TENS",
    "TITLES",
    "WEEKDAYS",
    "any_of",
    "month_of",
    "read_number_words",
    "roman",
    "sentences",
    "units",
    "word_list",
    "word_pairs",
    "word_set",
    "word_table",
]
