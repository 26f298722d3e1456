"""Read the files inside of a file: what is attached to a mail, or packed into an archive."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable

Inside = Callable[[bytes, str], tuple[Page, ...]]
"""Reads a file that is inside of another by its bytes and its name; raises Unreadable."""


def attached(own: Iterable[Page], files: Iterable[tuple[str, bytes]], tally: Tally, inside: Inside) -> tuple[Page, ...]:
    """Return the pages `own` and those of `files` numbered on, each file's name as a heading above its text."""
    pages = list(own)
    for number, (name, data) in enumerate(files, start=1):
        try:
            for page in inside(data, name):
                pages.append(_headed(page, name, len(pages) + 1))
        except Unreadable as error:
            tally.others.append(f"File {number} inside is left out: {error.message}")
    return tuple(pages)


def _headed(page: Page, name: str, number: int) -> Page:
    """Return the page as page `number`, with `name` as its first line."""
    title = " ".join(name.split()) or "File"
    shift = len(title) + 2
    tables = (
        replace(table, page=number, spans=tuple((start + shift, end + shift) for start, end in table.spans))
        for table in page.tables
    )
    return Page(
        number=number,
        text=f"{title}\n\n{page.text}" if page.text else "",
        headings=((0, title), *((offset + shift, heading) for offset, heading in page.headings)) if page.text else (),
        tables=tuple(tables),
        scan=page.scan and replace(page.scan, places=()),
    )
