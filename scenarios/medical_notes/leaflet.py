"""Say a signed note in words for the patient: its own lines, in everyday words, each fact as it was signed."""

import re
import tomllib
from pathlib import Path

from .facts import facts
from .note import Line, Note
from .phrasing import sentence

_PLAIN: dict[str, str] = tomllib.loads((Path(__file__).parent / "plain.toml").read_text("utf-8"))["words"]
_WORD = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _PLAIN), key=len, reverse=True)) + r")\b", re.IGNORECASE)
_APART = re.compile(r",? and (?:then )?(?=(?:you|we|I|it|that|they|this) )|; |, (?:so|but) (?=(?:you|we|I|it) )")
"""Where a long sentence can end and a new one begin."""
_SIMPLE = 12
"""Words up to which a sentence stays whole."""
_PARTS = {
    "assessment": "What we think it is",
    "plan": "What happens next",
    "medications": "Medicines you told us about",
    "allergies": "Allergies you told us about",
}


def plain_words(note: Note) -> str:
    """Return what we think, what happens next, medicines and allergies, said to the patient."""
    told: list[str] = []
    for part, heading in _PARTS.items():
        lines = [to_patient(line) for line in note.of(part)]
        if lines:
            told += [heading, *(f"- {line}" for line in lines), ""]
    ending = "Ask us about anything that is not clear. If you feel worse, call us or get help at once."
    return "\n".join([*told, ending])


def reading_age(text: str) -> float:
    """Return the age in years from which a text can be read: Flesch-Kincaid's school grade and five.

    >>> reading_age("You have a cold. Rest. Drink water.") < 8 < reading_age("Hypercholesterolemia medication.")
    True
    """
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    if not words:
        return 5.0
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
    return max(5.0, grade + 5)


def _syllables(word: str) -> int:
    found = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and found > 1
    return max(1, found - silent)


def to_patient(line: Line) -> str:
    """Say a line to the patient; numbers, drugs and sides stay as they are.

    >>> to_patient(Line(id="a", part="plan", text="The patient should take it for hypertension.", turns=(1,)))
    'You should take it for high blood pressure.'
    """
    said = _said_to(line)
    return said if facts(said) == facts(line.text) else sentence(line.text)


def _said_to(line: Line) -> str:
    text = _WORD.sub(lambda m: _PLAIN[m[0].lower()], line.text)
    text = re.sub(r"\bthe patient's\b", "your", text, flags=re.IGNORECASE)
    for third, second in (("is", "are"), ("has", "have"), ("was", "were"), ("does", "do"), ("needs", "need")):
        text = re.sub(rf"\bthe patient {third}\b", f"you {second}", text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe patient (\w+?)(ies|s)\b", _second, text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe patient\b", "you", text, flags=re.IGNORECASE)
    if text != line.text:
        text = re.sub(r"\b(?:their|her|his)\b", "your", text, flags=re.IGNORECASE)
        text = re.sub(r"\b(?:herself|himself|themselves)\b", "yourself", text, flags=re.IGNORECASE)
    text = re.sub(r"\byou deny (?:having |any )?", "you said you have no ", text, flags=re.IGNORECASE)
    parts = _APART.split(text) if len(text.split()) > _SIMPLE else [text]
    return " ".join(sentence(part) for part in parts if part.strip(" .,"))


def _second(match: re.Match[str]) -> str:
    verb = match[1] + ("y" if match[2] == "ies" else "")
    return f"you {verb}" if verb not in ("thi", "hi") else match[0]
