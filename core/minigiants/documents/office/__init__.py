"""Read the files of office programs, and write a Word document."""

from minigiants.documents.office.footnotes import NotedBlock, NotedText, write_noted_docx
from minigiants.documents.office.opendocument import read as read_opendocument
from minigiants.documents.office.openxml import read as read_openxml
from minigiants.documents.office.package import parsed, unpacked
from minigiants.documents.office.rtf import blocks as rtf_blocks
from minigiants.documents.office.write import printable, write_docx

__all__ = [
    "NotedBlock",
    "NotedText",
    "parsed",
    "printable",
    "read_opendocument",
    "read_openxml",
    "rtf_blocks",
    "unpacked",
    "write_docx",
    "write_noted_docx",
]
