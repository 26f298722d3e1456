"""`python -m benchmarks.reading.scans`: what is lost when pages come as scans rather than as text.

Usage: python -m benchmarks.reading.scans [--pages 50] [--dots 150] [--seed 1] [--home FOLDER]

The same pages are indexed as text and as pictures with noise, blur, JPEG marks and up to a degree of skew. Reported:
how often a question's page is among the first five passages, and of the numbers on the pages how many are read right,
marked as doubtful, lost, or wrong without a word. `--home` is a folder of the suite whose embedding model is used.
"""

import argparse
import hashlib
import io
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from benchmarks.reading.gold.writer import Writer
from minigiants.documents import FileReader, Limits, Page
from minigiants.ingestion import ingest
from minigiants.retrieval import Library, SentenceEmbeddings
from minigiants.settings import Settings

FONTS = ("Helvetica", "Times-Roman", "Courier")
SIZES = (9, 10, 11, 12)
_NUMBER = re.compile(r"\d[\d.,:/-]*\d|\d")
FIRST = 5


@dataclass(kw_only=True)
class Sheet:
    """A page as text and as a picture, with a question that it answers."""

    text: bytes
    scan: bytes
    question: str


@dataclass(kw_only=True)
class Numbers:
    """How the numbers of the pages came out."""

    right: int = 0
    marked: int = 0
    lost: int = 0
    wrong: int = 0
    doubted: int = 0
    """Right ones that are marked all the same."""


def main() -> None:
    """Make the pages, index them twice and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--dots", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    sheets = [sheet(given.seed * 1000 + i, given.dots) for i in range(given.pages)]
    settings = Settings(home=given.home) if given.home else Settings()
    embeddings = SentenceEmbeddings(settings.models_folder / settings.embedding_model, id=settings.embedding_model)
    with tempfile.TemporaryDirectory() as folder, FileReader(Limits(ocr_seconds=7200)) as reader:
        library = Library(Path(folder), embeddings)
        _index(library, sheets, "text", reader)
        print(f"text: hit at {FIRST} {_hits(library, 'text', sheets):.3f} (n={len(sheets)})", flush=True)
        numbers, words = Numbers(), Counter[str]()
        started = time.monotonic()
        for i, each in enumerate(sheets):
            _index(library, [each], "scan", reader, first=i)
            _count(_indexed(library, "text", each.text), _indexed(library, "scan", each.scan), numbers, words)
            if (i + 1) % 10 == 0 or i + 1 == len(sheets):
                seconds = (time.monotonic() - started) / (i + 1)
                print(f"{i + 1} scans, {seconds:.1f} s a page; {_told(numbers, words)}", flush=True)
        print(f"scan: hit at {FIRST} {_hits(library, 'scan', sheets):.3f} (n={len(sheets)})")
        library.close()


def _index(library: Library, sheets: Sequence[Sheet], kind: str, reader: FileReader, *, first: int = 0) -> None:
    files = [(f"page-{i}.pdf", getattr(each, kind)) for i, each in enumerate(sheets, start=first)]
    for report in ingest(library, files, collection=kind, reader=reader):
        if report.status == "failed":
            print(report.name, report.reason)


def _told(numbers: Numbers, words: Counter[str]) -> str:
    total = numbers.right + numbers.marked + numbers.lost + numbers.wrong
    return (
        f"words right {words['right'] / words['all']:.3f} of {words['all']}; numbers (n={total}): "
        f"right {numbers.right / total:.3f}, marked {numbers.marked / total:.3f}, lost {numbers.lost / total:.3f}, "
        f"wrong and not marked {numbers.wrong / total:.4f}; right or marked "
        f"{(numbers.right + numbers.marked) / total:.3f}; {numbers.doubted / total:.3f} right but marked"
    )


def sheet(seed: int, dots: int) -> Sheet:
    """Make a page of paragraphs and a table, and its picture."""
    writer, r = Writer(seed), random.Random(seed)
    style = ParagraphStyle("body", fontName=r.choice(FONTS), fontSize=r.choice(SIZES), leading=14, spaceAfter=8)
    sentences = [writer.sentence() for _ in range(9)]
    table = writer.table(6, 4)
    flow: list[Flowable] = [Paragraph(writer.heading(), style), Spacer(0, 6)]
    flow += [Paragraph(" ".join(sentences[i : i + 3]), style) for i in (0, 3)]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if r.random() < 0.5 else []
    flow += [Table(table, style=[("FONTSIZE", (0, 0), (-1, -1), 9), *grid]), Spacer(0, 8)]
    flow += [Paragraph(" ".join(sentences[6:]), style)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(flow)
    asked = r.choice(sentences)
    words = re.sub(r"\b\d+ ", "how many ", asked.rstrip("."))
    return Sheet(text=out.getvalue(), scan=scanned(out.getvalue(), dots, seed), question=f"{words}?")


def scanned(data: bytes, dots: int, seed: int) -> bytes:
    """Return the pages as pictures that a copier might have made."""
    noise = np.random.default_rng(seed)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in pypdfium2.PdfDocument(data):
        image = page.render(scale=dots / 72, grayscale=True).to_pil()
        image = image.rotate(noise.uniform(-1, 1), resample=Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(dots / 150 * noise.uniform(0.3, 0.7)))
        grey = np.asarray(image, dtype=np.float32) * 0.85 + 20 + noise.normal(0, 14, (image.height, image.width))
        picture = io.BytesIO()
        Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(picture, "JPEG", quality=60)
        picture.seek(0)
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _hits(library: Library, collection: str, sheets: Sequence[Sheet]) -> float:
    """Return how often a question's page is among the first passages."""
    right = 0
    for number, each in enumerate(sheets):
        hits = library.search(each.question, collection=collection, limit=FIRST)
        right += any(hit.passage.document == f"page-{number}.pdf" for hit in hits)
    return right / len(sheets)


def _indexed(library: Library, collection: str, data: bytes) -> Page:
    """Return the page as it was indexed; an empty one when it was refused."""
    document = hashlib.sha256(data).hexdigest()
    if not library.passages(collection, document):
        return Page(number=1, text="")
    scan = library.scans(collection, document).get(1)
    return Page(number=1, text=library.page_text(collection, document, 1), scan=scan)


def _count(text: Page, scan: Page, numbers: Numbers, words: Counter[str]) -> None:
    """Compare the numbers in the order in which they stand."""
    own = Counter(re.findall(r"\w+", text.text))
    words["all"] += own.total()
    words["right"] += (own & Counter(re.findall(r"\w+", scan.text))).total()
    doubtful = {number for word in (scan.scan.doubtful if scan.scan else ()) for number in _NUMBER.findall(word)}
    a, b = _NUMBER.findall(text.text), _NUMBER.findall(scan.text)
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            numbers.right += j - i
            numbers.doubted += sum(number in doubtful for number in b[k:m])
            continue
        marked = sum(number in doubtful for number in b[k:m])
        numbers.marked += min(marked, j - i)
        numbers.wrong += min(max(m - k - marked, 0), max(j - i - marked, 0))
        numbers.lost += max(0, (j - i) - (m - k))


if __name__ == "__main__":
    main()
