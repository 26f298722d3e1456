"""Read what an exchange or a line names: concepts, drugs, amounts, sides, whatever words say them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from minigiants.grounding import content_words

from ...facts import BRANDS, DRUGS, PARTS, canonical
from .amounts import Amount, amounts

_FOLDER = Path(__file__).parent
_CONCEPTS: dict[str, dict[str, list[str]]] = tomllib.loads((_FOLDER / "concepts.toml").read_text("utf-8"))
_CUES: dict[str, list[str]] = tomllib.loads((_FOLDER / "cues.toml").read_text("utf-8"))
SECTION = {concept: section for section, concepts in _CONCEPTS.items() for concept in concepts}
"""Concept -> symptoms, dangers, social, history, tests, referrals, help or words."""
_ALLERGENS = (
    *(
        "latex",
        "nuts",
        "peanuts",
        "peanut",
        "eggs",
        "egg",
        "shellfish",
        "bee stings",
        "wasp stings",
        "plasters",
        "iodine",
    ),
    *("sulfa", "sulpha", "herb", "antibiotics", "antidepressants", "antidepressant", "mini pill"),
    *("vitamin d", "vitamin c", "vitamin b12", "fish oil"),
)
_SHAPED = re.compile(
    r"[a-z]{2,}(?:pril|sartan|statin|olol|azole|cillin|mycin|micin|gliflozin|gliptin|glutide|tinib|mab|parin|xaban|gatran"
    r"|dipine|triptan|zepam|zolam|tidine|floxacin|cycline|setron|afil|formin|thiazide|oxetine|azine|apine|idone|piprazole"
    r"|lukast|terol|sone|solone|dronate|dronic|ciclovir|codamol|codeine|furantoin|oprim|prazole|caine|barbital|trexate"
    r"|thyroxine|fenac|profen|oxicam|coxib|traline|talopram|triptyline|gestrel|grelor|dogrel|losin|steride|nitrate)\b"
)
"""How the names of ingredients end."""
_SIDE = re.compile(
    rf"\b(left|right|both|bilateral)\b(?=(?:[\s-]+\w+){{0,3}}?[\s-]+(?:{'|'.join(PARTS)}|sided?|'un|one|groin|flank|lung|base|calf)s?\b)"
    r"|(?<=\bthe )(left|right)\b(?=\s*(?:[.,;?!]|$|and\b|but\b|in\b))",
    re.IGNORECASE,
)
"""A side of the body: "the left knee", "always on the right."; not "right, let's see" or "some right gyp"."""
_NOT_SIDE = re.compile(
    r"^(?:oh,? )?right,\s|[.?!]\s+right,\s|\ball right\b|\bleft (?:the|a|it|him|her|us|home|on)\b", re.IGNORECASE
)
_DENIAL = re.compile(
    r"\b(?:no|not|nor|none|never|nil|nay|nowt|nothing|without|den(?:y|ies|ied)|negative|absent|nope|cannot|n't)\b|n't\b|\b0\b",
    re.I,
)


def cue(name: str) -> re.Pattern[str]:
    """Return the pattern of a list of cues."""
    return _cue(name)


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(_CUES[name])})(?!\w)", re.IGNORECASE)


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    of: dict[str, list[str]] = {}
    for concepts in _CONCEPTS.values():
        for concept, forms in concepts.items():
            for form in forms:
                of.setdefault(form, []).append(concept)
    longest_first = sorted(of, key=len, reverse=True)
    pattern = "|".join(
        rf"(?P<f{n}>{re.escape(f.rstrip('*'))}{r'[a-z]*' if f.endswith('*') else ''})"
        for n, f in enumerate(longest_first)
    )
    return re.compile(rf"(?<![a-z'])(?:{pattern})(?![a-z])"), {f"f{n}": of[f] for n, f in enumerate(longest_first)}


def concept_spans(text: str) -> list[tuple[str, int, int]]:
    """Return each concept that a text in small letters names, with where it stands."""
    pattern, of = _forms()
    return [(c, m.start(), m.end()) for m in pattern.finditer(text) for c in of[str(m.lastgroup)]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentions:
    """What a text mentions: concepts, drugs, amounts, sides, days."""

    text: str
    concepts: frozenset[str]
    drugs: tuple[str, ...]
    amounts: tuple[Amount, ...]
    sides: frozenset[str]
    stems: frozenset[str]
    denied: bool
    days: frozenset[str]

    def has(self, name: str) -> bool:
        """Tell whether a cue of the list called `name` stands in it."""
        return bool(cue(name).search(self.text))


@cache
def read(text: str) -> Mentions:
    """Read a text.

    >>> found = read("It burns when I wee, since Friday. I take two 200 mg of ibuprofen on the left knee's account.")
    >>> sorted(found.concepts), found.drugs, sorted(found.sides), sorted(found.days)
    (['dysuria', 'left-sided'], ('ibuprofen',), ['left'], ['friday'])
    """
    low = re.sub(r"[’]", "'", text.lower())
    pattern, of = _forms()
    concepts = {c for m in pattern.finditer(low) for c in of[str(m.lastgroup)]}
    drugs = [w for w in re.findall(r"[a-z][a-z-]+", low) if w in DRUGS or w in BRANDS or _SHAPED.fullmatch(w)]
    drugs += [w for w in _ALLERGENS if re.search(rf"\b{w}\b", low)]
    drugs = [*dict.fromkeys(canonical(d) for d in drugs if d not in ("inhaler", "statin", "cpap", "someone"))]
    bare = _NOT_SIDE.sub(" ", low)
    bare = re.sub(
        r"\bboth (?!(?:sides?|knees|legs|arms|feet|hands|hips|eyes|ears|ankles|shoulders|wrists|lungs)\b)", " ", bare
    )
    sides = {"both" if s == "bilateral" else s for pair in _SIDE.findall(bare) for s in pair if s}
    sides |= {"left"} if re.search(r"\bl(?:t|hs)?\b(?= (?:knee|leg|arm|hip|foot|sided?|shoulder))", low) else set()
    sides |= {"right"} if re.search(r"\br(?:t|hs)?\b(?= (?:knee|leg|arm|hip|foot|sided?|shoulder))", low) else set()
    return Mentions(
        text=low,
        concepts=frozenset(concepts),
        drugs=tuple(drugs),
        amounts=tuple(amounts(low)),
        sides=frozenset(sides),
        stems=content_words(low),
        denied=bool(_DENIAL.search(low)),
        days=frozenset(m[0].lower() for m in cue("weekday").finditer(low)),
    )


def as_spoken(drug: str, text: str) -> str:
    """Return a drug's name as a text in small letters has it, the one name for it when it has another.

    >>> as_spoken("paracetamol", "some calpol at night")
    'calpol'
    """
    return next((w for w in re.findall(r"[a-z][a-z-]+", text) if canonical(w) == drug), drug)


def stem_of(drug: str, text: str) -> str:
    """Return how a drug's name begins in a text in small letters, by its brand where the text has that.

    >>> stem_of("paracetamol", "some calpol"), stem_of("paracetamol", "paracetamols")
    ('calpo', 'parac')
    """
    return as_spoken(drug, text)[:5]


def body_part(text: str) -> str:
    """Return the first part of the body that a text names, empty when it names none."""
    return next(
        (w.rstrip("s") for w in re.findall(r"[a-z]+", text.lower()) if w in PARTS or w.rstrip("s") in PARTS), ""
    )
