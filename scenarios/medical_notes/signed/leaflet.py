"""Say a signed note in words for the patient: its own lines, in everyday words, each fact as it was signed."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from ..facts import RELATIVES, facts
from ..note import Line, Note, sentence

_PLAIN: dict[str, str] = tomllib.loads((Path(__file__).parent / "plain.toml").read_text("utf-8"))["words"]
_WORD = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _PLAIN), key=len, reverse=True)) + r")\b", re.IGNORECASE)
_APART = re.compile(
    r",? and (?:then |so )*(?=(?:you|we|I|it|that|they|this|let's|there) )|; |, (?:so|but) (?=(?:you|we|I|it) )"
    r"|,? (?:(?:and|so|but|then) )*(?=(?:we(?:'ll| will|'re| are| can)|I(?:'m| am|'ll| will|'d| would| want| do)|let's"
    r"|you (?:should|can|will|need)|it(?:'s| is| will| does)|that's|this (?:is|will)|there(?:'s| is| are)"
    r"|please|call (?:us|me)) )",
    re.IGNORECASE,
)
"""Where a long sentence can end and a new one begin."""
_LEANING = re.compile(
    r"(?:\b(?:if|that|when|because|what|how|where|which|whether|who|think|believe|hope|sure|as|than|until|once|after|or"
    r"|see|and|know|say|said|mean|so|to|the|for|of|in|with|like|is|are|while|though|unless|before|since|not))$"
    r"|^(?:if|when|once|after|while|because|since|unless|as|until|before|with|for|based)\b(?!.*\b(?:then|we will)\b)"
    r"|\b(?:and|so|but|hopefully|otherwise) (?:if|when|once|after|with|for|by|because)\b(?!.*\b(?:then|we will)\b)",
    re.IGNORECASE,
)
"""A beginning that is no sentence yet."""
_RELATIVE = re.compile(rf"\b(?:{'|'.join(RELATIVES)})s?\b", re.IGNORECASE)
_SHORTEST = 4
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SIMPLE = 12
"""Words up to which a sentence stays whole."""
_VERBS = {"is": "are", "has": "have", "was": "were", "does": "do", "needs": "need"}
_ADVERBS = "still|also|usually|always|never|only|really|already|sometimes|often"
_JOINED = "when|and|if|that|because|but|while|since|as|so|where|what"
_PARTS = {
    "assessment": "What we think it is",
    "plan": "What happens next",
    "medications": "Medicines you told us about",
    "allergies": "Allergies you told us about",
}


def plain_words(note: Note, addenda: Sequence[str] = ()) -> str:
    """Return what we think, what happens next, medicines, allergies and what was added later, said to the patient."""
    paragraphs: list[str] = []
    for part, heading in _PARTS.items():
        lines = [to_patient(line) for line in note.of(part)]
        if lines:
            paragraphs += [heading, *(f"- {line}" for line in lines), ""]
    later = [
        to_patient(Line(id="", part="plan", text=said, turns=())) for text in addenda for said in text.splitlines()
    ]
    if any(later):
        paragraphs += ["Added later", *(f"- {line}" for line in later if line), ""]
    ending = "Ask us about anything that is not clear. If you feel worse, call us or get help at once."
    return "\n".join([*paragraphs, ending])


def reading_age(text: str) -> float:
    """Return the age in years from which a text can be read: Flesch-Kincaid's school grade and five.

    >>> reading_age("You have a cold. Rest. Drink water.") < 8 < reading_age("Hypercholesterolemia medication.")
    True
    """
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)|[^.!?\s][ \t]*\n", text)))  # a heading has no full stop
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
    for said in (_said_to(line), _said_to(line, cut=False)):
        if facts(said) == facts(line.text):
            return said
    return sentence(line.text)


def _said_to(line: Line, *, cut: bool = True) -> str:
    text = _WORD.sub(lambda m: _PLAIN[m[0].lower()], line.text)
    text = re.sub(r"\bthe patient's\b", "your", text, flags=re.IGNORECASE)
    for third, second in _VERBS.items():
        text = re.sub(rf"\bthe patient {third}\b", f"you {second}", text, flags=re.IGNORECASE)
    text = re.sub(rf"\bthe patient ({_ADVERBS}) (\w+)\b", _with_adverb, text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe patient (\w+?)(ies|s)\b", _second, text, flags=re.IGNORECASE)
    text = re.sub(r"\bthe patient\b", "you", text, flags=re.IGNORECASE)
    if text != line.text and not _RELATIVE.search(text):
        text = re.sub(r"\b(?:their|her|his)\b", "your", text, flags=re.IGNORECASE)
        text = re.sub(rf"\b({_JOINED}) (?:she|he) (is|has|was|does|needs)\b", _joined, text)
        text = re.sub(rf"\b({_JOINED}) (?:she|he) (\w+?)(ies|s)?\b(?!')", _joined_verb, text)
        text = re.sub(r"\b(?:herself|himself|themselves)\b", "yourself", text, flags=re.IGNORECASE)
    text = re.sub(r"\byou deny (?:having |any )?", "you said you have no ", text, flags=re.IGNORECASE)
    return " ".join(
        sentence(part)
        for whole in _SENTENCE.split(text)
        for part in (_short(whole) if cut else [whole])
        if part.strip(" .,")
    )


def _short(text: str) -> list[str]:
    """Cut a long sentence where a new one can begin.

    >>> _short("we will give you a brace for the knee you should wear it each day and you can take it off at night")
    ['we will give you a brace for the knee', 'you should wear it each day', 'you can take it off at night']
    >>> _short("if you still have pain after the end of this week you should call the office and come in")
    ['if you still have pain after the end of this week you should call the office and come in']
    """
    parts, start = [], 0
    for match in _APART.finditer(text) if len(text.split()) > _SIMPLE else ():
        before, behind = text[start : match.start()], text[match.end() :]
        if min(len(before.split()), len(behind.split())) >= _SHORTEST and not _LEANING.search(before.strip()):
            parts.append(before.strip())
            start = match.end()
    return [*parts, text[start:]]


def _with_adverb(match: re.Match[str]) -> str:
    bare = re.sub(r"ies$", "y", match[2]) if match[2].endswith("ies") else re.sub(r"(?<!s)s$", "", match[2])
    return f"you {match[1]} {_VERBS.get(match[2], bare)}"


def _joined(match: re.Match[str]) -> str:
    return f"{match[1]} you {_VERBS[match[2]]}"


def _joined_verb(match: re.Match[str]) -> str:
    return f"{match[1]} you {match[2]}{'y' if match[3] == 'ies' else ''}"


def _second(match: re.Match[str]) -> str:
    verb = match[1] + ("y" if match[2] == "ies" else "")
    return f"you {verb}" if verb not in ("thi", "hi") else match[0]
