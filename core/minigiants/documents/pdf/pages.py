"""Read PDF files page by page."""

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, Literal

from PIL import Image
from pypdfium2 import raw

from minigiants.documents import ocr
from minigiants.documents.ocr import Recognition
from minigiants.documents.pdf import pdfium
from minigiants.documents.pdf.layout import LOOKS_BACK, Past, layout, recognised
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable
from minigiants.types import Scan

Kind = Literal["text", "picture", "stamped picture"]

_FEW = 25
"""Visible characters that a stamp or page number on a scanned picture may have."""
_ILLEGIBLE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_OTHERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""How archives, files of old office programs and rich text begin."""
_OBJECT = re.compile(rb"\b\d+ \d+ obj\b")
_SCANNED = (
    "The PDF holds pictures of pages but no text: run text recognition (OCR) on it first, "
    "or install Tesseract, which is used where it is found."
)
_LATE = (
    "Recognising the PDF's pages took longer than is allowed: split it, "
    "or let MINIGIANTS_READING_OCR_SECONDS allow more."
)
_STAMP = 250
"""Visible characters that may be set over a scan, such as a stamp, a header and a footer."""
_MOST_OF_PAGE = 0.5
"""Share of the page that a picture covers which may be a scan."""
_LIGHT, _MOSTLY = 170, 0.7
"""Brightness of 255 that paper has at least, and the share of a scan that is so."""
_MORE = 1.5
"""How many times as much a picture says as the words set over it, for it to be the page's text."""
_LOW = 85.0
"""Per cent of confidence below which a page's text is said to be unsure."""
_MOST_DOTS = 25_000_000
"""Of one drawn page, whatever size it says it has."""


def is_pdf(data: bytes) -> bool:
    r"""Tell by the signature, which may stand a little after the start where objects follow.

    >>> is_pdf(b"junk %PDF-1.4\n1 0 obj <<>> endobj"), is_pdf(b"<p>A file begins with %PDF-1.7.</p>")
    (True, False)
    """
    if data.startswith(_OTHERS):  # which may hold a PDF near its start
        return False
    place = data.find(b"%PDF-", 0, 1024)
    return place == 0 or (place > 0 and bool(_OBJECT.search(data)))


def read(data: bytes, on_page: Callable[[int, int], None]) -> tuple[tuple[Page, ...], list[str]]:
    """Read all pages of the PDF and what is to be noted of them; raises Unreadable."""
    gathered, tally = _Gathered(), Tally()
    with pdfium.opened(data) as document, ocr.Recogniser() as recogniser:
        total = len(document)
        past = Past()
        for number in range(1, total + 1):
            kind = gathered.add(document, number, past, tally)
            if kind != "text" and recogniser.ready:
                image = _drawn(document, number)
                if kind == "picture" or _is_paper(image):
                    recogniser.start(number, image)
                    gathered.put_in(recogniser.finished())
            on_page(number - recogniser.waiting, total)
        while recogniser.waiting:
            gathered.put_in(islice(recogniser.finished(all_of_them=True), 1))
            on_page(total - recogniser.waiting, total)
        late = recogniser.exhausted
    gathered.check(late=late)
    return tuple(gathered.pages), [*_notes(data, gathered, late=late), *_of_scans(gathered.scans), *tally.notes()]


class _Gathered:
    """The pages that were read so far, and what they are."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.pictures: set[int] = set()
        """Numbers of the pages that are pictures and were not recognised."""
        self.damaged: list[int] = []
        self._past_scans = Past()

    @property
    def scans(self) -> dict[int, Scan]:
        """How surely pages were recognised, by number."""
        return {page.number: page.scan for page in self.pages if page.scan}

    def add(self, document: Any, number: int, past: Past, tally: Tally) -> Kind:
        """Read a page as it is and say what it is."""
        try:
            with pdfium.loaded(document, number) as (page, textpage):
                page_read, kind = _read_page((page, textpage), number, past, tally, form=document.formenv)
        except Unreadable:
            self.damaged.append(number)
            page_read, kind = Page(number=number, text=""), "text"
        self.pages.append(page_read)
        if kind == "picture":
            self.pictures.add(number)
        return kind

    def put_in(self, texts: Iterable[tuple[int, Recognition | None]]) -> None:
        """Put recognised texts in place of the pages that they are of; one that says less than the page stays out."""
        for number, recognition in texts:
            if recognition is None:
                continue
            laid, places = recognised(recognition, number, self._past_scans)
            if len(laid.text) < _MORE * len(self.pages[number - 1].text):
                continue
            scan = Scan(confidence=recognition.confidence, doubtful=recognition.doubtful, places=places)
            self.pages[number - 1] = Page(
                number=number, text=laid.text, headings=laid.headings, tables=laid.tables, scan=scan
            )
            self.pictures.discard(number)

    def check(self, *, late: bool) -> None:
        """Raise Unreadable when what was read is too little to be of use."""
        if len(self.damaged) == len(self.pages):
            raise Unreadable("corrupt", "The PDF is damaged, none of its pages can be read: get a fresh copy.")
        others = sum(bool(page.text) for page in self.pages if page.number not in self.pictures)
        if len(self.pictures) > others and not self.scans:
            raise Unreadable("scanned", _LATE if late else _SCANNED)


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


def _read_page(sheets: tuple[Any, Any], number: int, past: Past, tally: Tally, *, form: Any) -> tuple[Page, Kind]:
    """Return the page, and whether it is text, a picture of text, or perhaps one with a few words set beside it."""
    page, textpage = sheets
    laid = layout(page, textpage, number, past, tally, form=form)
    visible = sum(map(len, laid.text.split()))
    if visible and len(_ILLEGIBLE.findall(laid.text)) > 0.3 * visible:
        return Page(number=number, text=""), "picture"
    kind: Kind = "text"
    if visible < _FEW and _has_picture(page, or_drawing=not visible):
        kind = "picture"
    elif visible < _STAMP and _pictured(page) > _MOST_OF_PAGE:
        kind = "stamped picture"
    return Page(number=number, text=laid.text, headings=laid.headings, tables=laid.tables), kind


def _drawn(document: Any, number: int) -> Image.Image:
    """Draw a page for its text to be recognised."""
    with pdfium.loaded(document, number) as (page, _):
        inches = page.get_width() * page.get_height() / 72**2
        scale = min(ocr.DOTS / 72, ocr.DOTS / 72 * (_MOST_DOTS / max(1.0, inches * ocr.DOTS**2)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        image: Image.Image = bitmap.to_pil().copy()
        bitmap.close()
    return image


def _is_paper(image: Image.Image) -> bool:
    """Tell a scan, which is mostly light, from a photograph behind the few words of a slide."""
    light = sum(image.resize((60, 80)).histogram()[_LIGHT:])
    return light > _MOSTLY * 60 * 80


def _of_scans(scans: Mapping[int, Scan]) -> list[str]:
    if not scans:
        return []
    sure = min(scan.confidence for scan in scans.values())
    doubtful = sum(len(scan.doubtful) for scan in scans.values())
    level = "low" if sure < _LOW else "good"
    notes = [f"{_named(list(scans))} recognised by OCR, confidence {level} ({sure:.0f} %)."]
    if doubtful:
        notes.append(f"{doubtful} number{'s' * (doubtful > 1)} recognised there may be wrong: check against the page.")
    return notes


def _pictured(page: Any) -> float:
    """Return the share of the page that its largest picture covers."""
    area = max(1.0, page.get_width() * page.get_height())
    largest: float = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(largest / area)


def _has_picture(page: Any, *, or_drawing: bool) -> bool:
    kinds = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}
    if or_drawing:
        kinds |= {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING}
    return any(item.type in kinds for item in page.get_objects(max_depth=1))


def _notes(data: bytes, gathered: _Gathered, *, late: bool) -> list[str]:
    notes = []
    if pictures := sorted(gathered.pictures):
        why = "scanned, and not recognised in the time that is allowed" if late else "probably scanned"
        notes.append(f"{_named(pictures)} without readable text, {why}: questions cannot find what is there.")
    if damaged := gathered.damaged:
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
