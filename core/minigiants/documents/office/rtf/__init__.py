"""Read rich text files."""

from minigiants.documents.office.rtf.reader import blocks

__all__ = ["blocks"]
