"""Tell whether a question leans on what was said before it, so that it can't be understood alone."""

import re
import tomllib
from functools import cache
from pathlib import Path

from minigiants.grounding import content_words
from minigiants.language import any_of

_HALF = re.compile(r"\W*(?:at|by|during|for|from|in|on|per|to|with|without)(?:\s+[^\W\d_]+){1,4}\s*\?*$", re.I)
"""Half a sentence: "for children?", which "For how long is it valid?" is not."""
_ANYBODY = re.compile(r"\b(?:can|could|did|does|if|may|might|must|should|when|where|will|would) one\b", re.IGNORECASE)
"""Here "one" is anybody, and points to nothing: "Where may one park?"."""
FEW = 2
"""Content words up to which a question is taken to go on from the one before."""


def leans(text: str) -> bool:
    """Tell whether `text` points back, goes on, or is too short to stand alone.

    >>> leans("And on Sunday?"), leans("How much is it?"), leans("Who repairs the roof of the barn?")
    (True, True, False)
    """
    return points_back(text) or bool(_going_on().match(text)) or len(content_words(text)) <= FEW


def points_back(text: str) -> bool:
    """Tell whether a word of `text` points to something said elsewhere.

    >>> points_back("Is the other open?"), points_back("Is the shop open?")
    (True, False)
    >>> points_back("Is the big one open?"), points_back("Where may one light a fire?")
    (True, False)
    """
    return bool(_pointing().search(_ANYBODY.sub(" ", text)))


def needs(text: str) -> bool:
    """Tell whether `text` says nothing without what was said before: it points back, goes on, or is half a sentence.

    >>> needs("For children?"), needs("What does E4 mean?")
    (True, False)
    """
    return points_back(text) or bool(_going_on().match(text)) or bool(_HALF.match(text))


@cache
def _pointing() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(listed('pointing'))}\b", re.IGNORECASE)


@cache
def _going_on() -> re.Pattern[str]:
    return re.compile(rf"^\W*{any_of(listed('going_on'))}\b", re.IGNORECASE)


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return a list of `leaning.toml`."""
    return tuple(tomllib.loads((Path(__file__).parent / "leaning.toml").read_text("utf-8"))[name])
