"""Turn files into pages of text, passages and sentences, and show where on the page they stand."""

from minigiants.documents.dates import written
from minigiants.documents.formats import Format, formats
from minigiants.documents.kinds import SUFFIXES, kind, page_text, read
from minigiants.documents.office import NotedBlock, NotedText, printable, write_docx, write_noted_docx
from minigiants.documents.passages import sentences, split
from minigiants.documents.pdf import highlight_boxes, picture
from minigiants.documents.reading import FileReader, Limits, contents, shown_name
from minigiants.documents.rows import bare
from minigiants.documents.scanned import areas
from minigiants.documents.tables import Column, columns
from minigiants.documents.values import READERS, Document, Page, Reason, Unreadable
from minigiants.types import Table

__all__ = [
    "READERS",
    "SUFFIXES",
    "Column",
    "Document",
    "FileReader",
    "Format",
    "Limits",
    "NotedBlock",
    "NotedText",
    "Page",
    "Reason",
    "Table",
    "Unreadable",
    "areas",
    "bare",
    "columns",
    "contents",
    "formats",
    "highlight_boxes",
    "kind",
    "page_text",
    "picture",
    "printable",
    "read",
    "sentences",
    "shown_name",
    "split",
    "write_docx",
    "write_noted_docx",
    "written",
]
