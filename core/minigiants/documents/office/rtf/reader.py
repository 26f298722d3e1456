"""Go through a rich text file and write what is shown."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from minigiants.documents import marks
from minigiants.documents.blocks import Block
from minigiants.documents.office.rtf.table import Rows
from minigiants.documents.office.rtf.words import FILE_PAGES, FONT_PAGES, SIGNS, SKIPPED, decoded
from minigiants.documents.tables.grid import Cell
from minigiants.documents.tally import Tally
from minigiants.documents.values import Unreadable

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<plain>[^\\{}\r\n]+)|[\r\n]"
)
_WORDS = re.compile(r"[^\W\d_]{2}|\d{3}")
_EDGE = ("page", "page of")
DEEPEST = 1000
_TAIL = 60
"""Characters before a mark that say how it is written."""


def blocks(data: bytes, tally: Tally) -> Iterator[Block]:
    r"""Yield the blocks of a rich text file.

    >>> rich = rb"{\rtf1\ansi Rent \strike 840\strike0 900 \'80\par Due 10{\super 3} kg}"
    >>> [block.text for block in blocks(rich, Tally())]
    ['Rent 900 €', 'Due 10^3 kg']
    """
    yield from _Reader(tally).blocks(data)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    skipped: bool = False
    struck: bool = False
    hidden: bool = False
    shift: str = ""
    after_unicode: int = 1
    """Bytes that stand for a character which is given as Unicode before them."""
    page: str = ""
    """The code page of the font, empty for that of the file."""
    heading: bool = False
    place: str = ""
    """A destination: `fonts`, `note`, `header`, `footer`, `box`, or empty for the body."""


class _Reader:
    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._file_page = "cp1252"
        self._state = _State()
        self._stack: list[_State] = []
        self._font = -1
        self._fonts: dict[int, str] = {}
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._stand_ins = 0
        self._rows: Rows | None = None
        self._in_table = False
        self._outside: list[str] = []
        """The text around each destination that is open."""
        self._after: list[str] = []
        """Notes and boxes that are read after the paragraph."""
        self._notes = 0
        self._running: dict[str, None] = {}
        self._out: list[Block] = []

    def blocks(self, data: bytes) -> Iterator[Block]:
        """Yield the blocks in order."""
        for match in _TOKEN.finditer(data):
            self._token(match)
            if self._out:
                yield from self._out
                self._out = []
        self._decode()
        self._end_paragraph()
        self._end_table()
        yield from self._out
        yield from (Block(text=line, kind="row") for line in self._running)

    def _token(self, match: re.Match[bytes]) -> None:
        if match["plain"] is not None:
            self._take(match["plain"])
        elif match["code"] is not None:
            self._take(bytes([int(match["code"], 16)]))
        else:
            self._decode()
            if match["brace"] == b"{":
                self._stack.append(self._state)
                if len(self._stack) > DEEPEST:
                    raise Unreadable("corrupt", "The file nests deeper than a document does: save it anew.")
            elif match["brace"] == b"}":
                self._close()
            elif match["symbol"] is not None:
                self._symbol(match["symbol"])
            elif match["word"] is not None:
                self._word(match["word"], None if match["number"] is None else int(match["number"]))

    def _take(self, data: bytes) -> None:
        left = min(self._stand_ins, len(data))
        self._stand_ins -= left
        self._bytes += data[left:]

    def _decode(self) -> None:
        if self._bytes:
            data, self._bytes = self._bytes, bytearray()
            self._put(decoded(bytes(data), self._state.page or self._file_page))

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._state = replace(self._state, skipped=True)
        elif symbol in (b"\n", b"\r"):
            self._end_paragraph()
        else:
            self._put(SIGNS.get(symbol, symbol.decode("latin-1")))

    def _word(self, word: bytes, number: int | None) -> None:
        if word in SKIPPED:
            self._state = replace(self._state, skipped=True, place="fonts" if word == b"fonttbl" else self._state.place)
        elif word in SIGNS:
            self._put(SIGNS[word])
        elif word in _ENDS:
            _ENDS[word](self)
        elif word in (b"clmrg", b"clvmrg", b"cellx") and self._rows is not None:
            self._rows.joints.append("|" if word == b"cellx" else word.decode())
        elif word in _PLACES:
            self._open(_PLACES[word])
        elif word in FILE_PAGES:
            self._file_page = FILE_PAGES[word]
        elif word in _NUMBERED and number is not None:
            _NUMBERED[word](self, number)
        elif word in _LOOKS:
            self._state = _LOOKS[word](self._state, number != 0)

    def _put(self, text: str) -> None:
        state = self._state
        if state.skipped or not text:
            return
        if state.struck or state.hidden:
            self._tally.leave_out("struck" if state.struck else "hidden", text)
            return
        before = self._pop_tail()
        if state.shift and not text.startswith(" ["):
            text = (marks.raised if state.shift == "super" else marks.lowered)(before, text)
        elif before.endswith(" "):
            text = text.lstrip(" ")
        self._parts.append(marks.with_mark(before, text))

    @property
    def _text(self) -> str:
        """The paragraph or cell so far, which is kept in parts: a paragraph may be as long as a book."""
        return "".join(self._parts)

    @_text.setter
    def _text(self, text: str) -> None:
        self._parts = [text]

    def _pop_tail(self) -> str:
        """Take off the end of the text, as much of it as says what a mark behind it is."""
        tail = ""
        while self._parts and len(tail) < _TAIL:
            tail = self._parts.pop() + tail
        if len(tail) > 2 * _TAIL:
            self._parts.append(tail[:-_TAIL])
            tail = tail[-_TAIL:]
        return tail

    def _open(self, place: str) -> None:
        self._outside.append(self._text)
        self._text, self._state = "", replace(self._state, place=place, skipped=False)

    def _close(self) -> None:
        before = self._stack.pop() if self._stack else _State()
        place = self._state.place
        if place not in ("fonts", before.place) and self._outside:
            words, self._text = " ".join(self._text.split()), self._outside.pop()
            self._keep(place, words)
        self._state = before

    def _keep(self, place: str, words: str) -> None:
        """Keep what stands in a note, a box or at the page's edge."""
        if place == "note":
            self._notes += 1
            mark = marks.noted(str(self._notes))
            before = self._pop_tail()
            self._parts.append(before if mark.strip() in before else marks.with_mark(before, mark))
            self._after.append(f"Note {self._notes}: {words}")
        elif place == "box":
            self._after.append(words)
        elif _WORDS.search(words) and words.lower() not in _EDGE:
            self._running[f"Page {place}: {words}"] = None

    def _end_paragraph(self) -> None:
        if self._state.place or self._in_table:
            self._parts.append(" ")
            return
        self._end_table()
        text, self._text = self._text.strip(), ""
        if text:
            self._out.append(Block(text=text, kind="heading" if self._state.heading else "paragraph"))
        self._write_after()

    def _write_after(self) -> None:
        self._out += [Block(text=line, kind="item") for line in self._after]
        self._after = []

    def _end_cell(self) -> None:
        self._rows = self._rows or Rows()
        self._rows.row.append(Cell(text=" ".join(self._text.split())))
        self._text = ""

    def _end_row(self) -> None:
        if self._rows is not None:
            self._rows.end_row()

    def _begin_row(self) -> None:
        self._rows = self._rows or Rows()
        self._rows.joints = []

    def _end_table(self) -> None:
        rows, self._rows = self._rows, None
        if rows is not None and (rows.rows or rows.row):
            self._out += rows.blocks()
            self._write_after()

    def _reset(self) -> None:
        self._in_table = False
        self._state = replace(self._state, heading=False)

    def _enter_table(self) -> None:
        self._in_table = True

    def _note_mark(self) -> None:
        if self._state.place != "note":
            self._put(marks.noted(str(self._notes + 1)))

    def _unicode(self, number: int) -> None:
        code = number % 65536
        self._put("" if 0xD800 <= code < 0xE000 else chr(code))
        self._stand_ins = self._state.after_unicode

    def _use_font(self, number: int) -> None:
        self._font = number
        if self._state.place != "fonts":
            self._state = replace(self._state, page=self._fonts.get(number, ""))

    def _charset(self, number: int) -> None:
        if self._state.place == "fonts":
            western = "cp1252" if not number and self._file_page.startswith("cp125") else ""
            self._fonts[self._font] = FONT_PAGES.get(number, western)

    def _code_page(self, number: int) -> None:
        self._file_page = f"cp{number}"

    def _outline(self, number: int) -> None:
        self._state = replace(self._state, heading=0 <= number < 9)

    def _count_after_unicode(self, number: int) -> None:
        self._state = replace(self._state, after_unicode=max(0, number))


_ENDS: dict[bytes, Callable[[_Reader], None]] = {
    b"cell": _Reader._end_cell,
    b"chftn": _Reader._note_mark,
    b"intbl": _Reader._enter_table,
    b"nestcell": _Reader._end_cell,
    b"nestrow": _Reader._end_row,
    b"page": _Reader._end_paragraph,
    b"par": _Reader._end_paragraph,
    b"pard": _Reader._reset,
    b"row": _Reader._end_row,
    b"sect": _Reader._end_paragraph,
    b"trowd": _Reader._begin_row,
}
_NUMBERED: dict[bytes, Callable[[_Reader, int], None]] = {
    b"ansicpg": _Reader._code_page,
    b"f": _Reader._use_font,
    b"fcharset": _Reader._charset,
    b"outlinelevel": _Reader._outline,
    b"u": _Reader._unicode,
    b"uc": _Reader._count_after_unicode,
}
_PLACES = {b"footer": "footer", b"footnote": "note", b"header": "header", b"shptxt": "box"}
_LOOKS: dict[bytes, Callable[[_State, bool], _State]] = {
    b"deleted": lambda state, on: replace(state, struck=on),
    b"nosupersub": lambda state, _: replace(state, shift=""),
    b"plain": lambda state, _: replace(state, struck=False, hidden=False, shift=""),
    b"strike": lambda state, on: replace(state, struck=on),
    b"striked": lambda state, on: replace(state, struck=on),
    b"sub": lambda state, on: replace(state, shift="sub" if on else ""),
    b"super": lambda state, on: replace(state, shift="super" if on else ""),
    b"v": lambda state, on: replace(state, hidden=on),
}
