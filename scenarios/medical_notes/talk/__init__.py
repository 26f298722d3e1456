"""Turn a transcript into turns and turns into statements."""

from .companions import of_themselves
from .corrections import with_corrections
from .dialect import in_standard
from .intake import RefusalError, admit, without_orders
from .numerals import NUMBERS, with_digits, with_triples
from .people import Screen, gender, known, known_of, masked, nameless, patient_names
from .replies import denying, polarity, with_no_apart
from .speech import with_decimals, with_pressures, without_stutter
from .statement import Statement, clean, is_question, pieces_of, small_talk, spoken, statements
from .transcript import SUFFIXES, TranscriptError, Turn, from_captions, guessed, read_file, righted, swapped, turns

__all__ = [
    "NUMBERS",
    "SUFFIXES",
    "RefusalError",
    "Screen",
    "Statement",
    "TranscriptError",
    "Turn",
    "admit",
    "clean",
    "denying",
    "from_captions",
    "gender",
    "guessed",
    "in_standard",
    "is_question",
    "known",
    "known_of",
    "masked",
    "nameless",
    "of_themselves",
    "patient_names",
    "pieces_of",
    "polarity",
    "read_file",
    "righted",
    "small_talk",
    "spoken",
    "statements",
    "swapped",
    "turns",
    "with_corrections",
    "with_decimals",
    "with_digits",
    "with_no_apart",
    "with_pressures",
    "with_triples",
    "without_orders",
    "without_stutter",
]
