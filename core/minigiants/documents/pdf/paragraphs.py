"""Put the lines of a PDF page together to paragraphs, and tell which of them are headings."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles

from minigiants.documents.pdf.boxes import TextLine
from minigiants.documents.pdf.hyphens import hyphen
from minigiants.documents.plain import ITEM

_ENDINGS = ".:;!?"
_RANGE = re.compile(r"\d[-–]$")
_LEADER = re.compile(r" \.\.\. ?(?:\w{1,6}|[€$£]?[\d.,:–-]{1,12}(?: ?[A-Za-z€$£%°/.]{1,8})?)$")
"""The dots before the number of a page in a list of contents, or before a price, which `lines` cuts to three."""
_LABELLED = re.compile(r"[A-Z][^.:;!?]{0,40}: ?\S")
"""A label with its value, as a list of facts has one a line."""
_PICTURE = re.compile(r"([lmnoqrtuvw§]) [A-Z]")
"""A letter that is a bullet in Wingdings or Dingbats, and begins no English line before a capital."""
_ITEMS = 3
_CAPITALS = 1.3
"""Times the usual width of a character that a capital has."""
_WIDEST = 2.2
"""Line heights from one line of a paragraph to the next at most."""
_EVEN = 0.6
"""Points by which such distances differ at most."""
_BLOCK = 3
"""Justified lines that show how broad their column is, at least."""
_BROAD = 15
"""Line heights that a block of running text is broad at least; an address is narrower."""
_RAGGED = 0.2
"""Line heights before the right border within which justified lines end."""
_SHORT = 8
"""Lines of a run below which all of the page tell how broad it is."""
_AROUND = 8
"""Lines before and after among which the closest are looked for."""
_NEAR = 40
"""Lines up and down the page that a line is compared with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """What is usual on a page."""

    height: float
    """Of the running text, in points."""
    pitch: float
    """From one line of a paragraph to the next, in points."""
    bold: bool
    reaches: tuple[tuple[float, float], ...] = ()
    """Where each line begins and ends."""


@dataclass(kw_only=True, slots=True)
class Paragraph:
    """A paragraph while it is put together."""

    start: int
    first: TextLine
    bold: bool
    lines: int = 1


def usual_of(page_lines: list[TextLine]) -> Usual:
    """Return what is usual among the lines of a page."""
    heights: Counter[float] = Counter()
    bold = 0
    for line in page_lines:
        heights[round(line.height, 1)] += len(line.text)
        bold += len(line.text) if line.bold else 0
    height = heights.most_common(1)[0][0] or 1.0
    pitches = [a.bottom - b.bottom for a, b in pairwise(page_lines)]
    pitches = [pitch for pitch in pitches if 0.5 * height < pitch < 3 * height]
    pitch = quantiles(pitches, n=4)[0] if len(pitches) > 1 else 1.2 * height
    reaches = tuple((line.left, line.right) for line in page_lines)
    return Usual(height=height, pitch=pitch, bold=bold > 0.5 * heights.total(), reaches=reaches)


def with_bullets(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines with a bullet for the letter that stands for one in a font of pictures, where items share it."""
    marks = Counter(match[1] for line in lines if (match := _PICTURE.match(line.text)))
    shared = {mark for mark, count in marks.items() if count >= _ITEMS}
    if not shared:
        return lines
    return [
        replace(line, text=f"•{line.text[1:]}") if (m := _PICTURE.match(line.text)) and m[1] in shared else line
        for line in lines
    ]


def with_cells(line: TextLine, gaps: list[int]) -> tuple[str, list[int]]:
    """Write the spaces at `gaps` as borders of cells."""
    text, places = line.text, list(line.indices)
    for offset in reversed(gaps):
        text = f"{text[:offset]} | {text[offset + 1 :]}"
        places[offset : offset + 1] = [-1, -1, -1]
    return text, places


def joint(page_lines: list[TextLine], i: int, gaps: list[list[int]], usual: Usual, here: Container[str]) -> str:
    """Return what stands between lines `i - 1` and `i`: nothing, a hyphen, a space or line breaks."""
    above, line = page_lines[i - 1], page_lines[i]
    if above.hyphenated:
        return hyphen(above.text, line.text, here)
    if _RANGE.search(above.text) and line.text[0].isdigit():
        return ""
    pitch = above.bottom - line.bottom
    if _LEADER.search(above.text):
        return "\n"
    table = bool(gaps[i - 1] or gaps[i]) or above.filled or line.filled
    table = table or bool(_LABELLED.match(above.text) and _LABELLED.match(line.text))
    if not table and not ITEM.match(line.text) and _alike(above, line) and _continues(page_lines, i, pitch, usual):
        return " "
    return "\n" if 0 < pitch <= 1.3 * usual.pitch and (table or ITEM.match(line.text)) else "\n\n"


def _alike(above: TextLine, line: TextLine) -> bool:
    """Tell whether two lines can be of one paragraph by their type."""
    return _is_alike(above, line) and not (above.bold and not line.bold)


def _is_alike(above: TextLine, line: TextLine) -> bool:
    differs = 0.1 if line.text[0].isupper() else 0.2  # a bracket or word in other type may begin a line
    return abs(above.height - line.height) <= differs * above.height


def _continues(page_lines: list[TextLine], i: int, pitch: float, usual: Usual) -> bool:
    """Tell whether line `i` goes on with the sentence or paragraph of the line above."""
    above, line = page_lines[i - 1], page_lines[i]
    open_end = line.text[0].islower() and above.text[-1] not in _ENDINGS
    if pitch < -2 * usual.height:  # the top of the next column
        return open_end
    if not 0.5 * line.height < pitch <= 1.3 * max(usual.pitch, line.height) and not _is_even(page_lines, i, pitch):
        return False
    if open_end:
        return True
    indented = line.left > above.left + 0.5 * line.height and not ITEM.match(above.text)
    first_word = line.text.split(" ", 1)[0]
    width = (len(first_word) + 1) * (line.right - line.left) / len(line.text)
    room = _right_border(page_lines, i - 1, usual) - above.right
    return not indented and room < width * (_CAPITALS if first_word.isalpha() and first_word.isupper() else 1.0)


def _is_even(page_lines: list[TextLine], i: int, pitch: float) -> bool:
    """Tell whether lines are as close as any in their column, where it is set wider than most of the page."""
    line = page_lines[i]
    if not 0 < pitch <= _WIDEST * line.height:
        return False
    around = [
        other for other in page_lines[max(0, i - _AROUND) : i + _AROUND] if abs(other.left - line.left) < line.height
    ]
    near = [other for other in around if _is_alike(line, other)]
    pitches = sorted(a.bottom - b.bottom for a, b in pairwise(near) if a.bottom - b.bottom > 0.5 * line.height)
    return len(pitches) > 1 and pitch <= pitches[0] + _EVEN and pitches[1] <= pitches[0] + _EVEN


def _right_border(page_lines: list[TextLine], i: int, usual: Usual) -> float:
    """Return how far lines of the same column and type go, in points."""
    here = page_lines[i]
    block = _block(page_lines, i)
    right = max(line.right for line in block)
    ends = sum(right - line.right < _RAGGED * here.height for line in block)
    if ends >= _BLOCK and 2 * ends >= len(block) and right - here.left > _BROAD * here.height:
        return right
    reach = 3 * here.height
    near = page_lines[max(0, i - _NEAR) : i + _NEAR]
    if len(page_lines) < _SHORT:  # between tables: an address fills no column
        return max(right for left, right in usual.reaches if abs(left - here.left) < reach)
    return max(other.right for other in near if abs(other.left - here.left) < reach)


def _block(page_lines: list[TextLine], i: int) -> list[TextLine]:
    """Return the lines around line `i` that follow one another closely in one type."""
    first = last = i
    while first > max(0, i - _NEAR) and _is_below(page_lines[first - 1], page_lines[first]):
        first -= 1
    while last + 1 < min(len(page_lines), i + _NEAR) and _is_below(page_lines[last], page_lines[last + 1]):
        last += 1
    return page_lines[first : last + 1]


def _is_below(above: TextLine, line: TextLine) -> bool:
    return _is_alike(above, line) and 0 < above.bottom - line.bottom <= _WIDEST * line.height


def headings(text: str, paragraphs: list[Paragraph], usual: Usual, offset: int) -> Iterator[tuple[int, str]]:
    """Yield (place, words) of the headings among `paragraphs`, whose `text` begins at `offset` of the page's."""
    ends = [paragraph.start for paragraph in paragraphs[1:]] + [len(text) + offset]
    for paragraph, end in zip(paragraphs, ends, strict=True):
        words = text[paragraph.start - offset : end - offset].strip()
        if _is_heading(words, paragraph, usual):
            yield paragraph.start, words


def _is_heading(words: str, paragraph: Paragraph, usual: Usual) -> bool:
    letters = sum(map(str.isalpha, words))
    if letters < 3 or letters < 0.5 * len(words) or len(words) > 120 or words[-1] in ".;,:" or " | " in words:
        return False
    large = paragraph.first.height > 1.12 * usual.height
    return large or (paragraph.bold and not usual.bold) or (words.isupper() and paragraph.lines == 1 and letters > 4)
