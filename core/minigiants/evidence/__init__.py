"""Choose the few sentences that a model should read, judge whether they answer, and tie an answer back to them."""

from minigiants.evidence._attribution import attribute, attribution_features
from minigiants.evidence._candidates import Candidate, Embed, candidates, sentence_features, title_of
from minigiants.evidence._logistic import Logistic
from minigiants.evidence._signals import question_signals

__all__ = [
    "Candidate",
    "Embed",
    "Logistic",
    "attribute",
    "attribution_features",
    "candidates",
    "question_signals",
    "sentence_features",
    "title_of",
]
