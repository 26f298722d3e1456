"""Read books and packed files."""

from minigiants.documents.archives.epub import read as read_epub
from minigiants.documents.archives.packed import read as read_packed

__all__ = ["read_epub", "read_packed"]
