"""Plant errors in good lines, seeded, one kind at a time, to measure what the checks catch and what they do not see."""

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

LISTS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("planting.toml").read_text("utf-8"))
"""Words of their own: taken from the checks' lists, an error would be one that these know how to find."""

Plant = Callable[[str, random.Random, Sequence[str]], str]
"""A line, a source of chance and drugs nobody spoke of -> the line with an error, empty where it has no place."""


def _any_of(words: Sequence[str], after: str = r"\b") -> re.Pattern[str]:
    """Match the longest of the words that begins at a place."""
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest)}){after}", re.IGNORECASE)


_DRUG = _any_of(LISTS["drugs"])
_FINDING = _any_of(LISTS["findings"], after="")


def dose(line: str, chance: random.Random, others: Sequence[str]) -> str:
    """Change the amount of a dose.

    >>> dose("Start furosemide 20 mg daily.", random.Random(0), [])
    'Start furosemide 10 mg daily.'
    """
    match = re.search(r"\b(\d+(?:\.\d+)?)(?=\s?(?:mg|mcg|units?|mL|tablets?|puffs?)\b)", line)
    if not match:
        return ""
    value = float(match[1])
    new = f"{value * chance.choice([2, 2, 10, 0.5]):g}"
    return line[: match.start()] + new + line[match.end() :]


def negation(line: str, chance: random.Random, others: Sequence[str]) -> str:
    """Drop a negation.

    >>> negation("The patient denies fever.", random.Random(0), [])
    'The patient reports fever.'
    """
    for pattern, new in (
        (r"\bdenies\b", "reports"),
        (r"\bdenied\b", "reported"),
        (r"\b(is|was|has|does|did) not\b", r"\1"),
        (r"\bno (?=\w)", ""),
        (r"\bwithout\b", "with"),
    ):
        if re.search(pattern, line, re.IGNORECASE) and _FINDING.search(line):
            return re.sub(pattern, new, line, count=1, flags=re.IGNORECASE)
    return ""


def side(line: str, chance: random.Random, others: Sequence[str]) -> str:
    """Swap left and right.

    >>> side("Left knee pain.", random.Random(0), [])
    'Right knee pain.'
    """
    match = re.search(
        rf"\b(left|right)\b(?=\W+(?:\w+\W+){{0,2}}?(?:{'|'.join(LISTS['parts'])})s?\b)", line, re.IGNORECASE
    )
    if not match:
        return ""
    new = "right" if match[1].lower() == "left" else "left"
    return line[: match.start()] + (new.capitalize() if match[1][0].isupper() else new) + line[match.end() :]


def allergy(line: str, chance: random.Random, others: Sequence[str]) -> str:
    """Invent an allergy."""
    return f"The patient is allergic to {chance.choice(others)}." if others else ""


def drug(line: str, chance: random.Random, others: Sequence[str]) -> str:
    """Put a drug that nobody spoke of in a drug's place.

    >>> drug("Start furosemide 20 mg daily.", random.Random(0), ["zoloft"])
    'Start zoloft 20 mg daily.'
    """
    return _DRUG.sub(chance.choice(others), line, count=1) if others and _DRUG.search(line) else ""


def speaker(line: str, chance: random.Random, others: Sequence[str]) -> str:
    """Put the words of one into the mouth of the other.

    >>> speaker("We will order an MRI.", random.Random(0), [])
    'The patient reports that they will order an MRI.'
    """
    if found := re.match(r"(?:We|I) will ", line):
        return "The patient reports that they will " + line[found.end() :]
    if found := re.match(r"The patient (?:reports|states|denies|notes) ", line):
        return "The doctor recommends " + line[found.end() :]
    return ""


def frequency(line: str, chance: random.Random, others: Sequence[str]) -> str:
    """Change how often a drug is taken.

    >>> frequency("Start furosemide 20 mg twice a day.", random.Random(0), [])
    'Start furosemide 20 mg once a day.'
    """
    for often in LISTS["often"]:
        if _DRUG.search(line) and re.search(rf"\b(?:{often['was']})\b", line, re.IGNORECASE):
            return re.sub(rf"\b(?:{often['was']})\b", often["new"], line, count=1, flags=re.IGNORECASE)
    return ""


def act(line: str, chance: random.Random, others: Sequence[str]) -> str:
    """Turn what is done to a drug into its opposite.

    >>> act("Start furosemide 20 mg.", random.Random(0), [])
    'Stop furosemide 20 mg.'
    """
    match = re.search(rf"\b({'|'.join(LISTS['opposite'])})\b", line, re.IGNORECASE)
    if not (match and _DRUG.search(line)):
        return ""
    new = str(LISTS["opposite"][match[1].lower()])
    return line[: match.start()] + (new.capitalize() if match[1][0].isupper() else new) + line[match.end() :]


def relative(line: str, chance: random.Random, others: Sequence[str]) -> str:
    """Say of the patient what was said of a relative.

    >>> relative("The patient's mother had cancer.", random.Random(0), [])
    'The patient had cancer.'
    """
    who = rf"\b(?:the patient's|their|her|his|my) (?:{'|'.join(LISTS['relatives'])})s?\b"
    if not re.search(who, line, re.IGNORECASE):
        return ""
    said = re.sub(who, "the patient", line, count=1, flags=re.IGNORECASE)
    return said[:1].upper() + said[1:]


KINDS: dict[str, Plant] = {
    "dose": dose,
    "negation": negation,
    "side": side,
    "allergy": allergy,
    "drug": drug,
    "speaker": speaker,
    "frequency": frequency,
    "act": act,
    "relative": relative,
}


def plant(
    lines: Sequence[tuple[str, str]], others: Sequence[str], *, most: int, seed: int
) -> list[tuple[str, str, str]]:
    """Return up to `most` (place, kind, corrupted line), the kinds as even as the lines allow.

    `lines` are (place, line); `others` the drugs of which nobody spoke at these lines' visit.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    planted: dict[str, list[tuple[str, str, str]]] = {kind: [] for kind in KINDS}
    for place, line in lines:
        for kind, make in KINDS.items():
            said = make(line, chance, others)
            if said and said != line:
                planted[kind].append((place, kind, said))
    for made in planted.values():
        chance.shuffle(made)
    rounds = [made[n] for n in range(most) for made in planted.values() if n < len(made)]
    return rounds[:most]
