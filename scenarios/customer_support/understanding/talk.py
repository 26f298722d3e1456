"""Read a talk and make its last question self-contained, so that it can be searched for and read alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from minigiants.grounding import content_words

from . import smalltalk

LONGEST = 2000
"""Characters of a message that are looked at."""
EARLIER = 240
"""Characters of the earlier question that a later one carries along."""

_LEANING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|that|these|those|he|she|him|her|his|hers|one|ones|same|other|others"
    r"|there|then|such|former|latter|above|both|each|either|neither|else|instead)\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    r"^\W*(?:and|but|or|so|then|also|what about|how about|what if|why not|which one|how come|why|ok|okay|yes|no)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?i:this|that|these|those|such(?: an?)?)\s+((?:[A-Z][\w-]*\s+){0,2}[A-Za-z][\w-]*)")
_ROLES = ("user", "assistant")


class TalkError(ValueError):
    """A request that is no talk; the message is one sentence and repeats nothing of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What one side said."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """The customer's last message in the light of the talk."""

    last: str
    """As it was said."""
    before: str = ""
    """The earlier question that it leans on, or empty when it stands alone."""
    asked: tuple[str, ...] = ()
    """All earlier messages of the customer, oldest first."""
    told: tuple[str, ...] = ()
    """All earlier replies, oldest first."""
    leans: bool = False
    """Whether it has words that point to something said elsewhere."""

    @property
    def text(self) -> str:
        """The question that can be understood alone.

        >>> Question(last="And on Sunday?", before="When do you open?").text
        'And on Sunday? (This goes on from: When do you open?)'
        """
        return f"{self.last} (This goes on from: {self.before})" if self.before else self.last

    @property
    def queries(self) -> tuple[str, ...]:
        """What to search for, the most telling first."""
        return (f"{self.before} {self.last}", self.last) if self.before else (self.last,)


def read(messages: Any) -> tuple[Turn, ...]:
    """Return the turns of a request's messages; raises TalkError.

    >>> read([{"role": "user", "content": " Hi  there "}])
    (Turn(role='user', text='Hi there'),)
    """
    if not isinstance(messages, Sequence) or isinstance(messages, str | bytes):
        raise TalkError("'messages' must be a list of objects with 'role' and 'content'")
    return tuple(_turn(message) for message in messages)


def question(turns: Sequence[Turn]) -> Question:
    """Return the last thing that the customer said, with what it leans on.

    >>> said = ["When does the workshop open?", "At nine.", "And on Sunday?"]
    >>> roles = ["user", "assistant", "user"]
    >>> talk = read([{"role": role, "content": text} for role, text in zip(roles, said, strict=True)])
    >>> question(talk).before
    'When does the workshop open?'
    """
    own = [number for number, turn in enumerate(turns) if turn.role == "user"]
    if not own:
        return Question(last="")
    last = turns[own[-1]].text
    asked = tuple(turns[number].text for number in own[:-1])
    told = tuple(turn.text for turn in turns[: own[-1]] if turn.role == "assistant")
    leans = _leans(last)
    before = _carried(asked) if leans else ""
    return Question(last=last, before=before, asked=asked, told=told, leans=leans)


def pointed(text: str, said: str) -> str:
    """Return what "this ..." or "that ..." in `text` points to when nothing that was `said` holds it, else "".

    >>> pointed("What is the purpose of that NASA mission?", "")
    'NASA mission'
    >>> pointed("How long is that warranty?", "Is there a warranty?")
    ''
    """
    known = content_words(said)
    for found in _POINTING.finditer(text):
        words = content_words(found.group(1))
        if words and not words & known:
            return " ".join(found.group(1).split())
    return ""


def _carried(asked: Sequence[str]) -> str:
    """Return the last question that says something, empty when none does; pleasantries, a yes and a no are none."""
    telling = (text for text in reversed(asked) if len(content_words(text)) > 1 and not _says_nothing(text))
    return next(telling, "")[:EARLIER]


def _says_nothing(text: str) -> bool:
    return bool(smalltalk.pleasantry(text)) or smalltalk.accepts(text) or smalltalk.declines(text)


def _leans(text: str) -> bool:
    return bool(_LEANING.search(text) or _GOING_ON.match(text)) or len(content_words(text)) <= 2


def _turn(message: Any) -> Turn:
    if not isinstance(message, Mapping) or message.get("role") not in _ROLES:
        raise TalkError("each message needs a 'role', either 'user' or 'assistant'")
    content = message.get("content")
    if not isinstance(content, str):
        raise TalkError("each message needs a 'content' that is a text")
    return Turn(role=message["role"], text=" ".join(content.split()))
