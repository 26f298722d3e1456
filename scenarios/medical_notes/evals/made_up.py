"""Score notes of visits that we made up, each in a style of its own, by facts that must and must not stand in them.

The alternatives of each fact were written by hand, one visit at a time: no word list of the product is read here.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VISITS = Path(__file__).parent / "spoken_visits.jsonl"
GRAVE = frozenset(
    {"allergy", "dose", "drug", "intolerance", "reaction", "redflag", "safeguarding", "safetynet", "side", "stopped"}
)
"""Kinds of facts of which none may be lost in silence."""
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {**{w: n for n, w in enumerate(_ONES)}, **{w: 10 * n for n, w in enumerate(_TENS, 2)}}
_UNITS = {"milligrams": "mg", "milligram": "mg", "micrograms": "mcg", "millilitres": "ml", "mils": "ml"}
_SPEECH = re.compile(
    r"\b(?:i|i'm|i've|i'll|my|me|you|your|you're|we|we'll|let's|um|uh|erm|yeah|okay|aye|nowt)\b|\?", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitScore:
    """What became of the facts of one visit."""

    written: tuple[str, ...]
    """Facts that a line says, each as its kind and first alternative."""
    asked: tuple[str, ...]
    """Facts that no line says and that the reader is asked about."""
    lost: tuple[str, ...]
    """Facts that are lost in silence."""
    wrong: tuple[str, ...]
    """What must not stand and does, as the line."""
    speech: tuple[str, ...]
    """Lines in the first or second person, questions and fillers."""

    @property
    def gravely_lost(self) -> tuple[str, ...]:
        """Return the lost facts of which none may be lost."""
        return tuple(fact for fact in self.lost if fact.partition(":")[0] in GRAVE)


def visits(*, held: bool | None = None) -> list[Mapping[str, Any]]:
    """Return the visits; `held` narrows them to those that are held back for final figures, or the others."""
    rows = [json.loads(line) for line in VISITS.read_text("utf-8").splitlines()]
    return [row for row in rows if held is None or row["held"] == held]


def score(visit: Mapping[str, Any], lines: Sequence[str], asked: Sequence[str]) -> VisitScore:
    """Score the lines of a note, and the texts that its reader is asked about, by the facts of a visit."""
    note, open_ = [plain(x) for x in lines if x.strip()], [plain(x) for x in asked]
    there: list[str] = []
    flagged: list[str] = []
    lost: list[str] = []
    for fact in visit["must"]:
        name = f"{fact['kind']}: {fact['any'][0]}"
        (there if _said(fact["any"], note) else flagged if _said(fact["any"], open_) else lost).append(name)
    return VisitScore(
        written=tuple(there),
        asked=tuple(flagged),
        lost=tuple(lost),
        wrong=tuple(line for line in note if _said(visit["must_not"], [line])),
        speech=tuple(line for line in note if _SPEECH.search(line)),
    )


def plain(text: str) -> str:
    """Write a text in small letters, numbers in digits and units short.

    >>> plain("Thirty-nine point two, two two hundred milligram tablets, nine nine nine, one fifty-two over eighty.")
    '39.2, 2 200 mg tablets, 999, 152 over 80.'
    """
    text = re.sub(r"[‘’]", "'", text.lower())
    text = re.sub(rf"\b({'|'.join(_TENS)})[ -]({'|'.join(_ONES[1:10])})\b", _pair, text)
    text = re.sub(rf"\b({'|'.join(_VALUES)})\b", lambda m: str(_VALUES[m[1]]), text)
    text = re.sub(r"\b(\d+) point ((?:\d )*\d+)\b", lambda m: f"{m[1]}.{m[2].replace(' ', '')}", text)
    text = re.sub(r"\b(?:a|(\d)) hundred(?: and (\d{1,2}))?\b", _hundred, text)
    text = re.sub(r"\b(\d+|a) thousand\b", lambda m: str(1000 * (1 if m[1] == "a" else int(m[1]))), text)
    text = re.sub(r"\b(\d)[ -](\d\d)(?= over)", r"\1\2", text)
    text = re.sub(r"(?<=over )(\d)[ -](\d\d)\b", r"\1\2", text)
    text = re.sub(r"\b(?:9 9 9|9-9-9)\b", "999", re.sub(r"\b9[ -]1[ -]1\b", "911", re.sub(r"\b1 1 1\b", "111", text)))
    return re.sub(rf"\b({'|'.join(_UNITS)})\b", lambda m: _UNITS[m[1]], text)


def _pair(match: re.Match[str]) -> str:
    return str(_VALUES[match[1]] + _VALUES[match[2]])


def _hundred(match: re.Match[str]) -> str:
    return str(100 * int(match[1] or 1) + int(match[2] or 0))


def _said(alternatives: Sequence[str], texts: Sequence[str]) -> bool:
    return any(re.search(form, text) for form in alternatives for text in texts)
