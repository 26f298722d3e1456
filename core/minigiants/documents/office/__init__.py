"""Read the files of office programs, and write a Word document."""

from minigiants.documents.office.openxml import read as read_openxml
from minigiants.documents.office.package import unpacked
from minigiants.documents.office.write import printable, write_docx

__all__ = ["printable", "read_openxml", "unpacked", "write_docx"]
