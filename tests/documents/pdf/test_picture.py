"""A highlighted span lies where its words stand on the page."""

import ctypes
import io

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from minigiants.documents import highlight_boxes, page_text, picture
from tests.documents.making import Draw, pdf, scan, set_pdf, written

LEFT = written(
    "The tenant may end this agreement", "on 30 April 2028 by a notice.", "The rent is due on 1 May.", top=500
)
RIGHT = written("The deposit is 24,720 pounds.", "It bears interest every year.", left=320, top=500)


def columns(canvas: Canvas) -> None:
    LEFT(canvas)
    RIGHT(canvas)


def turned(degrees: int) -> Draw:
    """Lay the page on its side and write on it so that it reads upright as shown."""

    def draw(canvas: Canvas) -> None:
        width, height = A4 if degrees % 180 == 0 else A4[::-1]
        canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[degrees])
        canvas.rotate(degrees)
        columns(canvas)
        canvas.setPageRotation(degrees)

    return draw


def sideways(canvas: Canvas) -> None:
    columns(canvas)
    canvas.setPageRotation(270)


def cropped(canvas: Canvas) -> None:
    columns(canvas)
    canvas.setCropBox((50, 420, 560, 600))


def words_in(data: bytes, boxes: list[tuple[float, float, float, float]]) -> str:
    """Read the text inside the boxes by another way: PDFium's own extraction by area."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    textpage = page.get_textpage()
    found = []
    for left, top, right, bottom in boxes:
        corners = []
        for x, y in ((left, top), (right, bottom)):
            across, up = ctypes.c_double(), ctypes.c_double()
            size = 1_000_000
            raw.FPDF_DeviceToPage(page, 0, 0, size, size, 0, int(x * size), int(y * size), across, up)
            corners.append((across.value, up.value))
        (x0, y0), (x1, y1) = corners
        area = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        found.append(textpage.get_text_bounded(*area).strip())
    textpage.close()
    page.close()
    document.close()
    return " ".join(found)


@pytest.mark.parametrize("draw", [columns, cropped, sideways, *(turned(degrees) for degrees in (90, 180, 270))])
@pytest.mark.parametrize("words", ["30 April 2028", "It bears interest every year.", "end this agreement on 30 April"])
def test_boxes_enclose_the_words_of_the_span(draw: Draw, words: str) -> None:
    data = pdf(draw)
    start = page_text(data, "a.pdf", 1).index(words)

    boxes = highlight_boxes(data, 1, [(start, start + len(words))])

    assert words_in(data, boxes) == words
    assert all(0 <= left < right <= 1 and 0 <= top < bottom <= 1 for left, top, right, bottom in boxes)


def test_a_span_over_several_lines_has_one_box_a_line() -> None:
    data = set_pdf("The tenant shall keep the rooms clean and shall not store any goods in them that may burn. " * 4)
    text = page_text(data, "a.pdf", 1)

    boxes = highlight_boxes(data, 1, [(0, len(text))])

    assert 3 <= len(boxes) <= 6
    assert len(text) == len(words_in(data, boxes))


def test_a_word_joined_from_two_lines_is_marked_on_both() -> None:
    data = pdf(written("This is the agree-", "ment of both."))
    start = page_text(data, "a.pdf", 1).index("agreement")

    assert len(highlight_boxes(data, 1, [(start, start + 9)])) == 2


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_yellow_is_in_the_boxes_and_nowhere_else(degrees: int) -> None:
    data = pdf(turned(degrees))
    start = page_text(data, "a.pdf", 1).index("24,720 pounds")
    spans = [(start, start + 13)]

    image = Image.open(io.BytesIO(picture(data, 1, spans, width=600)))
    boxes = highlight_boxes(data, 1, spans)

    assert image.width == 600
    yellow = [(i % 600, i // 600) for i, pixel in enumerate(image.get_flattened_data()) if pixel == (255, 235, 59)]
    assert len(yellow) > 100
    for x, y in yellow:
        assert any(a - 0.01 <= x / 600 <= c + 0.01 and b - 0.01 <= y / image.height <= d + 0.01 for a, b, c, d in boxes)


def test_black_letters_stay_black_under_the_mark() -> None:
    data = pdf(written("MMMMMMMM"))

    image = Image.open(io.BytesIO(picture(data, 1, [(0, 8)])))

    assert image.convert("L").histogram()[:20] != [0] * 20


def test_spans_outside_the_text_mark_nothing() -> None:
    data = pdf(written("Short."), scan)

    assert highlight_boxes(data, 1, [(400, 500), (-5, 0), (3, 3)]) == []
    assert picture(data, 2, [(0, 10)]).startswith(b"\x89PNG")


def test_an_extreme_page_makes_no_extreme_picture() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(10, 14_000))
    canvas.drawString(1, 100, "x")
    canvas.save()

    image = Image.open(io.BytesIO(picture(out.getvalue(), 1, [], width=1000)))

    assert image.height <= 6000


def test_a_page_that_is_not_there_is_named() -> None:
    with pytest.raises(IndexError, match="no page 2"):
        picture(pdf(written("One.")), 2, [])


def test_a_page_in_a4_is_drawn_in_proportion() -> None:
    image = Image.open(io.BytesIO(picture(pdf(written("One.")), 1, [], width=500)))

    assert image.width == 500
    assert abs(image.height - 500 * A4[1] / A4[0]) < 2
