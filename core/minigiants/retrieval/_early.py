"""Cut a long document into parts, so that its beginning can be searched while the rest is embedded."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from minigiants.retrieval._stores import File
from minigiants.types import Passage

FIRST = 256
"""Passages of the first part: some ten seconds on two cores."""
GROWTH = 4
"""How many times as many there are at each further time: to put them in again costs a third in all."""
STOPPED = -1
"""Version of the readers, below any, of a document of which only a part is there."""


def parts(passages: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the parts in which so many passages are embedded.

    >>> list(parts(300)), list(parts(0))
    ([(0, 256), (256, 300)], [(0, 0)])
    """
    start, end = 0, FIRST
    while end < passages:
        yield start, end
        start, end = end, GROWTH * end
    yield start, passages


def so_far(file: File, passages: Sequence[Passage]) -> File:
    """Return the file as if it ended with the last of `passages`, and such that it is read anew when it stays so."""
    last = passages[-1].page
    note = f"Only its first {last} pages can be searched so far: it is being read, or was stopped."
    pages = {number: text for number, text in file.pages.items() if number <= last}
    return replace(file, pages=pages, notes=(*file.notes, note), reader=STOPPED)
