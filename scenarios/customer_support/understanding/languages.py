"""Tell a message that is not English, so that it is not taken for one that does not belong here."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

_READ = tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8"))
SMALL_WORDS: str = _READ["english"]
"""The small words of English."""
_ENGLISH = frozenset(SMALL_WORDS.split())
_WORDS: Mapping[str, frozenset[str]] = {
    entry["sentence"]: frozenset(entry["words"].split()) for entry in _READ["languages"]
}
_PERSON = re.compile(
    r"\b(?:hablar|parler|sprechen|parlare|falar|spreken)\b.{0,30}\b(?:persona|humano|alguien|agente|personne|quelqu.un"
    r"|conseiller|mensch\w*|person|jemand\w*|mitarbeiter\w*|qualcuno|operatore|pessoa|alguém|persoon|iemand|medewerker)\b"
    r"|\b(?:mensch\w*|person|jemand\w*|mitarbeiter\w*|persoon|iemand|medewerker)\b.{0,30}\b(?:sprechen|spreken)\b",
    re.IGNORECASE,
)
WORDS = 2
"""Words of another language that must be there."""


def foreign(text: str) -> str | None:
    """Return how to say in a message's language that only English is understood; None for English and what is unclear.

    A script that is not Latin has no such sentence here, and gives an empty one.

    >>> foreign("Hola, ¿cuánto cuesta el envío?"), foreign("What is the deposit?"), foreign("Где мой заказ?")
    ('Solo entiendo inglés.', None, '')
    """
    if _other_script(text):
        return ""
    words = re.findall(r"[^\W\d_]+", text.lower())
    known = {sentence: sum(word in listed for word in words) for sentence, listed in _WORDS.items()}
    best = max(known, key=known.__getitem__)
    english = sum(word in _ENGLISH for word in words)
    return best if known[best] >= max(WORDS, 2 * english + 1, 0.3 * len(words)) else None


def wants_person(text: str) -> bool:
    """Tell whether a message in one of these languages asks for a person.

    >>> wants_person("Quiero hablar con una persona"), wants_person("Hallo, wie geht das?")
    (True, False)
    """
    return bool(_PERSON.search(text))


def _other_script(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    other = sum(not unicodedata.name(letter, "").startswith(("LATIN", "FEMININE", "MASCULINE")) for letter in letters)
    return len(letters) > 1 and other > len(letters) / 2
