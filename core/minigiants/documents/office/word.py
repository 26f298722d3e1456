"""Read Word files: paragraphs, lists and tables in the order of the document."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from minigiants.documents.blocks import Block, Kind, page
from minigiants.documents.office.numbering import Numbering
from minigiants.documents.values import Page, Unreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MAX_XML = 100_000_000
"""Bytes of unpacked XML: a novel has about 5 million."""
_MAX_UNPACKED = 1_000_000_000
_CONTAINERS = {qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")}
_SPACES = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SKIPPED = {qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


def read(data: bytes) -> Page:
    """Make one page of the Word file; raises Unreadable for other archives and for bombs."""
    _check(data)
    try:
        document = docx.Document(io.BytesIO(data))
        return page(_blocks(document.element.body, document, Numbering(document)))
    except Exception as error:  # the file's own damage surfaces as one of a dozen types
        if isinstance(error, MemoryError):
            raise
        raise Unreadable("corrupt", "The Word file is damaged: open it in Word and save it again.") from error


def _check(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable("corrupt", "The file is damaged or was copied only in part: get a fresh copy.") from None
    if "word/document.xml" not in {file.filename for file in files}:
        raise Unreadable("unsupported", "This archive is not a Word file: save its contents as PDF or DOCX.")
    xml = sum(file.file_size for file in files if file.filename.endswith((".xml", ".rels")))
    if xml > _MAX_XML or sum(file.file_size for file in files) > _MAX_UNPACKED:
        raise Unreadable(
            "too large", "The Word file unpacks to more than a document holds: save it as PDF or split it."
        )


def _blocks(parent: Any, document: WordDocument, numbering: Numbering) -> Iterator[Block]:
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            yield from _paragraph(element, document, numbering)
        elif element.tag == qn("w:tbl"):
            yield from _table(element)
        elif element.tag in _CONTAINERS:
            yield from _blocks(element, document, numbering)


def _paragraph(element: Any, document: WordDocument, numbering: Numbering) -> Iterator[Block]:
    text = _text(element)
    label = numbering.label(element)
    if not text.strip():
        return
    kind: Kind = "item" if label else "paragraph"
    if _is_heading(element, document):
        kind, text = "heading", " ".join(text.split())
    yield Block(text=f"{label} {text}" if label else text, kind=kind)


def _is_heading(element: Any, document: WordDocument) -> bool:
    name = ""
    if element.style is not None:
        style = document.styles.element.get_by_id(element.style)
        name = (style.name_val or "").lower() if style is not None else ""
    outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    return name.startswith(("heading", "title")) or (outline is not None and outline.get(qn("w:val")) != "9")


def _table(element: Any) -> Iterator[Block]:
    for row in _within(element, qn("w:tr")):
        cells = [" ".join(_text(cell, " ").split()) for cell in _within(row, qn("w:tc"))]
        yield Block(text=" | ".join(cells) if any(cells) else "", kind="row")


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows or cells of `parent`, not those of tables inside its cells."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _within(child, tag)


def _text(element: Any, separator: str = "") -> str:
    """Collect the visible words: what was inserted counts, what was deleted does not."""
    pieces: list[str] = []
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag in _SPACES:
            pieces.append(_SPACES[child.tag])
        elif child.tag not in _SKIPPED:
            pieces.append(_text(child, separator))
            if child.tag == qn("w:p"):
                pieces.append(separator)
    return "".join(pieces)
