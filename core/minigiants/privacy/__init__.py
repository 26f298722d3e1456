"""Find personal data in texts, take it out by a policy, and put it back exactly."""

from minigiants.privacy._finder import Finder, open_finder
from minigiants.privacy._types import TYPES, Act, Find, Known, Policy, PrivacyError
from minigiants.types import Entity

__all__ = ["TYPES", "Act", "Entity", "Find", "Finder", "Known", "Policy", "PrivacyError", "open_finder"]
