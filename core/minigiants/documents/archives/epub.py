"""Read an electronic book: a page for each of its parts, in reading order."""

import posixpath
from dataclasses import replace
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from minigiants.documents.blocks import page
from minigiants.documents.office import parsed
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable
from minigiants.documents.web import html_blocks

MEDIA_TYPE = "application/epub+zip"
_CONTAINER = "META-INF/container.xml"
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(archive: ZipFile, tally: Tally) -> tuple[str, tuple[Page, ...]] | None:
    """Return the media type and the pages of a book, None for another archive; raises Unreadable."""
    names = set(archive.namelist())
    if _CONTAINER not in names:
        return None
    try:
        parts = _parts(archive, names)
        if any(_locked(archive, names, part) for part in parts):
            raise Unreadable("encrypted", "The book is protected against copying: ask its seller for a free copy.")
        texts = [archive.read(part) for part in parts if part in names]
    except Unreadable:
        raise
    except Exception as error:  # the file's own damage surfaces as one of a dozen types
        if isinstance(error, MemoryError):
            raise
        raise Unreadable("corrupt", "The book is damaged: get a fresh copy.") from error
    pages = [page(html_blocks(b"", text.decode("utf-8", "replace"), tally)) for text in texts]
    filled = [one for one in pages if one.text]
    return MEDIA_TYPE, tuple(_numbered(one, number) for number, one in enumerate(filled, start=1))


def _numbered(one: Page, number: int) -> Page:
    return replace(one, number=number, tables=tuple(replace(table, page=number) for table in one.tables))


def _parts(archive: ZipFile, names: set[str]) -> list[str]:
    """List the names of the book's parts in reading order."""
    container = parsed(archive.read(_CONTAINER))
    package = str(next(_local(container, "rootfile")).get("full-path"))
    root = parsed(archive.read(package))
    folder = posixpath.dirname(package)
    items = {item.get("id"): item for item in _local(root, "item")}
    parts = []
    for reference in _local(root, "itemref"):
        item = items.get(reference.get("idref"))
        if (
            item is not None
            and item.get("media-type") in _TEXTS
            and "nav" not in (item.get("properties") or "").split()
        ):
            parts.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))))
    return parts


def _local(root: Any, name: str) -> Any:
    return root.iter(f"{{*}}{name}")


def _locked(archive: ZipFile, names: set[str], part: str) -> bool:
    lock = "META-INF/encryption.xml"
    return lock in names and f'URI="{part}"'.encode() in archive.read(lock)
