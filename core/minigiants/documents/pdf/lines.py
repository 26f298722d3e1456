"""Take the lines of a PDF page from PDFium: their characters, and where they stand."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pypdfium2 import raw

from minigiants.documents.pdf import letters
from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.objects import Box, Objects
from minigiants.documents.pdf.raised import small_figures, with_marks
from minigiants.documents.pdf.struck import unstruck
from minigiants.documents.tally import Tally

HYPHENS = "\x02\ufffe"
"""What PDFium puts in place of a hyphen that broke a word at a line's end."""
_LINE = re.compile(rf"[^\r\n{HYPHENS}]*(?:[{HYPHENS}]|[\r\n]+|$)")
_SPECIAL = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u2000-\u200f\u2028-\u202f"
    r"\u2060\ufb00-\ufb06\ufeff\U0001d400-\U0001d7ff]|  "
)
_LEADER = re.compile(r"(?<!\s)\s*+(?:\.\s?){5,}\s*")
"""Dots that lead the eye to a page's number, or that a form has for writing on."""
_LIGATURES = {chr(0xFB00 + i): text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_FAR = 0.6
"""Line heights from one cell to the next at least."""
_UNEVEN = 0.25
"""Line heights by which base lines differ that are not the same."""
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)


class _Segment(NamedTuple):
    """A line as PDFium gives it."""

    text: str
    places: list[int]
    rises: list[int]
    """Of each character: 1 raised, -1 lowered; empty when none is."""
    hyphenated: bool

    @property
    def level(self) -> int:
        """Offset of the first character that stands on the line's base."""
        return next((i for i, rise in enumerate(self.rises) if not rise and not self.text[i].isspace()), 0)

    @property
    def lifted(self) -> bool:
        """Tell whether no character stands on the line's base."""
        return bool(self.rises) and all(self.rises)

    @property
    def first(self) -> int:
        return self.places[0]

    @property
    def last(self) -> int:
        return self.places[-1]


def lines(textpage: Any, boxes: Boxes, strokes: Objects, tally: Tally) -> Iterator[TextLine]:
    """Yield the page's lines that hold text, in PDFium's order, without what nobody sees or what is struck."""
    text, indices = characters(textpage)
    rises: list[int] = []
    figures = small_figures(textpage, boxes, text, indices)
    if strokes.special or figures:
        text, indices, rises = _seen(textpage, (text, indices), strokes, figures, tally)
    segments = (
        part for segment in _segments(textpage, boxes, (text, indices), rises) for part in _level(segment, boxes)
    )
    for segment in _joined(segments, boxes) if rises else segments:
        line = _line(boxes, textpage, segment)
        line = unstruck(line, strokes.horizontal, boxes, tally)
        if line.text:
            yield line


def _seen(
    textpage: Any, page: tuple[str, list[int]], strokes: Objects, figures: Mapping[int, int], tally: Tally
) -> tuple[str, list[int], list[int]]:
    """Leave hidden characters out, and tell of the others whether they stand raised (1) or lowered (-1)."""
    visible: list[tuple[str, int, int]] = []
    hidden: list[str] = []
    for character, index in zip(*page, strict=True):
        address = strokes.address(textpage, index)
        if address in strokes.hidden:
            hidden.append(character)
        else:
            hidden += " " if hidden and character.isspace() else ""
            visible.append((character, index, strokes.shifts.get(address) or figures.get(index, 0)))
    tally.leave_out("hidden", "".join(hidden))
    return "".join(c for c, _, _ in visible), [i for _, i, _ in visible], [r for _, _, r in visible]


def _segments(textpage: Any, boxes: Boxes, page: tuple[str, list[int]], rises: list[int]) -> Iterator[_Segment]:
    text, indices = page
    for match in _LINE.finditer(text):
        start, end = match.span()
        if start == end:
            continue
        hyphenated = text[end - 1] in HYPHENS
        piece = text[start:end].rstrip("\r\n" + HYPHENS)
        if any(rises[start : start + len(piece)]):
            piece, offsets = _clean(piece, range(start, end), 0)
            places, heights = [indices[i] for i in offsets], [rises[i] for i in offsets]
        else:
            piece, places = _clean(piece, indices, start)
            heights = []
        if piece:
            if not heights:
                piece, places = letters.closed(textpage, boxes, piece, places)
            yield _Segment(letters.unfolded(piece, places, boxes), places, heights, hyphenated)


def _level(segment: _Segment, boxes: Boxes) -> Iterator[_Segment]:
    """Yield the parts of what PDFium takes for one line though the page draws it on several."""
    if segment.rises or _follows(boxes(segment.first), boxes(segment.last)):
        yield segment
        return
    start = 0
    for match in re.finditer(" ", segment.text):
        end = match.end()
        if not _follows(boxes(segment.places[match.start() - 1]), boxes(segment.places[end])):
            yield _Segment(segment.text[start : match.start()], segment.places[start : match.start()], [], False)
            start = end
    yield _Segment(segment.text[start:], segment.places[start:], [], segment.hyphenated)


def _follows(before: Box, after: Box) -> bool:
    """Tell whether a character can stand on the line of one before it: far behind it on the same base line only."""
    height = min(before[3] - before[1], after[3] - after[1])
    overlap = min(before[3], after[3]) - max(before[1], after[1])
    far = after[0] - before[2] > _FAR * height
    return height <= 0 or (overlap > 0.3 * height and not (far and abs(before[1] - after[1]) > _UNEVEN * height))


def _joined(segments: Iterator[_Segment], boxes: Boxes) -> Iterator[_Segment]:
    """Put together what PDFium breaks at a raised or lowered character."""
    current: _Segment | None = None
    for segment in segments:
        if current is None:
            current = segment
        elif (current.rises or segment.rises) and not current.hyphenated and _goes_on(current, segment, boxes):
            gap = "" if current.text[-1:].isspace() or segment.text[:1].isspace() else _space(current, segment, boxes)
            rises = (current.rises or [0] * len(current.text)) + [0] * len(gap)
            current = _Segment(
                current.text + gap + segment.text,
                current.places + [current.places[-1]] * len(gap) + segment.places,
                rises + (segment.rises or [0] * len(segment.text)),
                segment.hyphenated,
            )
        else:
            yield current
            current = segment
    if current is not None:
        yield current


def _goes_on(above: _Segment, segment: _Segment, boxes: Boxes) -> bool:
    """Tell whether a segment stands on the same line, right behind the one before."""
    level = boxes(above.places[above.level])
    end, start = boxes(above.last), boxes(segment.first)
    own = boxes(segment.places[segment.level])
    height = level[3] - level[1]
    gap = start[0] - end[2]
    if not -0.4 * height < gap < height:
        return False
    if segment.lifted:
        return level[1] - 0.5 * height < (own[1] + own[3]) / 2 < level[3] + 0.4 * height
    if above.lifted:
        return own[1] - 0.5 * height < (level[1] + level[3]) / 2 < own[3] + 0.4 * height
    return abs(own[1] - level[1]) < 0.2 * height


def _space(above: _Segment, segment: _Segment, boxes: Boxes) -> str:
    end, start = boxes(above.last), boxes(segment.first)
    return " " if start[0] - end[2] > 0.15 * (end[3] - end[1]) else ""


def characters(textpage: Any) -> tuple[str, list[int]]:
    """Return the page's text and the PDFium index of each of its characters."""
    count = textpage.count_chars()
    text = textpage.get_text_range() if count > 0 else ""
    if len(text) == count:
        return text, list(range(count))
    # PDFium leaves characters out of its text that it counts: ask for each one.
    found = [(raw.FPDFText_GetUnicode(textpage, i), i) for i in range(max(count, 0))]
    kept: list[tuple[str, int]] = []
    high = 0
    for code, i in found:
        if 0xDC00 <= code < 0xE000 and high:
            kept.append((chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00), i))
        elif code and not 0xD800 <= code < 0xE000:
            kept.append((chr(code), i))
        high = code if 0xD800 <= code < 0xDC00 else 0
    return "".join(character for character, _ in kept), [i for _, i in kept]


def _clean(text: str, indices: Sequence[int], start: int) -> tuple[str, list[int]]:
    """Resolve ligatures and combining accents, and drop what a reader does not see."""
    if not _SPECIAL.search(text):
        first = len(text) - len(text.lstrip())
        text = text.strip()
        return text, list(indices[start + first : start + first + len(text)])
    pieces: list[str] = []
    places: list[int] = []
    for offset, character in enumerate(text):
        letters = _shown(character)
        if letters == " " and (not pieces or pieces[-1] == " "):
            continue
        if pieces and unicodedata.combining(character):
            composed = unicodedata.normalize("NFC", pieces[-1] + character)
            if len(composed) == 1:
                pieces[-1] = composed
                continue
        pieces.extend(letters)
        places.extend([indices[start + offset]] * len(letters))
    cleaned = "".join(pieces)
    return cleaned.rstrip(), places[: len(cleaned.rstrip())]


def _shown(character: str) -> str:
    if character in _LIGATURES:
        return _LIGATURES[character]
    if "\U0001d400" <= character <= "\U0001d7ff":  # letters of mathematics, which nobody types into a question
        return unicodedata.normalize("NFKC", character)
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in ("Cc", "Cf") else character


def _line(boxes: Boxes, textpage: Any, segment: _Segment) -> TextLine:
    first, last = boxes(segment.first), boxes(segment.last)
    level = boxes(segment.places[segment.level]) if segment.rises else first
    text, places = with_marks(segment.text, segment.places, segment.rises) if segment.rises else segment[:2]
    for dots in reversed(list(_LEADER.finditer(text))):
        text = f"{text[: dots.start()]} ... {text[dots.end() :]}"
        places = [*places[: dots.start()], *[places[dots.start()]] * 5, *places[dots.end() :]]
    return TextLine(
        text=text,
        indices=places,
        left=min(first[0], last[0]),
        bottom=level[1],
        right=max(first[2], last[2]),
        top=level[3],
        bold=_bold(textpage, segment.first) and _bold(textpage, segment.last),
        hyphenated=segment.hyphenated,
    )


def _bold(textpage: Any, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(textpage, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, None)
    return bool(_BOLD.search(name.value))
