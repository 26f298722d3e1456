"""Put the lines of a PDF page together to paragraphs, keeping where each character came from."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from typing import Any

from minigiants.documents.pdf.columns import borders
from minigiants.documents.pdf.lines import Boxes, Line, lines
from minigiants.documents.plain import ITEM

_ENDINGS = ".:;!?"
_KEEPING = frozenset(
    ("self", "non", "well", "half", "cross", "long", "short", "high", "low", "ex", "anti", "semi", "quasi")
)
"""First parts of words that keep their hyphen: non-refundable, self-contained."""
_NEAR = 40
"""Lines up and down the page that a line is compared with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A page's text with its way back to the page."""

    text: str
    indices: tuple[int, ...]
    """PDFium's character index for each character of `text`, -1 for inserted ones."""
    headings: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Usual:
    """What is usual on a page."""

    height: float
    """Of the running text, in points."""
    pitch: float
    """From one line of a paragraph to the next, in points."""
    bold: bool


@dataclass(kw_only=True, slots=True)
class _Paragraph:
    start: int
    first: Line
    bold: bool
    lines: int = 1


def layout(textpage: Any) -> Layout:
    """Read one page; the same page always gives the same text and indices."""
    boxes = Boxes(textpage)
    found = list(lines(textpage, boxes))
    if not found:
        return Layout(text="", indices=(), headings=())
    usual = _usual(found)
    gaps = borders(found, boxes)
    pieces: list[str] = []
    indices: list[int] = []
    paragraphs: list[_Paragraph] = []
    for i, line in enumerate(found):
        joint = _joint(found, i, gaps, usual) if i else ""
        words, places = _with_cells(line, gaps[i])
        indices += [-1] * len(joint)
        if not i or "\n" in joint:
            paragraphs.append(_Paragraph(start=len(indices), first=line, bold=line.bold))
        else:
            paragraphs[-1].lines += 1
            paragraphs[-1].bold &= line.bold
        pieces += [joint, words]
        indices += places
    text = "".join(pieces)
    return Layout(text=text, indices=tuple(indices), headings=_headings(text, paragraphs, usual))


def _usual(found: list[Line]) -> _Usual:
    heights: Counter[float] = Counter()
    bold = 0
    for line in found:
        heights[round(line.height, 1)] += len(line.text)
        bold += len(line.text) if line.bold else 0
    height = heights.most_common(1)[0][0] or 1.0
    pitches = [a.bottom - b.bottom for a, b in pairwise(found)]
    pitches = [pitch for pitch in pitches if 0.5 * height < pitch < 3 * height]
    pitch = quantiles(pitches, n=4)[0] if len(pitches) > 1 else 1.2 * height
    return _Usual(height=height, pitch=pitch, bold=bold > 0.5 * heights.total())


def _with_cells(line: Line, gaps: list[int]) -> tuple[str, list[int]]:
    """Write the spaces at `gaps` as borders of cells."""
    text, places = line.text, list(line.indices)
    for offset in reversed(gaps):
        text = f"{text[:offset]} | {text[offset + 1 :]}"
        places[offset : offset + 1] = [-1, -1, -1]
    return text, places


def _joint(found: list[Line], i: int, gaps: list[list[int]], usual: _Usual) -> str:
    """Return what stands between lines `i - 1` and `i`: nothing, a hyphen, a space or line breaks."""
    above, line = found[i - 1], found[i]
    if above.hyphenated:
        return "-" if above.text.split()[-1].lower().lstrip("(\"'") in _KEEPING else ""
    pitch = above.bottom - line.bottom
    table = bool(gaps[i - 1] or gaps[i])
    if not table and not ITEM.match(line.text) and _alike(above, line) and _continues(found, i, pitch, usual):
        return " "
    return "\n" if 0 < pitch <= 1.3 * usual.pitch and (table or ITEM.match(line.text)) else "\n\n"


def _alike(above: Line, line: Line) -> bool:
    """Tell whether two lines can be of one paragraph by their type."""
    return abs(above.height - line.height) <= 0.1 * above.height and not (above.bold and not line.bold)


def _continues(found: list[Line], i: int, pitch: float, usual: _Usual) -> bool:
    """Tell whether line `i` goes on with the sentence or paragraph of the line above."""
    above, line = found[i - 1], found[i]
    open_end = line.text[0].islower() and above.text[-1] not in _ENDINGS
    if pitch < -2 * usual.height:  # the top of the next column
        return open_end
    if not 0.5 * line.height < pitch <= 1.3 * max(usual.pitch, line.height):
        return False
    if open_end:
        return True
    indented = line.left > above.left + 0.5 * line.height and not ITEM.match(above.text)
    first_word = len(line.text.split(" ", 1)[0]) + 1
    room = _right_border(found, i - 1) - above.right
    return not indented and room < first_word * (line.right - line.left) / len(line.text)


def _right_border(found: list[Line], i: int) -> float:
    """Return how far lines of the same column and type go, in points."""
    here = found[i]
    reach = 3 * here.height
    near = found[max(0, i - _NEAR) : i + _NEAR]
    return max(other.right for other in near if abs(other.left - here.left) < reach)


def _headings(text: str, paragraphs: list[_Paragraph], usual: _Usual) -> tuple[tuple[int, str], ...]:
    ends = [paragraph.start for paragraph in paragraphs[1:]] + [len(text)]
    headings = []
    for paragraph, end in zip(paragraphs, ends, strict=True):
        words = text[paragraph.start : end].strip()
        if _is_heading(words, paragraph, usual):
            headings.append((paragraph.start, words))
    return tuple(headings)


def _is_heading(words: str, paragraph: _Paragraph, usual: _Usual) -> bool:
    letters = sum(map(str.isalpha, words))
    if letters < 3 or letters < 0.5 * len(words) or len(words) > 120 or words[-1] in ".;,:" or " | " in words:
        return False
    large = paragraph.first.height > 1.12 * usual.height
    return large or (paragraph.bold and not usual.bold) or (words.isupper() and paragraph.lines == 1 and letters > 4)
