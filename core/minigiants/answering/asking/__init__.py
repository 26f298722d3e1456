"""Understand what is asked: in the light of a talk, and as one of a few kinds of questions."""

from minigiants.answering.asking.leaning import leans, points_back
from minigiants.answering.asking.restating import Restated, Turn, beside, faithful, restate

__all__ = ["Restated", "Turn", "beside", "faithful", "leans", "points_back", "restate"]
