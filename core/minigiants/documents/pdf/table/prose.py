"""Tell lists, spaced lines and columns of prose from the rows of a table."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.table.parts import Part, parts

_PROSE_WORDS = 4.0
"""Words that a line of a column of prose has at least, on average."""
_PROSE_LINES = 4
_SENTENCE = 7
"""Words from which a line of two may be running text."""
_WIDE = 1.3
"""Line heights that the words of running text are never apart."""
_MARK = re.compile(r"[-–—•‣▪◦·*+o\uf0b7\u25cf\u25a0]|\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivx]+)[.)]?|\[\w{1,8}\]")
_WORD = re.compile(r"[A-Za-z]{2,}")


def is_running(lines: Sequence[TextLine], gaps: Sequence[Sequence[int]], boxes: Boxes) -> bool:
    """Tell whether lines with gaps are a list or running text all the same."""
    return runs(lines, [parts(line, own, boxes) for line, own in zip(lines, gaps, strict=True)])


def runs(lines: Sequence[TextLine], cut: Sequence[Sequence[Part]]) -> bool:
    """Tell whether lines that were cut at their gaps are a list or running text all the same."""
    return _is_list(cut) or _is_spaced(lines, cut)


def _is_list(cut: Sequence[Sequence[Part]]) -> bool:
    """Tell whether each line is a mark or a number and what it marks, as items and headings of sections are."""
    several = [pieces for pieces in cut if len(pieces) > 1]
    return all(len(p) == 2 and _MARK.fullmatch(p[0].text) and p[1].text[0].isalpha() for p in several)


def _is_spaced(lines: Sequence[TextLine], cut: Sequence[Sequence[Part]]) -> bool:
    """Tell whether two lines only look like rows, because one of them is running text with wide spaces."""
    if len(lines) > 2:
        return False
    words = [sum(len(_WORD.findall(part.text)) for part in pieces) for pieces in cut]
    return max(words) >= _SENTENCE and any(
        after.left - before.right < _WIDE * line.height
        for line, pieces, count in zip(lines, cut, words, strict=True)
        for before, after in pairwise(pieces)
        if count >= _SENTENCE
    )


def uncolumned(lines: list[TextLine], gaps: list[list[int]], boxes: Boxes) -> list[TextLine] | None:
    """Return the lines of prose in two columns, the left one first; None when they are no such columns."""
    if any(len(own) > 1 for own in gaps):
        return None
    cut = [parts(line, own, boxes) for line, own in zip(lines, gaps, strict=True)]
    both = [pieces for pieces in cut if len(pieces) == 2]
    if len(both) < 0.6 * len(lines):
        return None
    sides = [[pieces[side] for pieces in both] for side in (0, 1)]
    if len(lines) < _PROSE_LINES and not all(_is_sentence([part.text for part in side]) for side in sides):
        return None
    if max(p.right for p in sides[0]) >= min(p.left for p in sides[1]):
        return None
    if len(lines) >= _PROSE_LINES and any(
        sum(len(_WORD.findall(p.text)) for p in side) < _PROSE_WORDS * len(side) for side in sides
    ):
        return None
    border = min(p.left for p in sides[1])
    left: list[TextLine] = []
    right: list[TextLine] = []
    for line, pieces in zip(lines, cut, strict=True):
        for part in pieces:
            last = part is pieces[-1]
            own = replace(
                line,
                text=part.text,
                indices=part.indices,
                left=part.left,
                right=part.right,
                hyphenated=line.hyphenated and last,
            )
            (right if part.left >= border - 1 else left).append(own)
    return left + right


def _is_sentence(texts: Sequence[str]) -> bool:
    """Tell whether the few lines of a column are one sentence that goes on from line to line."""
    first, *others = texts
    goes_on = bool(others) and all(text[0].islower() for text in others)
    return goes_on and len(_WORD.findall(first)) >= _PROSE_WORDS and texts[-1][-1] in ".!?"
