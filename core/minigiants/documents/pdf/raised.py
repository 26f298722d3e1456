"""Write raised and lowered characters of a line with marks that tell them from their neighbours."""

import re
from itertools import groupby

from minigiants.documents import marks

_LABEL = re.compile(r"(?:\d{1,3}|[a-z]|[*†‡§]{1,3})[.)]?")
_ACCENT = re.compile(r"[^\w\d*†‡§+\-−]+")


def with_marks(text: str, places: list[int], rises: list[int]) -> tuple[str, list[int]]:
    r"""Return the line's text with marks and the place of each of its characters; `rises` is 1, -1 or 0 for each.

    >>> with_marks("6.2 x 104 cells", list(range(15)), [0] * 8 + [1] + [0] * 6)[0]
    '6.2 x 10^4 cells'
    >>> with_marks("1 Counted by hand", list(range(17)), [1] + [0] * 16)[0]
    'Note 1: Counted by hand'
    """
    shown: list[str] = []
    indices: list[int] = []
    offset = 0
    for rise, characters in groupby(_settled(text, rises)):
        length = len(list(characters))
        run, own = text[offset : offset + length], places[offset : offset + length]
        offset += length
        if rise:
            if rise > 0 and run.strip().isdigit() and text[offset : offset + 1] in ("⁄", "/"):
                _fraction(shown, indices, run, own)
            else:
                _add(shown, indices, run, own, rise)
        else:
            _plain(shown, indices, run, own)
    while shown and shown[-1].isspace():
        shown.pop()
        indices.pop()
    return "".join(shown), indices


def _settled(text: str, rises: list[int]) -> list[int]:
    """Leave spaces and lone accents where they are, except between characters of one run."""
    settled = [0 if text[i].isspace() else rise for i, rise in enumerate(rises)]
    for i in range(1, len(text) - 1):
        if text[i].isspace() and settled[i - 1] and settled[i - 1] == settled[i + 1]:
            settled[i] = settled[i - 1]
    return settled


def _plain(shown: list[str], indices: list[int], run: str, own: list[int]) -> None:
    for character, place in zip(run, own, strict=True):
        if character.isspace() and (not shown or shown[-1].isspace()):
            continue
        shown.append(" " if character.isspace() else character)
        indices.append(place)


def _fraction(shown: list[str], indices: list[int], run: str, own: list[int]) -> None:
    """Append what stands above the line of a fraction, apart from whole numbers before it."""
    if shown and shown[-1].isdigit():
        shown.append(" ")
        indices.append(own[0])
    shown += run
    indices += own


def _add(shown: list[str], indices: list[int], run: str, own: list[int], rise: int) -> None:
    """Append what is raised or lowered; what a mark adds stands at the place of the first character."""
    words = run.strip()
    if not "".join(shown).strip():
        mark = f"Note {words.rstrip('.)')}:" if rise > 0 and _LABEL.fullmatch(words) else words
    elif _ACCENT.fullmatch(words):
        mark = words
    else:
        space = bool(shown) and shown[-1].isspace()
        while shown and shown[-1].isspace():
            shown.pop()
            indices.pop()
        before = "".join(shown)
        mark = marks.raised(before, words) if rise > 0 else marks.lowered(before, words)
        if space and mark == words:
            mark = f" {words}"
    at = len(shown)
    if mark.startswith(" [note "):  # before a full stop, so that it stays with its sentence
        while at and shown[at - 1] in ".,;:!?" and len(shown) - at < 3:
            at -= 1
    shown[at:at] = mark
    start = mark.find(words)
    indices[at:at] = [own[min(max(0, i - start), len(words) - 1)] for i in range(len(mark))]
