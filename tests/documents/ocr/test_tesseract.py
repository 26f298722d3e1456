"""Scanned pages are recognised where Tesseract is installed, and how sure that is is told."""

import io
import shutil

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from minigiants.documents import FileReader, Limits, Unreadable, areas, read
from minigiants.documents.ocr.tesseract import parsed
from tests.documents.making import Draw, blank, pdf, written

WORDS = written("The rent of the flat is 840 euros a month.", "The deposit is 1,680 euros.")
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def picture_of(data: bytes, *, turn: float = 0.0, over: Draw = blank) -> bytes:
    """Return a PDF whose one page is a picture of that of `data`, `turn` degrees askew, with `over` drawn on it."""
    sheet = pypdfium2.PdfDocument(data)[0].render(scale=3).to_pil().convert("L")
    sheet = sheet.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawInlineImage(Image.eval(sheet, lambda value: 20 + value * 9 // 10), 0, 0, *A4)
    over(canvas)
    canvas.save()
    return out.getvalue()


@pytest.fixture
def scanned() -> bytes:
    """Return a PDF whose one page is a picture of words."""
    return picture_of(pdf(WORDS))


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_a_scanned_page_is_recognised_in_the_reading_process(scanned: bytes) -> None:
    with FileReader() as reader:
        document = reader.read(scanned, "scan.pdf")

    assert "The rent of the flat is 840 euros a month." in document.pages[0].text
    assert "1,680 euros" in document.pages[0].text
    assert document.notes[0].startswith("Page 1 is recognised by OCR, confidence ")
    scan = document.pages[0].scan
    assert scan is not None and scan.confidence > 70
    start = document.pages[0].text.index("deposit")
    ((left, top, right, bottom),) = areas(scan, [(start, start + 7)])  # where the word stands on the sheet
    assert abs(left - (72 + stringWidth("The ", "Helvetica", 11)) / A4[0]) < 0.02
    assert abs(bottom - (A4[1] - 726) / A4[1]) < 0.01
    assert right > left and bottom > top


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_a_page_that_was_scanned_lying_on_its_side_is_turned_and_its_marks_turned_back() -> None:
    lines = [f"The boat in berth {n} pays {n + 300} euros a season for water and light." for n in range(20, 32)]
    sheet = pypdfium2.PdfDocument(pdf(written(*lines)))[0].render(scale=3).to_pil().convert("L")
    out = io.BytesIO()
    high, wide = A4
    canvas = Canvas(out, pagesize=(wide, high))
    canvas.drawInlineImage(sheet.rotate(90, expand=True), 0, 0, wide, high)
    canvas.save()

    with FileReader() as reader:
        document = reader.read(out.getvalue(), "scan.pdf")

    text, scan = document.pages[0].text, document.pages[0].scan
    assert "The boat in berth 24 pays 324 euros a season" in text
    assert scan is not None
    start = text.index("berth 20")
    ((left, top, right, bottom),) = areas(scan, [(start, start + 8)])  # the first line stands upright, at the left
    assert 0.07 < left < right < 0.15
    assert bottom - top > right - left


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_a_scanned_table_has_its_rows_and_columns_though_it_lay_askew() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 760, "Prices of the boat yard in spring")
        for i, row in enumerate((("Work", "Hours", "Price"), ("Keel", "14", "310.50"), ("Mast", "6", "125.75"))):
            for x, cell in zip((72, 250, 400), row, strict=True):
                canvas.drawString(x, 720 - 20 * i, cell)

    with FileReader() as reader:
        page = reader.read(picture_of(pdf(draw), turn=0.8), "prices.pdf").pages[0]

    assert "Work: Keel; Hours: 14; Price: 310.50" in page.text
    assert page.tables[0].rows == (("Keel", "14", "310.50"), ("Mast", "6", "125.75"))


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_a_scan_with_a_stamp_set_over_it_is_recognised() -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.drawString(72, 40, "Received 4 March 2026, file 88-1204, page 1 of 1")

    with FileReader() as reader:
        page = reader.read(picture_of(pdf(WORDS), over=stamp), "scan.pdf").pages[0]

    assert "The rent of the flat is 840 euros a month." in page.text
    assert page.scan is not None


def test_pages_for_which_no_time_is_left_are_said_to_be_so(scanned: bytes) -> None:
    with FileReader(Limits(ocr_seconds=0)) as reader, pytest.raises(Unreadable) as error:
        reader.read(scanned, "scan.pdf")

    assert error.value.reason == "scanned"


def test_a_scanned_page_is_refused_where_nothing_recognises_it(scanned: bytes) -> None:
    with pytest.raises(Unreadable, match="install Tesseract") as error:
        read(scanned, "scan.pdf")

    assert error.value.reason == "scanned"


def test_a_language_that_is_no_name_of_one_runs_nothing(scanned: bytes) -> None:
    with FileReader(Limits(languages="eng --user-words /etc/passwd")) as reader, pytest.raises(Unreadable) as error:
        reader.read(scanned, "scan.pdf")

    assert error.value.reason == "scanned"


def test_words_keep_their_places_and_doubtful_numbers_are_named() -> None:
    words = (("1", "1", "96", "Rent"), ("1", "1", "40", "84O0"), ("1", "2", "91", "Term"), ("2", "1", "93", "7"))
    rows = "".join(f"5\t1\t{block}\t{par}\t1\t1\t3\t0\t9\t9\t{conf}\t{text}\n" for block, par, conf, text in words)

    recognition = parsed(HEAD + rows)

    assert recognition is not None
    assert [word.text for word in recognition.words] == ["Rent", "84O0", "Term", "7"]
    assert (recognition.words[0].left, recognition.confidence, recognition.doubtful) == (3.0, 80.0, ("84O0",))
    assert parsed(HEAD) is None
