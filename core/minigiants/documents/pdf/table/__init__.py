"""Find the tables of a PDF page, with rulings and without, and keep where each character came from."""

from minigiants.documents.pdf.table.aligned import bare_table
from minigiants.documents.pdf.table.cells import Laid, stretches
from minigiants.documents.pdf.table.gaps import borders, is_apart
from minigiants.documents.pdf.table.heads import header_start
from minigiants.documents.pdf.table.prose import is_running, uncolumned
from minigiants.documents.pdf.table.ruled import Frame, frames, ruled_table
from minigiants.documents.pdf.table.tagged import Tagged, marked, tagged_tables

__all__ = [
    "Frame",
    "Laid",
    "Tagged",
    "bare_table",
    "borders",
    "frames",
    "header_start",
    "is_apart",
    "is_running",
    "marked",
    "ruled_table",
    "stretches",
    "tagged_tables",
    "uncolumned",
]
