"""Small files of every kind, made on the spot."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document as WordDocument
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, encrypt: object = None) -> bytes:
    """Return a PDF with one page for each drawing function."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, encrypt=encrypt)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def written(*lines: str, left: float = 72, top: float = 740) -> Draw:
    """Draw `lines` below one another."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for i, line in enumerate(lines):
            canvas.drawString(left, top - 14 * i, line)

    return draw


def scan(canvas: Canvas) -> None:
    """Draw a picture over the whole page."""
    canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, *A4)


def blank(_canvas: Canvas) -> None:
    """Draw nothing."""


def set_pdf(*paragraphs: str, copies: int = 1) -> bytes:
    """Return a PDF with the paragraphs set as running text over as many pages as it takes."""
    out = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    flow: list[Flowable] = [Paragraph(text, style) for text in paragraphs * copies]
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(flow)
    return out.getvalue()


def word(fill: Callable[[WordDocument], object]) -> bytes:
    """Return a Word file that `fill` wrote into."""
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(**files: bytes) -> bytes:
    """Return a ZIP with the files; a double underscore in a name stands for a slash, a final one for `.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()
