"""Adapt a small model to a scenario on this machine: learn, write the adapter, and let a gate decide."""

from minigiants.adapt._base import AdaptError, ExtraMissingError
from minigiants.adapt._corrected import asked_again
from minigiants.adapt._gate import Measure, Verdict
from minigiants.adapt._learn import LearningProgress
from minigiants.adapt._lesson import Example, Lesson, LessonSource, Recipe
from minigiants.adapt._train import DEFAULT_BASE, Tell, TrainingOrder, train
from minigiants.adapt._trial import Count, try_out
from minigiants.adapt._write import write_adapter

__all__ = [
    "DEFAULT_BASE",
    "AdaptError",
    "Count",
    "Example",
    "ExtraMissingError",
    "LearningProgress",
    "Lesson",
    "LessonSource",
    "Measure",
    "Recipe",
    "Tell",
    "TrainingOrder",
    "Verdict",
    "asked_again",
    "train",
    "try_out",
    "write_adapter",
]
