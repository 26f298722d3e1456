"""Scanned pages are recognised where Tesseract is installed, and how sure that is is told."""

import io
import shutil

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from minigiants.documents import Limits, Reader, Unreadable, read
from minigiants.documents.ocr.tesseract import parsed
from tests.documents.making import pdf, written

WORDS = written("The rent of the flat is 840 euros a month.", "The deposit is 1,680 euros.")
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


@pytest.fixture
def scanned() -> bytes:
    """Return a PDF whose one page is a picture of words."""
    sheet = pypdfium2.PdfDocument(pdf(WORDS))[0].render(scale=3).to_pil().convert("L")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawInlineImage(Image.eval(sheet, lambda value: 20 + value * 9 // 10), 0, 0, *A4)
    canvas.save()
    return out.getvalue()


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_a_scanned_page_is_recognised_in_the_reading_process(scanned: bytes) -> None:
    with Reader() as reader:
        document = reader.read(scanned, "scan.pdf")

    assert "The rent of the flat is 840 euros a month." in document.pages[0].text
    assert "1,680 euros" in document.pages[0].text
    assert document.notes[0].startswith("Page 1 is recognised by OCR, confidence ")


def test_a_scanned_page_is_refused_where_nothing_recognises_it(scanned: bytes) -> None:
    with pytest.raises(Unreadable, match="install Tesseract") as error:
        read(scanned, "scan.pdf")

    assert error.value.reason == "scanned"


def test_a_language_that_is_no_name_of_one_runs_nothing(scanned: bytes) -> None:
    with Reader(Limits(languages="eng --user-words /etc/passwd")) as reader, pytest.raises(Unreadable) as error:
        reader.read(scanned, "scan.pdf")

    assert error.value.reason == "scanned"


def test_paragraphs_stand_apart_and_doubtful_numbers_are_counted() -> None:
    words = (("1", "1", "96", "Rent"), ("1", "1", "40", "84O0"), ("1", "2", "91", "Term"), ("2", "1", "93", "7"))
    rows = "".join(f"5\t1\t{block}\t{par}\t1\t1\t0\t0\t9\t9\t{conf}\t{text}\n" for block, par, conf, text in words)

    recognition = parsed(HEAD + rows)

    assert recognition is not None
    assert recognition.text == "Rent 84O0\n\nTerm\n\n7"
    assert recognition.doubtful == ("84O0",)
    assert parsed(HEAD) is None
