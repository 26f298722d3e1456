"""What stands before a name: titles and words for relatives, with the gender that they tell."""

from typing import Literal

from minigiants.language.lists import word_set, word_table

Gender = Literal["f", "m", ""]

TITLES: dict[str, Gender] = dict(word_table("titles", "titles"))
"""In small letters, without the full stop."""
RANKS = word_set("titles", "ranks")
"""Titles that may be other words: "lt" is left on a ward."""
KIN: dict[str, Gender] = dict(word_table("kin", "kin"))
"""Relatives and others who are close, in small letters and one at a time."""
