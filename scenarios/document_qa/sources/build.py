"""Build the sample PDF and Word files of `documents/` from the texts beside this script."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

SOURCES = Path(__file__).parent
DOCUMENTS = SOURCES.parent / "documents"
Part = tuple[str, str | list[list[str]]]


def parts(text: str) -> Iterator[Part]:
    """Yield (kind, content) of a source text: h1 to h3, p, li, or table with its rows."""
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("|"):
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
            yield "table", [row for row in rows if not set(row[0]) <= {"-"}]
        elif heading := re.match(r"(#+) (.*)", block):
            yield f"h{len(heading[1])}", heading[2]
        elif block.startswith("- "):
            yield from (("li", line.removeprefix("- ")) for line in block.splitlines())
        else:
            yield "p", " ".join(block.split())


def write_pdf(source: Path, target: Path) -> None:
    """Set the text as PDF; the same source always gives the same bytes."""
    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=styles["BodyText"], fontSize=10.5, leading=14, spaceAfter=7)
    looks = {"h1": styles["Title"], "h2": styles["Heading2"], "h3": styles["Heading3"], "p": body, "li": body}
    flow: list[Flowable] = []
    for kind, content in parts(source.read_text("utf-8")):
        if isinstance(content, str):
            flow.append(Paragraph(escape(content), looks[kind]))
        else:
            grid = Table(content, hAlign="LEFT", style=[("GRID", (0, 0), (-1, -1), 0.5, colors.grey)])
            flow += [grid, Spacer(1, 10)]
    title = flow[0].getPlainText() if isinstance(flow[0], Paragraph) else target.stem
    SimpleDocTemplate(str(target), pagesize=A4, title=title, author="minigiants", invariant=1, margin=72).build(flow)


def write_docx(source: Path, target: Path) -> None:
    """Set the text as a Word file; the same source always gives the same bytes."""
    document = docx.Document()
    looks = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "p": "Normal", "li": "List Bullet"}
    for kind, content in parts(source.read_text("utf-8")):
        if isinstance(content, str):
            document.add_paragraph(content, style=looks[kind])
            continue
        table = document.add_table(rows=len(content), cols=len(content[0]), style="Table Grid")
        for row, words in zip(table.rows, content, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    document.save(str(target))
    _freeze(target)


def _freeze(path: Path) -> None:
    """Write the archive again without the time of day."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in sorted(archive.namelist())}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    write_pdf(SOURCES / "office-lease.md", DOCUMENTS / "office-lease.pdf")
    write_pdf(SOURCES / "pump-manual.md", DOCUMENTS / "pump-manual.pdf")
    write_docx(SOURCES / "employee-handbook.md", DOCUMENTS / "employee-handbook.docx")
