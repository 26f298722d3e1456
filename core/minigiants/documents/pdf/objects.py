"""Look at what a PDF page draws: texts that nobody sees, texts that stand raised or lowered, and ruled lines."""

import ctypes
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

Box = tuple[float, float, float, float]
"""(left, bottom, right, top) in points."""
Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[int, int, int]

MOST = 60_000
"""Objects of one page that are looked at; a drawing with more is no text."""
_DEEP = 8
"""Levels of drawings within drawings that are looked at."""
_TINY = 1.3
"""Points below which type is not there to be read."""
_ALIKE = 10
"""Steps of 255 in each colour by which ink must differ from what is behind it."""
_SMALL = (4.0, 22.0)
"""Points that a square to be ticked, or a mark in one, is wide."""
_THIN = 2.6
"""Points that a ruled line is thick at most."""
_BORDER = 10
"""Segments of a border drawn as two rectangles, one in the other."""
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_PAINTLESS = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_FILLED = (
    raw.FPDF_TEXTRENDERMODE_FILL,
    raw.FPDF_TEXTRENDERMODE_FILL_CLIP,
)


@dataclass(frozen=True, slots=True)
class _Text:
    """One stretch of text as the page draws it."""

    address: int
    order: int
    box: Box
    x: float
    """Where its first character stands on its base line."""
    y: float
    size: float


@dataclass(kw_only=True, slots=True)
class Objects:
    """What a page draws, in points of the unrotated page."""

    hidden: set[int] = field(default_factory=set)
    """Addresses of the text objects that nobody sees."""
    shifts: dict[int, int] = field(default_factory=dict)
    """Address of a text object -> 1 when it stands raised beside its neighbour, -1 when lowered."""
    horizontal: list[Box] = field(default_factory=list)
    vertical: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    """Small ones that are not filled, such as those to be ticked."""
    marks: list[Box] = field(default_factory=list)
    """What else is drawn as small as a tick."""

    @property
    def special(self) -> bool:
        """Tell whether characters must be looked at one by one."""
        return bool(self.hidden or self.shifts)

    def turn(self, degrees: int) -> None:
        """Turn the ruled lines clockwise around the origin, as the text is read."""
        self.squares = [turned(box, degrees) for box in self.squares]
        self.marks = [turned(box, degrees) for box in self.marks]
        level = [turned(box, degrees) for box in self.horizontal]
        upright = [turned(box, degrees) for box in self.vertical]
        self.horizontal, self.vertical = (level, upright) if degrees % 180 == 0 else (upright, level)

    def address(self, textpage: Any, index: int) -> int:
        """Return the address of the text object that holds the character, 0 for one that PDFium put in."""
        handle = raw.FPDFText_GetTextObject(textpage, index)
        return ctypes.addressof(handle.contents) if handle else 0


def objects(page: Any) -> Objects:
    """Look at everything that the page draws."""
    return _Look(page).result


def turned(box: Box, degrees: int) -> Box:
    """Turn `box` clockwise around the origin by 0, 90, 180 or 270 degrees.

    >>> turned((1, 2, 3, 4), 90)
    (2, -3, 4, -1)
    """
    left, bottom, right, top = box
    if degrees == 90:
        return (bottom, -right, top, -left)
    if degrees == 180:
        return (-right, -top, -left, -bottom)
    if degrees == 270:
        return (-top, left, -bottom, right)
    return box


class _Look:
    def __init__(self, page: Any) -> None:
        self.result = Objects()
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._uints = [ctypes.c_uint() for _ in range(4)]
        self._size = ctypes.c_float()
        self._matrix = raw.FS_MATRIX()
        self._fills: list[tuple[int, Box, Colour]] = []
        self._unknown: list[Box] = []
        self._texts: list[_Text] = []
        self._inks: list[tuple[_Text, Any, int]] = []
        self._order = 0
        rect = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
        self._page = (rect.left, rect.bottom, rect.right, rect.top)
        self._objects(page, raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject, _SAME, 0)
        self._judge()
        self._compare()

    def _objects(self, holder: Any, count: int, get: Any, matrix: Matrix, depth: int) -> None:
        for i in range(count):
            self._order += 1
            if self._order > MOST:
                return
            item = get(holder, i)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._text(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEP:
                inner = _product(self._own(item), matrix)
                self._objects(item, raw.FPDFFormObj_CountObjects(item), raw.FPDFFormObj_GetObject, inner, depth + 1)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                box = self._box(item, matrix)
                self.result.images.append(box)
                self._unknown.append(box)
            elif kind == raw.FPDF_PAGEOBJ_SHADING:
                self._unknown.append(self._box(item, matrix))

    def _text(self, item: Any, matrix: Matrix) -> None:
        raw.FPDFTextObj_GetFontSize(item, self._size)
        own = self._own(item)
        _, _, c, d, e, f = own if matrix is _SAME else _product(own, matrix)
        size = abs(self._size.value) * (c * c + d * d) ** 0.5
        text = _Text(ctypes.addressof(item.contents), self._order, self._box(item, matrix), e, f, size)
        self._texts.append(text)
        self._inks.append((text, item, raw.FPDFTextObj_GetTextRenderMode(item)))

    def _path(self, item: Any, matrix: Matrix) -> None:
        box = self._box(item, matrix)
        left, bottom, right, top = box
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, filled, stroked)
        if not (filled.value or stroked.value):
            return
        if top - bottom <= _THIN and right - left > _THIN:
            self.result.horizontal.append(box)
        elif right - left <= _THIN and top - bottom > _THIN:
            self.result.vertical.append(box)
        elif filled.value:
            self._area(item, box)
        if stroked.value and top - bottom > _THIN and right - left > _THIN:
            self._lines(item, matrix)
        if _SMALL[0] <= max(right - left, top - bottom) <= _SMALL[1]:
            self._small(item, box, filled=bool(filled.value), stroked=bool(stroked.value))

    def _small(self, item: Any, box: Box, *, filled: bool, stroked: bool) -> None:
        """Tell a square to be ticked from a mark in one."""
        width, height = box[2] - box[0], box[3] - box[1]
        pale = not filled or min(self._fill(item)[0]) > 255 - 4 * _ALIKE
        square = 0.75 < width / max(height, 0.1) < 1.33 and 4 <= raw.FPDFPath_CountSegments(item) <= 6
        if square and stroked and pale:
            self.result.squares.append(box)
        elif not (filled and pale and not stroked):
            self.result.marks.append(box)

    def _area(self, item: Any, box: Box) -> None:
        colour, alpha = self._fill(item)
        if raw.FPDFPath_CountSegments(item) == _BORDER:
            self._border(item, box)
        if raw.FPDFPath_CountSegments(item) > 6 or alpha < 255 or raw.FPDFPageObj_HasTransparency(item):
            self._unknown.append(box)
        else:
            self._fills.append((self._order, box, colour))

    def _border(self, item: Any, box: Box) -> None:
        """Take the four lines of a border that is filled between an outer and an inner rectangle."""
        corners = [self._point(item, i) for i in range(_BORDER)]
        halves = [corners[: _BORDER // 2], corners[_BORDER // 2 :]]
        widths = sorted(max(x for x, _ in half) - min(x for x, _ in half) for half in halves)
        heights = sorted(max(y for _, y in half) - min(y for _, y in half) for half in halves)
        straight = all(len({x for x, _ in half}) == len({y for _, y in half}) == 2 for half in halves)
        if not straight or not widths[1] or not heights[1]:
            return
        left, bottom, right, top = box
        edge = max((right - left) * (1 - widths[0] / widths[1]), (top - bottom) * (1 - heights[0] / heights[1])) / 2
        if 0 < edge <= _THIN:
            self.result.horizontal += [(left, top - edge, right, top), (left, bottom, right, bottom + edge)]
            self.result.vertical += [(left, bottom, left + edge, top), (right - edge, bottom, right, top)]

    def _point(self, item: Any, number: int) -> tuple[float, float]:
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(item, number), x, y)
        return round(x.value, 2), round(y.value, 2)

    def _lines(self, item: Any, matrix: Matrix) -> None:
        """Take the straight lines of a path such as a table's frame."""
        count = raw.FPDFPath_CountSegments(item)
        if count > 2_000:
            return
        own = _product(self._own(item), matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float, bool, bool]] = []
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, i)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            begins = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
            points.append((*_moved(own, x.value, y.value), begins, bool(raw.FPDFPathSegment_GetClose(segment))))
        first = None
        for i, (px, py, begins, closes) in enumerate(points):
            if begins:
                first = (px, py)
            elif i:
                self._line(points[i - 1][0], points[i - 1][1], px, py)
            if closes and first:
                self._line(px, py, *first)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if abs(y0 - y1) < 0.7 and abs(x0 - x1) > _THIN:
            self.result.horizontal.append(box)
        elif abs(x0 - x1) < 0.7 and abs(y0 - y1) > _THIN:
            self.result.vertical.append(box)

    def _judge(self) -> None:
        """Find the texts that nobody sees."""
        for text, item, mode in self._inks:
            if self._unseen(text, item, mode):
                self.result.hidden.add(text.address)

    def _unseen(self, text: _Text, item: Any, mode: int) -> bool:
        left, bottom, right, top = text.box
        outside = right < self._page[0] or left > self._page[2] or top < self._page[1] or bottom > self._page[3]
        if outside or 0 < text.size < _TINY:
            return True
        if mode in _PAINTLESS:  # the text layer over a scan is what a reader sees of the scan
            return not any(_holds(box, *_middle(text.box)) for box in self.result.images)
        if any(order > text.order and _covers(box, text.box) for order, box, _ in self._fills):
            return True
        return mode in _FILLED and self._without_contrast(text, item)

    def _without_contrast(self, text: _Text, item: Any) -> bool:
        """Tell whether the ink of the text is that of what it stands on."""
        colour, alpha = self._fill(item)
        if alpha < 8:
            return True
        if not self._fills and min(colour) < 255 - _ALIKE:
            return False
        middle = _middle(text.box)
        if any(_holds(box, *middle) for box in self._unknown):
            return False
        behind = [c for order, box, c in self._fills if order < text.order and _holds(box, *middle)]
        ground = behind[-1] if behind else (255, 255, 255)
        return all(abs(a - b) <= _ALIKE for a, b in zip(colour, ground, strict=True))

    def _compare(self) -> None:
        """Find the texts that stand raised or lowered beside the one before or after them."""
        for i, text in enumerate(self._texts):
            for other in self._texts[max(0, i - 1) : i] + self._texts[i + 1 : i + 2]:
                if shift := _shift(text, other):
                    self.result.shifts[text.address] = shift
                    break

    def _own(self, item: Any) -> Matrix:
        matrix = self._matrix
        raw.FPDFPageObj_GetMatrix(item, matrix)
        return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _box(self, item: Any, matrix: Matrix) -> Box:
        left, bottom, right, top = self._floats
        raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        box = (left.value, bottom.value, right.value, top.value)
        if matrix is _SAME:
            return box
        corners = [_moved(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return (min(xs), min(ys), max(xs), max(ys))

    def _fill(self, item: Any) -> tuple[Colour, int]:
        red, green, blue, alpha = self._uints
        if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
            return (0, 0, 0), 255
        return (red.value, green.value, blue.value), alpha.value


def _shift(text: _Text, other: _Text) -> int:
    """Return 1 when `text` stands raised beside `other`, -1 when lowered, else 0."""
    if text.size > 1.02 * other.size or not text.size:
        return 0
    rise = text.y - other.y
    smaller = text.size < 0.87 * other.size
    if not (0.12 if smaller else 0.22) * other.size < abs(rise) < 0.75 * other.size:
        return 0
    if text.size > 0.87 * other.size and text.box[2] - text.box[0] > 3 * other.size:
        return 0  # two lines that stand close
    gap = max(text.box[0] - other.box[2], other.box[0] - text.box[2])
    return (1 if rise > 0 else -1) if -0.4 * other.size < gap < 0.5 * other.size else 0


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - 0.5 <= x <= box[2] + 0.5 and box[1] - 0.5 <= y <= box[3] + 0.5


def _covers(box: Box, inner: Box) -> bool:
    return box[0] <= inner[0] + 1 and box[1] <= inner[1] + 1 and box[2] >= inner[2] - 1 and box[3] >= inner[3] - 1


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
