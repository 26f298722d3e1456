"""Run Tesseract on a picture of a page and keep how sure it is."""

import csv
import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace

from PIL import Image

DOTS = 300
"""Dots an inch at which a page is drawn: at 150 Tesseract got 10 % of the numbers wrong, at 300 one in a thousand."""
SURE = 70.0
"""Per cent of confidence from which a number is not doubted."""
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
    where = program()
    if where is None or seconds <= 0 or not known(languages):
        return None
    picture = io.BytesIO()
    image.save(picture, "PNG", compress_level=1)
    command = [where, "stdin", "stdout", "--dpi", str(DOTS), "-l", languages, "tsv"]
    try:
        run = subprocess.run(
            command,
            input=picture.getvalue(),
            capture_output=True,
            timeout=seconds,
            check=False,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},  # several pages at once use the processors better
        )
    except subprocess.TimeoutExpired:
        return None
    recognition = None if run.returncode else parsed(run.stdout.decode("utf-8", "replace"))
    return recognition and replace(recognition, width=image.width, height=image.height)


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
