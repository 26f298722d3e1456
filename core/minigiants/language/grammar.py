"""Words of grammar, which carry no content."""

from minigiants.language.lists import word_set

STOP_WORDS = word_set("stop_words", "stop_words")
"""In small letters."""
