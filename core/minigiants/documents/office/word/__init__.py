"""Read Word files."""

from minigiants.documents.office.word.read import read

__all__ = ["read"]
