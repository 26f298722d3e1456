"""Open PDF files one thread at a time: PDFium is not thread-safe."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import pypdfium2
from pypdfium2 import raw

from minigiants.documents.values import Unreadable

LOCK = threading.RLock()
"""Held around every call into PDFium, closing included, so that no finalizer runs in another thread."""


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Open the PDF `data` for the time of a `with` block; raises Unreadable."""
    with LOCK:
        document = _open(data)
    try:
        yield document
    finally:
        with LOCK:
            document.close()


def _open(data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable("encrypted", "The PDF is protected by a password: save a copy without one.") from None
        raise Unreadable("corrupt", "The PDF is damaged or was copied only in part: get a fresh copy.") from None
    if document.get_formtype() in (raw.FORMTYPE_ACRO_FORM, raw.FORMTYPE_XFA_FOREGROUND):
        document.init_forms()
    if len(document) == 0:
        document.close()
        raise Unreadable("corrupt", "The PDF has no pages left that can be read: get a fresh copy.")
    return document


@contextmanager
def loaded(document: Any, number: int) -> Iterator[tuple[Any, Any]]:
    """Give page `number` (1-based) and its text page under the lock; raises IndexError, Unreadable."""
    with LOCK, ExitStack() as stack:
        if not 1 <= number <= len(document):
            raise IndexError(f"no page {number!r}; there are {len(document)}")
        try:
            page = stack.enter_context(closing(document[number - 1]))
            textpage = stack.enter_context(closing(page.get_textpage()))
        except pypdfium2.PdfiumError:
            raise Unreadable("corrupt", "This page of the PDF is damaged: get a fresh copy.") from None
        yield page, textpage
