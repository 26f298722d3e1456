"""Search a text of any length in stretches that fit in memory, cut where no entity is."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from minigiants.types import Entity

Search = Callable[[str], Sequence[Entity]]

WINDOW = 60_000
"""Characters that are searched at once."""
AROUND = 1_000
"""Characters on both sides of a cut that are searched with each of the two stretches."""
_SAFE = (re.compile(r"\n[ \t\r]*\n"), re.compile(r"[.!?][\"')\]]*\s"), re.compile(r"\n"), re.compile(r"\s"))
"""Where a text is cut, the best kind of place first: blank line, end of a sentence, end of a line, space."""


def stretches(blocks: Iterable[str], search: Search) -> Iterator[tuple[str, list[Entity]]]:
    """Cut a text, given in blocks, into stretches that join to it again, each with its own entities.

    Every stretch is searched with what stands around it, so that what is near a cut is found as if there were none.
    """
    before, fresh = "", ""
    for block in blocks:
        fresh += block
        while len(fresh) >= WINDOW:
            found = _behind(search(before + fresh[:WINDOW]), len(before))
            cut = _place(fresh[:WINDOW], found)
            yield fresh[:cut], _until(found, cut)
            before, fresh = (before + fresh[:cut])[-AROUND:], fresh[cut:]
    if fresh:
        yield fresh, _behind(search(before + fresh), len(before))


def _place(text: str, entities: Sequence[Entity]) -> int:
    """Return where to cut: as late as may be, with enough behind it to judge what is before it."""
    latest, starts = len(text) - AROUND, [e.start for e in entities]

    def holding(place: int) -> Entity | None:
        last = bisect_left(starts, place) - 1
        return entities[last] if last >= 0 and place < entities[last].end else None

    for kind in _SAFE:
        places = [match.end() for match in kind.finditer(text, latest // 2, latest)]
        free = next((place for place in reversed(places) if holding(place) is None), None)
        if free is not None:
            return free
    held = holding(latest)
    return latest if held is None else held.start or held.end


def _behind(entities: Sequence[Entity], start: int) -> list[Entity]:
    """Return what reaches beyond `start`, with offsets from there."""
    return [replace(e, start=max(0, e.start - start), end=e.end - start) for e in entities if e.end > start]


def _until(entities: Sequence[Entity], end: int) -> list[Entity]:
    return [e for e in entities if e.end <= end]
