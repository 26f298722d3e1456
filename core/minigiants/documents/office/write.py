"""Write a Word document from plain paragraphs."""

import re
from collections.abc import Sequence
from io import BytesIO

_BREAK = re.compile("[\x0b\x0c]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    r"""Return `text` without the characters that no XML can hold; Word's line and page breaks become line breaks.

    >>> printable("Rest.\x0bCall\x01 us.")
    'Rest.\nCall us.'
    """
    return _ILLEGAL.sub("", _BREAK.sub("\n", text))


def write_docx(blocks: Sequence[tuple[str, str]]) -> bytes:
    """Return a DOCX file of (kind, text) pairs; a kind is title, heading or paragraph.

    >>> write_docx([("title", "Note"), ("paragraph", "Denies pain.")])[:2]
    b'PK'
    """
    import docx  # it takes long to import, and most readers of files write none

    document = docx.Document()
    for kind, words in blocks:
        text = printable(words)
        if kind == "paragraph":
            document.add_paragraph(text)
        else:
            document.add_heading(text, level=0 if kind == "title" else 1)
    held = BytesIO()
    document.save(held)
    return held.getvalue()
