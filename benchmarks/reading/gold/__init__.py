"""Write sixty files whose text, order, tables, notes and values are known, each by another program's habits."""

from collections.abc import Iterator

from benchmarks.reading.gold import office, pdf, text
from benchmarks.reading.gold.writer import Gold, Rows

__all__ = ["Gold", "Rows", "files"]


def files() -> Iterator[Gold]:
    """Yield the sixty files."""
    yield from pdf.files()
    yield from office.files()
    yield from text.files()
