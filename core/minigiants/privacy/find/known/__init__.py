"""Find the people and numbers that are known beforehand, however they are written."""

from minigiants.privacy.find.known.lines import known_of
from minigiants.privacy.find.known.mentions import COMMON, NO_NAMES, known_entities

__all__ = ["COMMON", "NO_NAMES", "known_entities", "known_of"]
