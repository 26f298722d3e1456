"""Small classifiers that are learned once, kept as readable numbers, and asked in microseconds."""

from minigiants.learned._logistic import Logistic

__all__ = ["Logistic"]
