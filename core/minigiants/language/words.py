"""Lists of words that several rooms ask for: words of grammar, titles, words for relatives."""

from typing import Literal

from minigiants.language.lists import word_set, word_table

Gender = Literal["f", "m", ""]

STOP_WORDS = word_set("stop_words", "stop_words")
"""Words of grammar, which carry no content, in small letters."""
TITLES: dict[str, Gender] = dict(word_table("titles", "titles"))
"""In small letters, without the full stop, with the gender that they tell."""
RANKS = word_set("titles", "ranks")
"""Titles that may be other words: "lt" is left on a ward."""
KIN: dict[str, Gender] = dict(word_table("kin", "kin"))
"""Relatives and others who are close, in small letters and one at a time."""
