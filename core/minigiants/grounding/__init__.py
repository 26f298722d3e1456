"""Ask of a text whether it follows from the evidence given for it, by rules alone."""

from minigiants.grounding._check import check
from minigiants.grounding._dates import Date, dates
from minigiants.grounding._names import Name, names
from minigiants.grounding._numbers import Number, numbers
from minigiants.grounding._polarity import negated
from minigiants.grounding._words import content_words, overlap

__all__ = ["Date", "Name", "Number", "check", "content_words", "dates", "names", "negated", "numbers", "overlap"]
