"""Read the files of office programs, and write a Word document."""

from minigiants.documents.office.word import MEDIA_TYPE, read
from minigiants.documents.office.write import printable, write_docx

__all__ = ["MEDIA_TYPE", "printable", "read", "write_docx"]
