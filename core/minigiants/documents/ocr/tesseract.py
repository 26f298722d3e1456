"""Run Tesseract on a picture of a page and keep how sure it is."""

import csv
import io
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass, replace

from PIL import Image

DOTS = 300
"""Dots an inch at which a page is drawn: at 150 Tesseract got 10 % of the numbers wrong, at 300 one in a thousand."""
SURE = 70.0
"""Per cent of confidence from which a number is not doubted."""
_UPRIGHT = 60.0
"""Per cent of confidence below which a page may lie on its side: such a page is read with some 45."""
_ROTATE = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)
_LANGUAGES = re.compile(r"[A-Za-z_]{2,20}(?:\+[A-Za-z_]{2,20}){0,9}")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedWord:
    """A word where it stands on the picture, in pixels from its upper left corner."""

    text: str
    left: float
    top: float
    width: float
    height: float
    confidence: float
    """In per cent."""
    line: tuple[str, ...]
    """The same for the words of one line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognition:
    """What was recognised on one page."""

    words: tuple[PlacedWord, ...]
    """In the order in which they are read, as far as Tesseract tells."""
    width: float = 0.0
    """Of the picture, in pixels."""
    height: float = 0.0
    turn: int = 0
    """Degrees clockwise by which the picture was turned before, because its text lay on its side."""

    @property
    def confidence(self) -> float:
        """Mean over the words, in per cent."""
        return sum(word.confidence for word in self.words) / len(self.words)

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Return the words with digits that may be read wrongly, each once."""
        doubted = (word.text for word in self.words if word.confidence < SURE and re.search(r"\d", word.text))
        return tuple(dict.fromkeys(doubted))


def program() -> str | None:
    """Return where Tesseract is; None when it is not installed."""
    return shutil.which("tesseract")


def known(languages: str) -> bool:
    """Tell whether `languages` can be names of languages, such as "eng+deu"."""
    return bool(_LANGUAGES.fullmatch(languages))


def recognise(image: Image.Image, *, languages: str, seconds: float) -> Recognition | None:
    """Return the text on a picture drawn at `DOTS` an inch; None without Tesseract, time or anything that is read."""
    if seconds <= 0 or not known(languages):
        return None
    ends = time.monotonic() + seconds
    first = _read(image, languages, seconds)
    if first is not None and first.confidence >= _UPRIGHT:
        return first
    turn = _turn(image, ends - time.monotonic())
    if not turn:
        return first
    second = _read(image.rotate(-turn, expand=True), languages, ends - time.monotonic())
    if second is None or (first is not None and second.confidence <= first.confidence):
        return first
    return replace(second, turn=turn)


def _read(image: Image.Image, languages: str, seconds: float) -> Recognition | None:
    table = _said(image, ["--dpi", str(DOTS), "-l", languages, "tsv"], seconds)
    recognition = parsed(table) if table else None
    return recognition and replace(recognition, width=image.width, height=image.height)


def _turn(image: Image.Image, seconds: float) -> int:
    """Return by how many degrees clockwise a picture is to be turned, 0 where nothing tells."""
    half = image.resize((image.width // 2, image.height // 2))
    match = _ROTATE.search(_said(half, ["--dpi", str(DOTS // 2), "--psm", "0"], seconds))
    return int(match[1]) if match else 0


def _said(image: Image.Image, options: list[str], seconds: float) -> str:
    """Return what Tesseract prints of a picture; nothing without Tesseract, time or success."""
    where = program()
    if where is None or seconds <= 0:
        return ""
    picture = io.BytesIO()
    image.save(picture, "PNG", compress_level=1)
    try:
        run = subprocess.run(
            [where, "stdin", "stdout", *options],
            input=picture.getvalue(),
            capture_output=True,
            timeout=seconds,
            check=False,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},  # several pages at once use the processors better
        )
    except subprocess.TimeoutExpired:
        return ""
    return "" if run.returncode else run.stdout.decode("utf-8", "replace")


def parsed(table: str) -> Recognition | None:
    r"""Read Tesseract's table of words.

    >>> head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    >>> words = "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t96.5\tRent\n5\t1\t1\t1\t2\t1\t0\t9\t9\t9\t51.5\t840\n"
    >>> page = parsed(head + words)
    >>> [word.text for word in page.words], page.confidence, page.doubtful
    (['Rent', '840'], 74.0, ('840',))
    """
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = tuple(_word(row) for row in rows if (row.get("text") or "").strip() and float(row["conf"]) >= 0)
    return Recognition(words=words) if words else None


def _word(row: dict[str, str]) -> PlacedWord:
    left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
    return PlacedWord(
        text=row["text"].strip(),
        left=left,
        top=top,
        width=width,
        height=height,
        confidence=float(row["conf"]),
        line=(row["block_num"], row["par_num"], row["line_num"]),
    )
