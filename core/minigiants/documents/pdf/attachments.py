"""Take the files out of a PDF that are attached to it."""

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from minigiants.documents.pdf import pdfium

_MOST = 200
"""Attached files that are looked at."""
_LONGEST = 100_000_000
"""Bytes of one of them."""


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each attached file; one that can't be taken out is empty."""
    with pdfium.opened(data) as document, pdfium.LOCK:
        for i in range(min(raw.FPDFDoc_GetAttachmentCount(document.raw), _MOST)):
            try:
                file = document.get_attachment(i)
                yield file.get_name(), bytes(file.get_data()) if _length(file) <= _LONGEST else b""
            except pypdfium2.PdfiumError:
                yield f"file {i + 1}", b""


def _length(file: pypdfium2.PdfAttachment) -> int:
    length = ctypes.c_ulong()
    raw.FPDFAttachment_GetFile(file.raw, None, 0, ctypes.byref(length))
    return int(length.value)
