"""Turn files into pages of text, passages and sentences, and show where on the page they stand."""

from minigiants.documents._picture import highlight_boxes, picture
from minigiants.documents._read import SUFFIXES, page_text, read
from minigiants.documents._sentences import sentences
from minigiants.documents._split import split
from minigiants.documents._values import Document, Page, Reason, Unreadable
from minigiants.documents._write import printable, write_docx
from minigiants.documents._written import written

__all__ = [
    "SUFFIXES",
    "Document",
    "Page",
    "Reason",
    "Unreadable",
    "highlight_boxes",
    "page_text",
    "picture",
    "printable",
    "read",
    "sentences",
    "split",
    "write_docx",
    "written",
]
