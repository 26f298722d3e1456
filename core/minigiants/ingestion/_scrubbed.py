"""Make of a document one without personal data, and of a file's name one that tells nobody's."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count

from minigiants.documents import SUFFIXES, Document, Page, Table
from minigiants.privacy import Funnel, Names
from minigiants.retrieval import Library

UNNAMED = "document"


def scrubbed(document: Document, funnel: Funnel) -> tuple[Document, bytes]:
    """Return the document as plain text without personal data, and the bytes to keep in place of the file.

    Its id is that of the new text: the file's own hash would let a short text be guessed.
    """
    names = Names()
    texts = funnel.value("index", [page.text for page in document.pages], names)
    pages = tuple(_page(page, text, funnel, names) for page, text in zip(document.pages, texts, strict=True))
    data = "\f".join(texts).encode("utf-8", "replace")
    digest = hashlib.sha256(data).hexdigest()
    return replace(document, id=digest, media_type="text/plain", pages=pages), data


def kept_name(name: str, funnel: Funnel) -> str:
    """Return what may be kept of a file's name: the whole, the words that are left, or that it is a document."""
    stem, dot, suffix = name.rpartition(".")
    if f".{suffix.lower()}" not in SUFFIXES:
        stem, dot, suffix = name, "", ""
    return funnel.title("index", stem, otherwise=UNNAMED) + dot + suffix


def free_name(library: Library, collection: str, name: str, document_id: str) -> str:
    """Return the name that the document has already, or `name` with a number when other content has it."""
    ids = {n: info.id for info in library.documents(collection) for n in (info.name, *info.other_names)}
    for known, owner in ids.items():
        if owner == document_id:
            return known
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    numbered = (f"{stem} {number}{dot}{suffix}" for number in count(2))
    return next(free for free in chain([name], numbered) if free not in ids)


def _page(page: Page, text: str, funnel: Funnel, names: Names) -> Page:
    headings = funnel.value("index", [heading for _, heading in page.headings], names)
    tables = tuple(_table(table, page.text, text, funnel, names) for table in page.tables)
    scan = page.scan
    if scan:
        scan = replace(scan, doubtful=tuple(word for word in scan.doubtful if word in text), places=())
    return replace(page, text=text, headings=tuple(_found(text, headings)), tables=tables, scan=scan)


def _table(table: Table, before: str, after: str, funnel: Funnel, names: Names) -> Table:
    """Return the table without personal data; its rows keep their lines when the text has as many as before."""
    title = funnel.value("index", table.title, names)
    header, *rows = funnel.value("index", [list(row) for row in (table.header, *table.rows)], names)
    old, new = _lines(before), _lines(after)
    numbers = {start: number for number, (start, _) in enumerate(old)}
    spans = [
        (new[numbers[start]][0], new[numbers[start] + before.count("\n", start, end)][1])
        for start, end in table.spans
        if len(old) == len(new)
    ]
    return replace(table, title=title, header=tuple(header), rows=tuple(map(tuple, rows)), spans=tuple(spans))


def _lines(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each line."""
    places, start = [], 0
    for line in text.split("\n"):
        places.append((start, start + len(line)))
        start += len(line) + 1
    return places


def _found(text: str, headings: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the headings with their new places; one that reads otherwise in the page's text is no heading there."""
    at = 0
    for heading in headings:
        if place := re.compile(f"^{re.escape(heading)}", re.MULTILINE).search(text, at):
            at = place.end()
            yield place.start(), heading
