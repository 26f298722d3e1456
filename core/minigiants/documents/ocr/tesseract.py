"""Run Tesseract on a picture of a page and keep how sure it is."""

import csv
import io
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import groupby

from PIL import Image

DOTS = 300
"""Dots an inch at which a page is drawn: at 150 Tesseract got 10 % of the numbers wrong, at 300 one in a thousand."""
SURE = 70.0
"""Per cent of confidence from which a number is not doubted."""
_LANGUAGES = re.compile(r"[A-Za-z_]{2,20}(?:\+[A-Za-z_]{2,20}){0,9}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognition:
    """What was recognised on one page."""

    text: str
    confidence: float
    """Mean over the words, in per cent."""
    doubtful: tuple[str, ...]
    """Words with digits that may be read wrongly."""


@dataclass(frozen=True, slots=True)
class _Budget:
    end: float
    languages: str


_BUDGET: ContextVar[_Budget | None] = ContextVar("ocr", default=None)


@contextmanager
def allowed(*, seconds: float, languages: str) -> Iterator[None]:
    """Let pages be recognised within the block, for so many seconds in all; elsewhere none is."""
    token = _BUDGET.set(_Budget(time.monotonic() + seconds, languages))
    try:
        yield
    finally:
        _BUDGET.reset(token)


def recognise(image: Image.Image) -> Recognition | None:
    """Return the text on a picture drawn at `DOTS` an inch; None without Tesseract, time or anything that is read."""
    budget, program = _BUDGET.get(), shutil.which("tesseract")
    left = budget.end - time.monotonic() if budget else 0.0
    if budget is None or program is None or left <= 0 or not _LANGUAGES.fullmatch(budget.languages):
        return None
    picture = io.BytesIO()
    image.save(picture, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", "--dpi", str(DOTS), "-l", budget.languages, "tsv"]
    try:
        done = subprocess.run(command, input=picture.getvalue(), capture_output=True, timeout=left, check=False)
    except subprocess.TimeoutExpired:
        return None
    return parsed(done.stdout.decode("utf-8", "replace")) if not done.returncode else None


def parsed(table: str) -> Recognition | None:
    r"""Read Tesseract's table of words: lines of a paragraph are joined, paragraphs stand apart.

    >>> head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    >>> words = "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t96.5\tRent\n5\t1\t1\t1\t2\t1\t0\t9\t9\t9\t51.5\t840\n"
    >>> parsed(head + words)
    Recognition(text='Rent 840', confidence=74.0, doubtful=('840',))
    """
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if (row.get("text") or "").strip() and float(row["conf"]) >= 0]
    if not words:
        return None
    paragraphs = [
        " ".join(row["text"].strip() for row in group)
        for _, group in groupby(words, key=lambda row: (row["block_num"], row["par_num"]))
    ]
    doubtful = [row["text"] for row in words if re.search(r"\d", row["text"]) and float(row["conf"]) < SURE]
    mean = sum(float(row["conf"]) for row in words) / len(words)
    return Recognition(text="\n\n".join(paragraphs), confidence=mean, doubtful=tuple(doubtful))
