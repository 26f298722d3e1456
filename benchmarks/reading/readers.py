"""Read files with this suite and with the libraries that are installed beside it, each by its plainest call."""

import importlib.util
import io
import re
from collections.abc import Callable
from typing import Any

from benchmarks.reading.gold import Rows
from benchmarks.reading.scores import Read

Reader = Callable[[bytes, str], Read | None]


def suite(data: bytes, name: str) -> Read:
    """Read with this suite."""
    from minigiants.documents import read

    document = read(data, name)
    tables = [[list(table.header), *map(list, table.rows)] for table in document.tables]
    return Read(text="\n".join(page.text for page in document.pages), tables=tables)


def pypdf(data: bytes, name: str) -> Read | None:
    """Read the text of a PDF with pypdf."""
    if not name.endswith(".pdf"):
        return None
    import pypdf as library

    return Read(text="\n".join(page.extract_text() for page in library.PdfReader(io.BytesIO(data)).pages))


def pdfplumber(data: bytes, name: str) -> Read | None:
    """Read text and tables of a PDF with pdfplumber."""
    if not name.endswith(".pdf"):
        return None
    import pdfplumber as library

    with library.open(io.BytesIO(data)) as document:
        tables = [
            [[cell or "" for cell in row] for row in table]
            for page in document.pages
            for table in page.extract_tables()
        ]
        return Read(text="\n".join(page.extract_text() for page in document.pages), tables=tables)


def docling_parse(data: bytes, name: str) -> Read | None:
    """Read the lines of a PDF with docling-parse."""
    if not name.endswith(".pdf"):
        return None
    from docling_parse.pdf_parser import DoclingPdfParser

    document = DoclingPdfParser(loglevel="fatal").load(path_or_stream=io.BytesIO(data))
    return Read(text="\n".join(cell.text for _, page in document.iterate_pages() for cell in page.textline_cells))


def markitdown(data: bytes, name: str) -> Read | None:
    """Read with markitdown, whose tables are those of Markdown."""
    from markitdown import MarkItDown, StreamInfo

    try:
        text = (
            MarkItDown(enable_plugins=False)
            .convert_stream(io.BytesIO(data), stream_info=StreamInfo(extension="." + name.rpartition(".")[2]))
            .text_content
        )
    except Exception as error:
        if "Unsupported" in type(error).__name__ or "Missing" in str(error):
            return None
        raise
    return Read(text=re.sub(r"[*\\]", "", text), tables=[_rows(text)])


def _rows(text: str) -> Rows:
    return [
        [cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines() if line.startswith("|")
    ]


def mammoth(data: bytes, name: str) -> Read | None:
    """Read the raw text of a Word file with mammoth."""
    if not name.endswith(".docx"):
        return None
    import mammoth as library

    return Read(text=library.extract_raw_text(io.BytesIO(data)).value)


def python_docx(data: bytes, name: str) -> Read | None:
    """Read paragraphs and tables of a Word file with python-docx."""
    if not name.endswith(".docx"):
        return None
    import docx

    document = docx.Document(io.BytesIO(data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return Read(
        text="\n".join([*(p.text for p in document.paragraphs), *(c for t in tables for r in t for c in r)]),
        tables=tables,
    )


def openpyxl(data: bytes, name: str) -> Read | None:
    """Read the values of a workbook with openpyxl."""
    if not name.endswith(".xlsx"):
        return None
    import openpyxl as library

    def words(value: Any) -> str:
        return "" if value is None else str(value)

    book = library.load_workbook(io.BytesIO(data), data_only=True)
    tables = [
        [[words(value) for value in row] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    ]
    return Read(
        text="\n".join([*book.sheetnames, *(" ".join(row) for table in tables for row in table)]), tables=tables
    )


def installed() -> dict[str, Reader]:
    """Return the readers by name, this suite first."""
    libraries: dict[str, Reader] = {
        "docling_parse": docling_parse,
        "pdfplumber": pdfplumber,
        "pypdf": pypdf,
        "markitdown": markitdown,
        "mammoth": mammoth,
        "docx": python_docx,
        "openpyxl": openpyxl,
    }
    return {"minigiants": suite} | {name: read for name, read in libraries.items() if importlib.util.find_spec(name)}
