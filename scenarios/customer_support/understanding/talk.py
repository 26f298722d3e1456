"""Read a talk and make its last question self-contained, so that it can be searched for and read alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any

from minigiants.answering import asking
from minigiants.answering.asking import TalkTurn
from minigiants.grounding import content_words

from . import smalltalk
from .mending import amended, mends

LONGEST = 2000
"""Characters of a message that are looked at."""
EARLIER = 240
"""Characters of the earlier question that a later one carries along."""

_POINTING = re.compile(r"\b(?i:this|that|these|those|such(?: an?)?)\s+((?:[A-Z][\w-]*\s+){0,2}[A-Za-z][\w-]*)")
_ROLES = ("user", "assistant")
_OF_IT = re.compile(
    r"^\W*(?:(?:and|so|but|hi|hello)\W+)?(?:how|what|when|is|are|can|could|does|do|will|would|may)\b.*\b(?:it|they|them)\b",
    re.IGNORECASE,
)
"""Asks of an "it"; not "stop it"."""
_SHOP = re.compile(
    r"\b(?:open(?:ed|s|ing)?|clos(?:e[sd]?|ing)|where|address|find|reach|raining?|today|now|time)\b", re.IGNORECASE
)
"""What is asked of the shop itself."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_THANKING = re.compile(
    r"^\W*(?:many\s+|ok(?:ay)?\W+|great\W+)?(?:thank(?:s|\s+you)|thx|cheers)\b[^?]{0,60}$", re.IGNORECASE
)
_HANDED = re.compile(
    r"\b(?:pass|hand)(?:ing|ed)?\s+(?:you|this|it|that)\b.{0,20}\b(?:on|over|to)\b|\bclosed\s+by\b|\bcolleague\b",
    re.IGNORECASE,
)


class TalkError(ValueError):
    """A request that is no talk; the message is one sentence and repeats nothing of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerQuestion:
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

        >>> CustomerQuestion(last="And on Sunday?", before="When do you open?").text
        'And on Sunday? (This goes on from: When do you open?)'
        """
        return asking.beside(self.last, self.before) if self.before else self.last

    @property
    def queries(self) -> tuple[str, ...]:
        """What to search for, the most telling first."""
        return (f"{self.before} {self.last}", self.last) if self.before else (self.last,)


def read(messages: Any) -> tuple[TalkTurn, ...]:
    """Return the turns of a request's messages; raises TalkError.

    >>> read([{"role": "user", "content": " Hi  there "}])
    (TalkTurn(role='user', text='Hi there'),)
    """
    if not isinstance(messages, Sequence) or isinstance(messages, str | bytes):
        raise TalkError("'messages' must be a list of objects with 'role' and 'content'")
    return tuple(_turn(message) for message in messages)


def question(turns: Sequence[TalkTurn]) -> CustomerQuestion:
    """Return the last thing that the customer said, with what it leans on.

    >>> said = ["When does the workshop open?", "At nine.", "And on Sunday?"]
    >>> roles = ["user", "assistant", "user"]
    >>> talk = read([{"role": role, "content": text} for role, text in zip(roles, said, strict=True)])
    >>> question(talk).before
    'When does the workshop open?'
    """
    own = [number for number, turn in enumerate(turns) if turn.role == "user"]
    if not own:
        return CustomerQuestion(last="")
    replies = [number for number, turn in enumerate(turns[: own[-1]]) if turn.role == "assistant"]
    begin = replies[-1] + 1 if replies else 0
    replies_before = tuple(turns[number].text for number in replies)
    questions = tuple(turns[number].text for number in own if number < begin)
    last = burst([turns[number].text for number in own if number >= begin])
    if questions and mends(last) and not _passed_on(replies_before):
        last = amended(questions[-1], last)
        questions, replies_before = questions[:-1], replies_before[:-1]
    return stated(last, questions, replies_before)


def stated(last: str, questions: tuple[str, ...], replies: tuple[str, ...]) -> CustomerQuestion:
    """Return `last` as the question of a talk, with the earlier one that it leans on.

    >>> stated("and can I pay by cheque?", ("Where is my order 4471?",), ("I pass this to a colleague.",)).before
    ''
    """
    leans = asking.leans(last)
    # What was passed on is with a person: only a word that points back goes on from it.
    carries = asking.points_back(last) if _passed_on(replies) else leans
    return CustomerQuestion(
        last=last, before=_carried(questions) if carries else "", asked=questions, told=replies, leans=leans
    )


def burst(pieces: Sequence[str]) -> str:
    """Return messages that were sent one after the other as the one that they are.

    >>> burst(["hi", "the price of a basic service please", "sorry, I mean the full one"])
    'the price of a full service please'
    >>> burst(["do you deliver", "to Norway?"])
    'do you deliver to Norway?'
    """
    telling = [piece for piece in pieces if not smalltalk.pleasantry(piece)] or list(pieces[-1:])
    whole = telling[0]
    for piece in telling[1:]:
        whole = amended(whole, piece) if mends(piece) else f"{whole} {piece}"
    return whole


def without_thanks(text: str) -> str:
    """Return a message less the thanks, the "ok" or the greeting that it begins with, when it goes on.

    >>> without_thanks("Thanks, that is sorted. How much does a basic service cost?")
    'How much does a basic service cost?'
    >>> without_thanks("ok. and can I pay by cheque?"), without_thanks("Thank you!")
    ('and can I pay by cheque?', 'Thank you!')
    """
    sentences = _SENTENCES.split(text)
    rest = list(dropwhile(_only_polite, sentences))
    return " ".join(rest) if rest else text


def points_nowhere(question: CustomerQuestion) -> bool:
    """Tell whether "it" stands in a message before which nothing was said, and may not be the shop.

    >>> [points_nowhere(CustomerQuestion(last=text)) for text in ("how much does it cost", "is it open", "do you open")]
    [True, False, False]
    """
    alone = not question.asked and not question.told
    return alone and bool(_OF_IT.search(question.last)) and not _SHOP.search(question.last)


def questions(text: str) -> list[str]:
    """Return the sentences that ask, where a message tells something before.

    >>> questions("My father can't leave the house. Do you come to us?"), questions("Do you come to us?")
    (['Do you come to us?'], [])
    """
    sentences = _SENTENCES.split(text)
    asked = [sentence for sentence in sentences if sentence.endswith("?") and content_words(sentence)]
    return asked if len(sentences) > 1 else []


def _only_polite(sentence: str) -> bool:
    return bool(smalltalk.pleasantry(sentence)) or smalltalk.accepts(sentence) or bool(_THANKING.match(sentence))


def _passed_on(told: Sequence[str]) -> bool:
    """Tell whether the last reply says that a person has taken over, or had."""
    return bool(told and _HANDED.search(told[-1]))


def pointed(text: str, before: str) -> str:
    """Return what "this ..." or "that ..." in `text` points to when nothing that was `before` holds it, else "".

    >>> pointed("What is the purpose of that NASA mission?", "")
    'NASA mission'
    >>> pointed("How long is that warranty?", "Is there a warranty?")
    ''
    """
    words_before = content_words(before)
    for found in _POINTING.finditer(text):
        words = content_words(found.group(1))
        if words and not words & words_before:
            return " ".join(found.group(1).split())
    return ""


def _carried(asked: Sequence[str]) -> str:
    """Return the last question that says something, empty when none does; pleasantries, a yes and a no are none."""
    telling = (text for text in reversed(asked) if len(content_words(text)) > 1 and not _says_nothing(text))
    return next(telling, "")[:EARLIER]


def _says_nothing(text: str) -> bool:
    return bool(smalltalk.pleasantry(text)) or smalltalk.accepts(text) or smalltalk.declines(text)


def _turn(message: Any) -> TalkTurn:
    if not isinstance(message, Mapping) or message.get("role") not in _ROLES:
        raise TalkError("each message needs a 'role', either 'user' or 'assistant'")
    content = message.get("content")
    if not isinstance(content, str):
        raise TalkError("each message needs a 'content' that is a text")
    return TalkTurn(role=message["role"], text=" ".join(content.split()))
