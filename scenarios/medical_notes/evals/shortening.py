"""Write a short dialogue as one section of a note: what of its words a note keeps is learned, nothing is added."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from minigiants.grounding import content_words

from ..facts import facts
from ..note import TABLE, line, sentence
from ..talk import Statement, Turn, gender, statements, turns
from ..writing import WEIGHTS

Weights = np.ndarray[Any, np.dtype[np.float32]]
ROOM = 1 << 16
"""Places that features are hashed into."""
UNSEEN = 1.6, 2.0
"""A note has so many times the words that are expected to be kept, and so many more."""
WHOLE = 0.7
"""Share of a line's words from which it stays as it is: it reads better."""
SHORT, LONG = 25, 80
"""Words of a dialogue's lines."""
STOCK = ("None.", "Noncontributory.", "Unremarkable.", "No known drug allergies.", "Negative.")
"""What notes say when everything that was asked was denied; offered only then."""
_ONES: list[str] = TABLE["ones"].split()
_TENS: list[str] = TABLE["tens"].split()
_PAIR = re.compile(rf"\b({'|'.join(_TENS)})(?:[ -]({'|'.join(_ONES[1:10])}))?\b", re.IGNORECASE)
_TEEN = re.compile(rf"\b({'|'.join(_ONES[10:])})\b", re.IGNORECASE)
_YEAR = re.compile(rf"\btwo thousand (?:and )?({'|'.join(_ONES[1:])}|\d{{2}})\b", re.IGNORECASE)
_SPELLED = re.compile(r"\b([A-Z]) ([A-Z])(?: ([A-Z]))?(?: ([A-Z]))?\b(?!')")
_AGE = re.compile(
    r"\b(\d{1,3}) ?(?:-year-old|years? old)|\b(?:I'm|I am|he's|she's|is) (\d{2})\b(?! (?:week|month|day|mg|pound))",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(white|caucasian|african[ -]american|hispanic|black|asian|right[ -]handed|left[ -]handed)\b", re.IGNORECASE
)
_SEX = {
    "female": re.compile(r"\b(?:ma'am|miss|mrs|ms|woman|female|lady|she|pregnant|husband)\b", re.IGNORECASE),
    "male": re.compile(r"\b(?:sir|mister|mr|gentleman|male|he|wife)\b", re.IGNORECASE),
}
_NUMERIC = re.compile(rf"\d|^(?:{'|'.join([*_ONES, *_TENS])}|hundred|thousand|point|half|o)\W*$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|hundred|thousand)\b")
_DENIAL = re.compile(r"^(?:no|not|denies|denied|never|without|n't|\w+n't)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionLine:
    """A line that could stand in the section."""

    text: str
    source: str
    """opening, stock, or who said it with the answer, such as "patient no"."""
    turns: tuple[int, ...]


def digits(text: str) -> str:
    """Write numbers from ten on in digits, and join letters that were spelled.

    >>> digits("seventy six years old, an M R I in two thousand eight")
    '76 years old, an MRI in 2008'
    """
    text = _YEAR.sub(lambda m: str(2000 + (int(m[1]) if m[1].isdigit() else _ONES.index(m[1].lower()))), text)
    text = _PAIR.sub(_tens, text)
    text = _TEEN.sub(_teen, text)
    return _SPELLED.sub(lambda m: "".join(letter for letter in m.groups() if letter), text)


def pieces(dialogue: str) -> list[SectionLine]:
    r"""Return the lines that a section could have, in the order they were said.

    >>> [p.text for p in pieces("Doctor: Any drug allergies?\nPatient: No.")][-1]
    'The patient denies drug allergies.'
    """
    talk = turns(digits(dialogue))
    sayings = statements(talk)
    sex = gender(talk, {}) or _sex(dialogue)
    lines = [
        SectionLine(text=line(s, "subjective", sex), source=f"{s.speaker} {s.answer}", turns=s.turns) for s in sayings
    ]
    first = _opening(talk, sex)
    return [*first, *_stock(sayings), *lines]


def words(lines: Sequence[SectionLine], header: str) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the place of its piece, each word, and the features by which it is known whether a note keeps it."""
    length = sum(len(p.text.split()) for p in lines)
    size = "short" if length < SHORT else "middle" if length < LONG else "long"
    counts = Counter[str]()
    for place, piece in enumerate(lines):
        own_words = piece.text.split()
        low = [re.sub(r"^\W+|\W+$", "", w.lower()) for w in own_words]
        at = str(min(5, 6 * place // len(lines)))
        about = [f"h {header}", f"s {piece.source}", f"z {size}", f"a {at}", f"l {min(len(own_words) // 3, 6)}"]
        about += [f"hs {header} {piece.source}", f"hz {header} {size}", f"ha {header} {at}"]
        for n, word in enumerate(low):
            before, after = low[n - 1] if n else "<", low[n + 1] if n + 1 < len(low) else ">"
            counts[word] += 1
            again = min(counts[word], 4)
            own = [f"w {word}", f"b {before}", f"n {after}", f"hw {header} {word}", f"bw {before} {word}"]
            yield place, own_words[n], [*about, *own, f"e {again}", f"we {word} {again}", f"d {word[:1].isdigit()}"]


def columns(features: Sequence[str]) -> list[int]:
    """Return the places of features in the weights."""
    return [zlib.crc32(f.encode()) % ROOM for f in features]


def brief(dialogue: str, header: str) -> list[SectionLine]:
    """Return the lines of the section called `header`: words are left out, and each fact stays as it was said."""
    found = pieces(dialogue)
    return written(found, list(words(found, header)), _weights())


def written(
    lines: Sequence[SectionLine], listed: Sequence[tuple[int, str, list[str]]], learned: tuple[Weights, float]
) -> list[SectionLine]:
    """Return what is kept of each piece; `listed` is what `words` yields, `learned` weights and bias."""
    weights, bias = learned
    scores = np.array([weights[columns(features)].sum() + bias for _, _, features in listed])
    kept = keep(1 / (1 + np.exp(-scores)))
    own: dict[int, list[tuple[str, bool]]] = {}
    for (place, word, _), held in zip(listed, kept, strict=True):
        own.setdefault(place, []).append((word, held))
    made = [replace(piece, text=_shortened(piece, own.get(place, []))) for place, piece in enumerate(lines)]
    stock = [piece for piece in made if piece.text and _is_stock(piece)]
    return [piece for piece in made if piece.text and (piece in stock[:1] or not _is_stock(piece))]


def keep(chances: "np.ndarray[Any, Any]") -> list[bool]:
    """Keep the words with which the expected overlap with a note, F1, is the highest.

    >>> keep(np.array([0.9, 0.05, 0.8]))
    [True, False, True]
    """
    if not len(chances):
        return []
    order = np.argsort(-chances)
    length = UNSEEN[0] * chances.sum() + UNSEEN[1]
    overlap = 2 * np.cumsum(chances[order]) / (np.arange(1, len(chances) + 1) + length)
    least = chances[order[int(np.argmax(overlap))]]
    return [bool(c >= least) for c in chances]


def _shortened(piece: SectionLine, own: Sequence[tuple[str, bool]]) -> str:
    """Return what is kept of a line: denials and numbers stay whole, no fact may change, and something must be said."""
    if _is_stock(piece):
        return piece.text if all(flags for _, flags in own) else ""
    flags = _whole_numbers(own)
    if not content_words(" ".join(word for word, flag in flags if flag and not _is_denial(word))):
        return ""
    if sum(flag for _, flag in flags) >= WHOLE * len(flags):
        return sentence(piece.text)
    text = " ".join(word for word, flag in flags if flag or _is_denial(word))
    return sentence(text if facts(text) <= facts(piece.text) else piece.text)


def _whole_numbers(own: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Keep of words that make one number, with what it counts, all or none; so of "The patient" at the beginning.

    >>> _whole_numbers([("seven", False), ("50", True), ("mg", False), ("daily", False)])
    [('seven', True), ('50', True), ('mg', True), ('daily', False)]
    """
    flags, start = list(own), 0
    if [word for word, _ in flags[:2]] == ["The", "patient"]:
        flags[:2] = [(word, flags[0][1] or flags[1][1]) for word, _ in flags[:2]]
    while start < len(flags):
        end = start
        while end < len(flags) and _NUMERIC.search(flags[end][0]):
            end += 1
        if end > start:
            run = flags[start : end + 1]
            held = any(kept for _, kept in run)
            flags[start : end + 1] = [(word, held) for word, _ in run]
        start = end + 1
    return flags


def _tens(match: re.Match[str]) -> str:
    """Write a number in digits, but for one that is a part of another, such as "seven fifty" and "thirty first"."""
    if _is_part(match):
        return match[0]
    return str(20 + 10 * _TENS.index(match[1].lower()) + (_ONES.index(match[2].lower()) if match[2] else 0))


def _teen(match: re.Match[str]) -> str:
    return match[0] if _is_part(match) else str(_ONES.index(match[1].lower()))


def _is_part(match: re.Match[str]) -> bool:
    before = match.string[: match.start()].lower().split()[-1:]
    after = match.string[match.end() :].lower().split()[:1]
    behind = bool(before and _NUMERIC.search(before[0]))
    return behind or bool(after and (_ORDINAL.match(after[0]) or _NUMERIC.search(after[0])))


def _is_denial(word: str) -> bool:
    return bool(_DENIAL.match(word.strip(",.")))


def _stock(sayings: Sequence[Statement]) -> list[SectionLine]:
    """Offer the words for "nothing" where whatever was answered was denied."""
    answers = [s for s in sayings if s.answer or s.question]
    if not answers or any(s.answer != "no" for s in answers):
        return []
    where = tuple(sorted({n for s in answers for n in s.turns}))
    about = any("allerg" in s.question.lower() for s in answers)
    fitting = [text for text in STOCK if about or "allerg" not in text]
    return [SectionLine(text=text, source=f"stock {min(len(sayings), 4)}", turns=where) for text in fitting]


def _is_stock(piece: SectionLine) -> bool:
    return piece.source.startswith("stock")


def _opening(talk: Sequence[Turn], sex: str) -> list[SectionLine]:
    """Say who the patient is where an age was told."""
    for turn in talk:
        if age := _AGE.search(turn.text):
            origin = " ".join(dict.fromkeys(o.lower() for t in talk for o in _ORIGIN.findall(t.text)))
            told = " ".join(x for x in (f"{age[1] or age[2]}-year-old", origin, sex) if x)
            return [SectionLine(text=f"The patient is a {told}.", source="opening", turns=(turn.number,))]
    return []


def _sex(dialogue: str) -> str:
    found = {name: len(form.findall(dialogue)) for name, form in _SEX.items()}
    most = max(found, key=lambda name: found[name])
    return most if found[most] > min(found.values()) else ""


@cache
def _weights() -> tuple[Weights, float]:
    with np.load(WEIGHTS, allow_pickle=False) as file:
        return file["brief_weights"].astype(np.float32), float(file["brief_bias"])
