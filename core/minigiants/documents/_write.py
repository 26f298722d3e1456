"""Write a Word document from plain paragraphs."""

from collections.abc import Sequence
from io import BytesIO

import docx


def write_docx(blocks: Sequence[tuple[str, str]]) -> bytes:
    """Return a DOCX file of (kind, text) pairs; a kind is title, heading or paragraph.

    >>> write_docx([("title", "Note"), ("paragraph", "Denies pain.")])[:2]
    b'PK'
    """
    document = docx.Document()
    for kind, text in blocks:
        if kind == "paragraph":
            document.add_paragraph(text)
        else:
            document.add_heading(text, level=0 if kind == "title" else 1)
    held = BytesIO()
    document.save(held)
    return held.getvalue()
