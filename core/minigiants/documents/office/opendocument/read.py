"""Read an OpenDocument file of any kind: a text is one page, each sheet and each slide a page of its own."""

import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from minigiants.documents.blocks import Block, page
from minigiants.documents.office.names import qn
from minigiants.documents.office.opendocument.body import Body
from minigiants.documents.office.opendocument.styles import OpenStyles
from minigiants.documents.office.package import parsed
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable

_WORDS = re.compile(r"[^\W\d_]{2}|\d{3}")
_UNNAMED = re.compile(r"(?:sheet|tabelle|feuille|hoja|table)\s?\d*", re.IGNORECASE)


def read(archive: ZipFile, tally: Tally) -> tuple[str, tuple[Page, ...]] | None:
    """Return the media type and the pages of an OpenDocument file, None for another archive; raises Unreadable."""
    names = set(archive.namelist())
    if "mimetype" not in names or "content.xml" not in names:
        return None
    media_type = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
    if not media_type.startswith("application/vnd.oasis.opendocument."):
        return None
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable("encrypted", "The file is protected by a password: save a copy without one.")
    try:
        styles = parsed(archive.read("styles.xml")) if "styles.xml" in names else None
        return media_type, _pages(parsed(archive.read("content.xml")), styles, tally)
    except Exception as error:  # the file's own damage surfaces as one of a dozen types
        if isinstance(error, MemoryError | Unreadable):
            raise
        raise Unreadable("corrupt", "The OpenDocument file is damaged: open it and save it again.") from error


def _pages(content: Any, styles: Any, tally: Tally) -> tuple[Page, ...]:
    looks = OpenStyles(content, styles)
    body = Body(styles=looks, tally=tally)
    inside = next(content.find(qn("office:body")).iterchildren())
    if inside.tag == qn("office:spreadsheet"):
        sheets = list(inside.iterchildren(qn("table:table")))
        return tuple(_sheet(sheet, number, body, tally) for number, sheet in enumerate(sheets, start=1))
    if inside.tag == qn("office:presentation"):
        slides = list(inside.iterchildren(qn("draw:page")))
        return tuple(page(_slide(slide, body), number=number) for number, slide in enumerate(slides, start=1))
    return (page([*body.blocks(inside), *_running(styles, body)]),)


def _sheet(sheet: Any, number: int, body: Body, tally: Tally) -> Page:
    if not body.styles.is_shown(str(sheet.get(qn("table:style-name")))):
        tally.add("sheet")
        return Page(number=number, text="")
    name = str(sheet.get(qn("table:name")) or "")
    title = "" if _UNNAMED.fullmatch(name) else name
    heading = [Block(text=title, kind="heading")] if title else []
    return page([*heading, *body.table(sheet, title)], number=number)


def _slide(slide: Any, body: Body) -> Iterator[Block]:
    titled = next((f for f in slide.iter(qn("draw:frame")) if f.get(qn("presentation:class")) == "title"), None)
    for frame in [titled] if titled is not None else []:
        text = " ".join(block.text for block in body.blocks(frame))
        if text.strip():
            yield Block(text=text, kind="heading")
    for element in slide.iterchildren():
        if element is titled:
            continue
        if element.tag == qn("presentation:notes"):
            text = " ".join(block.text for block in body.blocks(element))
            if text.strip():
                yield Block(text=f"Notes: {text}")
        elif element.tag == qn("draw:frame") and element.find(qn("table:table")) is not None:
            yield from body.table(element.find(qn("table:table")))
        else:
            yield from body.blocks(element) if element.tag != qn("text:p") else ()


def _running(styles: Any, body: Body) -> Iterator[Block]:
    """Yield what the headers and footers say, each once."""
    texts = set()
    for master in styles.iter(qn("style:master-page")) if styles is not None else ():
        for kind in ("header", "footer"):
            for element in master.iterchildren(qn(f"style:{kind}"), qn(f"style:{kind}-first")):
                text = " ".join(block.text for block in body.blocks(element) if block.table is None)
                text = " ".join(text.split())
                if (
                    re.search(r"[^\W\d_]{2}|\d{3}", text)
                    and text.lower() not in ("page", "page of")
                    and text not in texts
                ):
                    texts.add(text)
                    yield Block(text=f"Page {kind}: {text}", kind="row")
