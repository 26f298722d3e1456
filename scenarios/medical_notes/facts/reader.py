"""Read the facts of a text that must not be wrong: drugs and doses, numbers, findings and denials, sides, allergies."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from minigiants.grounding import names, numbers

from .danger import marks

Kind = Literal["drug", "dose", "number", "finding", "denied", "side", "allergy"]

_WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text("utf-8"))
DRUGS = frozenset(_WORDS["drugs"].split())
PARTS = frozenset(_WORDS["parts"].split())
_SAME: dict[str, str] = _WORDS["same"]
_SPELLING: dict[str, str] = _WORDS["spelling"]
_BRITISH = re.compile("|".join(sorted(map(re.escape, _SPELLING), key=len, reverse=True)), re.IGNORECASE)
_CLINICAL: dict[str, str] = _WORDS["clinical"]
_LAY = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _CLINICAL), key=len, reverse=True))})\b", re.IGNORECASE)
_FINDING = re.compile(
    r"(?<![\w-])("
    + "|".join(sorted(map(re.escape, [*_SAME, *_WORDS["findings"]]), key=len, reverse=True))
    + r")s?(?!\w)"
)
_ALLERGY = re.compile(r"\b(?:allerg(?:y|ic|ies)|anaphyla\w+)\b", re.IGNORECASE)
_TO = re.compile(
    r"\ballerg(?:y|ic|ies) to\b((?:(?!\b(?:but|although|though|except|while|allerg\w+)\b"
    r"|(?:,|\band) (?:i|she|he|they|the patient|you)\b|[.;]).)*)",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\b(left|right|bilateral|both)\b[\s-]+(?:\w+[\s-]+){0,2}?(\w+)", re.IGNORECASE)
_DOSES = frozenset({"mg", "mcg", "µg", "g", "ml", "unit", "iu", "tablet", "puff", "drop", "meq", "%"})
_WEIGHED = frozenset({"mg", "mcg", "µg", "g", "ml", "unit", "iu", "meq"})
"""Units of which "one" is an amount; "one drop of blood" is none."""
_TURN = re.compile(
    r"\b(?:but|however|although|except|because|reports?|endorses?|positive for|admits|complains|presents with"
    r"|just|okay|in terms of|(?:which )?mean(?:s|ing)|in other words|i do(?! not)"
    r"|(?:the patient|you) (?:do|does)(?! not)"
    r"|on (?:the |your |his |her |their )?(?:\w+ )?exam\w*|\w+ exam(?:ination)? (?=the|there|i|you|shows?)"
    r"|i (?:appreciate|hear|notice|see) (?:a|an|some)|(?<!that )there(?:'s| is| are| was| were))\b|;"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")
_WORD = re.compile(r"[a-z][a-z-]{2,}")
_DENIALS = re.compile(
    r"\b(?:no|not(?! (?:limited|only|just|to mention)\b)|den(?:y|ie[sd]|ying)|negative for|without|never|none|free of"
    r"|(?:do|does|did|is|are|was|were|has|have|had)n't)\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:had|has|have|having) any\b(?! (?:time|day|more))")
_OPEN = re.compile(
    r"\b(?:if|whether|unless|until|should|could|would|can|may|might|when|once|in case|hardly|rarely|barely"
    r"|do you|did you)\b"
)
"""What leaves open whether something is so."""


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One fact, in a form in which two texts can be compared."""

    kind: Kind
    key: str


def facts(text: str) -> set[Fact]:
    """Return the facts of a text.

    >>> sorted(f.key for f in facts("Start lisinopril 40 milligrams daily. Denies fever. Left knee swollen."))
    ['fever', 'left knee', 'lisinopril', 'lisinopril 40 mg', 'swelling']
    """
    every: set[Fact] = set()
    for sentence in _SENTENCE.split(text):
        if sentence.strip():
            every |= set(_of_sentence(sentence))
    return every


def drugs(text: str) -> list[str]:
    """Return the drugs that a text names, in order, each once.

    >>> drugs("Lasix, then Lisinopril and lasix")
    ['lasix', 'lisinopril']
    """
    low = text.lower()
    known = [w for w in _WORD.findall(low) if w in DRUGS]
    shaped = [n.text.lower() for n in names(text) if n.text[:1].islower() and n.text.isalpha()]
    return list(dict.fromkeys(sorted({*known, *shaped} - {"cpap"}, key=low.find)))


def findings(text: str) -> list[tuple[str, bool]]:
    """Return the symptoms, conditions and dangers of a sentence, each with whether it is denied.

    >>> findings("Reports cough but denies fever and chills.")
    [('cough', False), ('fever', True), ('chills', True)]
    >>> findings("I don't see any fracture, just swelling.")
    [('fracture', True), ('swelling', False)]
    """
    low = american(text.lower())
    found = [(_SAME.get(match[1], match[1]), _denied(low[: match.start()])) for match in _FINDING.finditer(low)]
    found += [(name, _denied(low[:start])) for name, start in marks(low)]
    return list(dict.fromkeys(found))


def american(text: str) -> str:
    """Return a text in the spelling that the lists have.

    >>> american("Diarrhoea, oedema, anaemia and haematuria")
    'Diarrhea, edema, anemia and hematuria'
    """
    return _BRITISH.sub(lambda m: _as_cased(_SPELLING[m[0].lower()], m[0]), text)


def with_clinical(text: str) -> str:
    """Return what was said with the words that a clinician may write for its lay ones behind them.

    >>> with_clinical("give it by vein")
    'give it by vein (intravenous intravenously IV)'
    """
    return _LAY.sub(lambda m: f"{m[0]} ({_CLINICAL[m[0].lower()]})", text)


def lost_denial(sentence: str) -> bool:
    """Tell whether a sentence says "has any" where nothing denies, asks or supposes: something that denied is gone.

    >>> lost_denial("The pain stopped, and the patient has had any since then."), lost_denial("She has not had any.")
    (True, False)
    """
    low = sentence.lower()
    parts = [_TURN.split(low[: match.start()])[-1] for match in _ANY.finditer(low)]
    return "?" not in low and any(not _DENIALS.search(part) and not _OPEN.search(part) for part in parts)


def missing(wanted: Iterable[Fact], said: Sequence[set[Fact]]) -> list[Fact]:
    """Return the facts of `wanted` that none of the sets in `said` has, in order."""
    everything = set[Fact]().union(*said)
    return sorted(set(wanted) - everything)


def opposite(fact: Fact) -> Fact:
    """Return a finding as denied, and a denied one as affirmed; any other fact as it is.

    >>> opposite(Fact("finding", "fever"))
    Fact(kind='denied', key='fever')
    """
    other: dict[Kind, Kind] = {"finding": "denied", "denied": "finding"}
    return Fact(other.get(fact.kind, fact.kind), fact.key)


def _denied(before: str) -> bool:
    """Tell whether what stands before a finding denies it."""
    return bool(_DENIALS.search(_TURN.split(before)[-1]))


def _of_sentence(sentence: str) -> Iterator[Fact]:
    drug_names = drugs(sentence)
    allergic = _allergic_to(sentence, drug_names)
    for drug in drug_names:
        yield Fact("allergy" if drug in allergic else "drug", drug)
    yield from _measured(sentence, drug_names)
    for name, denied in findings(sentence):
        yield Fact("denied" if denied else "finding", name)
    for match in _SIDE.finditer(sentence):
        side, part = match[1].lower(), match[2].lower()
        if re.match(r"[\s-]*side\b", sentence[match.end() :], re.IGNORECASE) and part == "hand":
            part = "side"
        part = "side" if part == "sided" else part
        part = part[:-1] if part.endswith("s") and part[:-1] in PARTS else part
        if part in PARTS:
            yield Fact("side", f"{'both' if side == 'bilateral' else side} {part}")


def _allergic_to(sentence: str, drug_names: Sequence[str]) -> set[str]:
    """Return the drugs that stand behind "allergic to"; without such words all of a sentence about an allergy.

    >>> _allergic_to("I'm allergic to penicillin but I take aspirin", ["penicillin", "aspirin"])
    {'penicillin'}
    """
    to = list(_TO.finditer(sentence))
    if not to:
        return set(drug_names) if _ALLERGY.search(sentence) and not _DENIALS.search(sentence) else set()
    return {drug for match in to if not _denied(sentence[: match.start()].lower()) for drug in drugs(match[1])}


def _measured(sentence: str, drug_names: Sequence[str]) -> Iterator[Fact]:
    """Yield doses with the drug that stands nearest before them, or after; other values with a unit or a fraction."""
    low = sentence.lower()
    for number in numbers(sentence):
        unit = number.unit.split("/")[0]
        if not unit or (number.words and number.value == 1 and unit.lower() not in _WEIGHED):
            continue
        amount = f"{float(number.value):g} {unit}"
        if unit.lower() in _DOSES and drug_names:
            before = [d for d in drug_names if low.find(d) < number.start]
            yield Fact("dose", f"{before[-1] if before else drug_names[0]} {amount}")
        else:
            yield Fact("number", amount)


def _as_cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word
