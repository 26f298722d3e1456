"""Understand what is asked: in the light of a talk, and as one of a few kinds of questions."""

from minigiants.answering.asking.kinds import Kind, kind_of, subject
from minigiants.answering.asking.leaning import leans, points_back
from minigiants.answering.asking.restating import Restated, TalkTurn, beside, faithful, restate

__all__ = [
    "Kind",
    "Restated",
    "TalkTurn",
    "beside",
    "faithful",
    "kind_of",
    "leans",
    "points_back",
    "restate",
    "subject",
]
