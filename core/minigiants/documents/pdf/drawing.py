"""Show a PDF page as a picture, with spans of its text highlighted."""

import ctypes
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PIL import Image, ImageChops
from pypdfium2 import raw

from minigiants.documents.pdf import pdfium
from minigiants.documents.pdf.boxes import Boxes
from minigiants.documents.pdf.layout import layout
from minigiants.documents.pdf.objects import Box, turned
from minigiants.documents.pdf.pages import before
from minigiants.documents.tally import Tally

_YELLOW = (255, 235, 59)
_TALL = 6
"""A page taller than this many widths is drawn narrower, so that no file can ask for gigabytes."""

Spans = Sequence[tuple[int, int]]


def picture(
    data: bytes, page: int, spans: Sequence[tuple[int, int]], *, width: int = 1000, areas: Sequence[Box] = ()
) -> bytes:
    """Draw the page (1-based) `width` pixels wide as PNG, each (start, end) of its text marked in yellow.

    `areas` are marked too: (left, top, right, bottom) as fractions of the page, for one that was recognised.
    Raises Unreadable, and IndexError for a page that is not there.
    """
    with pdfium.opened(data) as document, _laid_out(document, page) as (sheet, textpage, indices):
        boxes = [*_boxes(sheet, textpage, indices, spans), *areas]
        scale = min(width / sheet.get_width(), _TALL * width / sheet.get_height())
        bitmap = sheet.render(scale=scale)
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
    for box in boxes:
        _mark(image, box)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def highlight_boxes(
    data: bytes, page: int, spans: Sequence[tuple[int, int]]
) -> list[tuple[float, float, float, float]]:
    """Return (left, top, right, bottom) of each marked line, as fractions of the page as shown, y downwards."""
    with pdfium.opened(data) as document, _laid_out(document, page) as (sheet, textpage, indices):
        return _boxes(sheet, textpage, indices, spans)


@contextmanager
def _laid_out(document: Any, number: int) -> Iterator[tuple[Any, Any, Sequence[int]]]:
    past = before(document, number)
    with pdfium.loaded(document, number) as (page, textpage):
        yield page, textpage, layout(page, textpage, number, past, Tally(), form=document.formenv).indices


def _mark(image: Image.Image, box: Box) -> None:
    """Multiply the box with yellow: what is white turns yellow, what is black stays."""
    left, top, right, bottom = box
    area = (
        int(left * image.width),
        int(top * image.height),
        min(image.width, int(right * image.width) + 1),
        min(image.height, int(bottom * image.height) + 1),
    )
    part = image.crop(area)
    image.paste(ImageChops.multiply(part, Image.new("RGB", part.size, _YELLOW)), area[:2])


def _boxes(sheet: Any, textpage: Any, indices: Sequence[int], spans: Spans) -> list[Box]:
    marked = sorted({offset for start, end in spans for offset in range(max(0, start), min(end, len(indices)))})
    places = [indices[offset] for offset in marked if indices[offset] >= 0]
    boxes = Boxes(textpage)
    shown = (_fraction(sheet, turned(box, -boxes.turn % 360)) for box in _merged(boxes, places))
    return [box for box in shown if box[2] > box[0] and box[3] > box[1]]


def _merged(boxes: Boxes, places: list[int]) -> Iterator[Box]:
    """Join the characters' boxes along each line."""
    current: Box | None = None
    for place in places:
        box = boxes(place)
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        if current is not None and _same_line(current, box):
            pairs = zip((min, min, max, max), current, box, strict=True)
            left, bottom, right, top = (choose(a, b) for choose, a, b in pairs)
            current = (left, bottom, right, top)
        else:
            if current is not None:
                yield current
            current = box
    if current is not None:
        yield current


def _same_line(current: Box, box: Box) -> bool:
    height = min(current[3] - current[1], box[3] - box[1])
    overlap = min(current[3], box[3]) - max(current[1], box[1])
    apart = max(box[0] - current[2], current[0] - box[2])
    return overlap > 0.5 * height and apart < 1.5 * height


def _fraction(sheet: Any, box: Box) -> Box:
    """Turn points into fractions of the visible page, cut at its borders."""
    left, bottom, right, top = box
    corners = [_on_page(sheet, left, bottom), _on_page(sheet, right, top)]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return (xs[0], ys[0], xs[1], ys[1])


def _on_page(sheet: Any, x: float, y: float) -> tuple[float, float]:
    size = 1_000_000  # PDFium answers in whole pixels
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(sheet, 0, 0, size, size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return (min(max(across.value / size, 0.0), 1.0), min(max(down.value / size, 0.0), 1.0))
