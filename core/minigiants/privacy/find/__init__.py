"""Find personal data: shapes, check digits, known people, and a tagger that reads the words around."""

from minigiants.privacy.find.finder import Finder, open_finder

__all__ = ["Finder", "open_finder"]
