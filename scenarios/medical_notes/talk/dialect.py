"""Write what is said in a dialect of the British Isles in the words that rules and models know."""

import re
import tomllib
from pathlib import Path

_WORDS: dict[str, str] = tomllib.loads((Path(__file__).parent / "dialect.toml").read_text("utf-8"))
_FORM = re.compile(
    rf"(?<![\w'’-])(?:{'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})(?![\w'’-])", re.I
)


def in_standard(text: str) -> str:
    """Return a text with its dialect words in standard English; nothing else changes.

    >>> in_standard("Naw, I cannae have aspirin. They put it doon to five, wi ma kidneys.")
    'No, I cannot have aspirin. They put it down to five, with my kidneys.'
    """
    return _FORM.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    word = _WORDS[match[0].lower()]
    return word[:1].upper() + word[1:] if match[0][:1].isupper() else word
