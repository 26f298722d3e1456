"""Find the words of a recognised page on its picture."""

from collections.abc import Sequence

from minigiants.types import Scan


def areas(scan: Scan | None, spans: Sequence[tuple[int, int]]) -> list[tuple[float, float, float, float]]:
    """Return (left, top, right, bottom) of what the `spans` of the text cover in each line, as fractions of the page.

    >>> line = Scan(confidence=90, places=((0, 10, 0.1, 0.2, 0.5, 0.25),))
    >>> areas(line, [(5, 30)]), areas(None, [(5, 30)])
    ([(0.3, 0.2, 0.5, 0.25)], [])
    """
    marked = []
    for first, last, left, top, right, bottom in scan.places if scan else ():
        width = (right - left) / (last - first)
        for start, end in spans:
            if start < last and end > first:
                low, high = max(start, first) - first, min(end, last) - first
                marked.append((round(left + low * width, 4), top, round(left + high * width, 4), bottom))
    return marked
