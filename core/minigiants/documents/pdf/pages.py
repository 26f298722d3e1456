"""Read PDF files page by page."""

import contextlib
import re
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

from minigiants.documents import ocr
from minigiants.documents.ocr import Recognition
from minigiants.documents.pdf import pdfium
from minigiants.documents.pdf.layout import LOOKS_BACK, Past, layout
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable

_FEW = 25
"""Visible characters that a stamp or page number on a scanned picture may have."""
_ILLEGIBLE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_OBJECT = re.compile(rb"\b\d+ \d+ obj\b")
_SCANNED = (
    "The PDF holds pictures of pages but no text: run text recognition (OCR) on it first, "
    "or install Tesseract, which is used where it is found."
)
_LOW = 85.0
"""Per cent of confidence below which a page's text is said to be unsure."""
_MOST_DOTS = 25_000_000
"""Of one drawn page, whatever size it says it has."""


def is_pdf(data: bytes) -> bool:
    r"""Tell by the signature, which may stand a little after the start where objects follow.

    >>> is_pdf(b"junk %PDF-1.4\n1 0 obj <<>> endobj"), is_pdf(b"<p>A file begins with %PDF-1.7.</p>")
    (True, False)
    """
    place = data.find(b"%PDF-", 0, 1024)
    return place == 0 or (place > 0 and bool(_OBJECT.search(data)))


def read(data: bytes, on_page: Callable[[int, int], None]) -> tuple[tuple[Page, ...], list[str]]:
    """Read all pages of the PDF and what is to be noted of them; raises Unreadable."""
    pages: list[Page] = []
    pictures: list[int] = []
    damaged: list[int] = []
    scans: dict[int, Recognition] = {}
    past, tally = Past(), Tally()
    with pdfium.opened(data) as document:
        total = len(document)
        if attached := raw.FPDFDoc_GetAttachmentCount(document.raw):
            tally.add("attachment", attached)
        for number in range(1, total + 1):
            try:
                with pdfium.loaded(document, number) as (page, textpage):
                    page_read, is_picture = _read_page((page, textpage), number, past, tally, form=document.formenv)
            except Unreadable:
                damaged.append(number)
                page_read, is_picture = Page(number=number, text=""), False
            if is_picture and (recognition := _recognised(document, number)):
                scans[number] = recognition
                page_read, is_picture = Page(number=number, text=recognition.text), False
            pages.append(page_read)
            if is_picture:
                pictures.append(number)
            on_page(number, total)
    if len(damaged) == total:
        raise Unreadable("corrupt", "The PDF is damaged, none of its pages can be read: get a fresh copy.")
    if pictures and len(pictures) > sum(bool(page.text) for page in pages if page.number not in pictures):
        raise Unreadable("scanned", _SCANNED)
    return tuple(pages), [*_notes(data, pictures, damaged), *_of_scans(scans), *tally.notes()]


def page_text(data: bytes, number: int) -> str:
    """Read the text of page `number` (1-based) alone; raises Unreadable, IndexError."""
    with pdfium.opened(data) as document:
        past = before(document, number)
        with pdfium.loaded(document, number) as (page, textpage):
            return _read_page((page, textpage), number, past, Tally(), form=document.formenv)[0].text


def before(document: Any, number: int) -> Past:
    """Return what the pages before page `number` mean for it."""
    past = Past()
    for earlier in range(max(1, number - LOOKS_BACK), min(number, len(document) + 1)):
        with contextlib.suppress(Unreadable), pdfium.loaded(document, earlier) as (page, textpage):
            layout(page, textpage, earlier, past, Tally(), form=document.formenv)
    return past


def _read_page(sheets: tuple[Any, Any], number: int, past: Past, tally: Tally, *, form: Any) -> tuple[Page, bool]:
    """Return the page, and whether it is a picture of text rather than text."""
    page, textpage = sheets
    laid = layout(page, textpage, number, past, tally, form=form)
    visible = sum(map(len, laid.text.split()))
    if visible and len(_ILLEGIBLE.findall(laid.text)) > 0.3 * visible:
        return Page(number=number, text=""), True
    picture = visible < _FEW and _has_picture(page, or_drawing=not visible)
    return Page(number=number, text=laid.text, headings=laid.headings, tables=laid.tables), picture


def _recognised(document: Any, number: int) -> Recognition | None:
    """Return the text on the picture of a page, where it may be recognised."""
    with pdfium.loaded(document, number) as (page, _):
        inches = page.get_width() * page.get_height() / 72**2
        scale = min(ocr.DOTS / 72, ocr.DOTS / 72 * (_MOST_DOTS / max(1.0, inches * ocr.DOTS**2)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        image = bitmap.to_pil().copy()
        bitmap.close()
    return ocr.recognise(image)


def _of_scans(scans: dict[int, Recognition]) -> list[str]:
    if not scans:
        return []
    sure = min(scan.confidence for scan in scans.values())
    doubtful = sum(len(scan.doubtful) for scan in scans.values())
    level = "low" if sure < _LOW else "good"
    notes = [f"{_named(list(scans))} recognised by OCR, confidence {level} ({sure:.0f} %)."]
    if doubtful:
        notes.append(f"{doubtful} number{'s' * (doubtful > 1)} recognised there may be wrong: check against the page.")
    return notes


def _has_picture(page: Any, *, or_drawing: bool) -> bool:
    kinds = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}
    if or_drawing:
        kinds |= {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING}
    return any(item.type in kinds for item in page.get_objects(max_depth=1))


def _notes(data: bytes, pictures: list[int], damaged: list[int]) -> list[str]:
    notes = []
    if pictures:
        notes.append(
            f"{_named(pictures)} without readable text, probably scanned: questions cannot find what is there."
        )
    if damaged:
        notes.append(f"{_named(damaged)} damaged and could not be read.")
    if b"%%EOF" not in data[-4096:]:
        notes.append("The file ends early, as if copied only in part: pages may be missing.")
    return notes


def _named(numbers: list[int]) -> str:
    r"""Name pages shortly.

    >>> _named([3, 4, 5, 9])
    'Pages 3-5, 9 are'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    listed = ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)
    return f"Page {listed} is" if len(numbers) == 1 else f"Pages {listed} are"
