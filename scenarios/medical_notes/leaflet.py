"""Say a signed note in words for the patient: its own lines, with medical words replaced by everyday ones."""

import re
import tomllib
from pathlib import Path

from .note import Line, Note
from .phrasing import sentence

_PLAIN: dict[str, str] = tomllib.loads((Path(__file__).parent / "plain.toml").read_text("utf-8"))["words"]
_WORD = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _PLAIN), key=len, reverse=True)) + r")\b", re.IGNORECASE)
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


def to_patient(line: Line) -> str:
    """Say a line to the patient; numbers, drugs and sides stay as they are.

    >>> to_patient(Line(id="a", part="plan", text="The patient should take it for hypertension.", turns=(1,)))
    'You should take it for high blood pressure.'
    """
    text = _WORD.sub(lambda m: _PLAIN[m[0].lower()], line.text)
    text = re.sub(r"\bthe patient's\b", "your", text, flags=re.IGNORECASE)
    for third, second in (("is", "are"), ("has", "have"), ("was", "were"), ("does", "do"), ("needs", "need")):
        text = re.sub(rf"\bthe patient {third}\b", f"you {second}", text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe patient (\w+?)(ies|s)\b", _second, text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe patient\b", "you", text, flags=re.IGNORECASE)
    if text != line.text:
        text = re.sub(r"\b(?:their|her|his)\b", "your", text, flags=re.IGNORECASE)
        text = re.sub(r"\b(?:herself|himself|themselves)\b", "yourself", text, flags=re.IGNORECASE)
    return sentence(text)


def _second(match: re.Match[str]) -> str:
    verb = match[1] + ("y" if match[2] == "ies" else "")
    return f"you {verb}" if verb not in ("thi", "hi") else match[0]
