"""Tell what a customer's message does to the talk, beside asking: closes it, rejects the reply, wants no person."""

import re
import tomllib
from pathlib import Path

from minigiants.grounding import content_words

from . import smalltalk
from .talk import CustomerQuestion
from .turns import Before, Kind, Vectors, kind

LEAST: dict[Kind, float] = {"close": 0.5, "reject": 0.5, "machine": 0.5, "open": 0.75}
"""Probability from which a message is taken for it. What is read as a question is answered, so doubt costs little."""
_OPENING = content_words(
    "hello hi hey there quick question help sec morning evening afternoon day team anybody here you new"
)
"""What a greeting or an announcement is made of; any other word says what it is about: "delete account"."""
_IDLE = content_words(" ".join(tomllib.loads(Path(__file__).with_name("acts.toml").read_text("utf-8"))["idle"]))
"""What a rejection is made of; any other word says what is wanted instead."""
_WRONG = re.compile(
    r"\b(?:wrong|incorrect|useless|not\s+(?:it|right|true)|n.?t\s+(?:help|it|right|true))\b", re.IGNORECASE
)
"""Says that a reply was not it, however short: "still wrong"."""
_LEAD_IN = re.compile(r"^(?:i\s+)?(?:(?:just|only)\s+)?(?:want|wanted|need|would\s+like)\s+to\s+know\s+", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"(?:\bi\s+(?:do|would|am|did)?\s*)?(?:\b(?:no|not|without|never)|n['’`]?t)\b(?P<between>.{0,30})\b(?:person|human|agent|colleagues?|staff|people|anyone|anybody|someone|somebody"
    r"|callback|operator|representative)\b[^,.;?!]*[,.;?!]?",
    re.IGNORECASE,
)

_IN_VAIN = re.compile(
    r"\b(?:ho|how|where|whether|if|know|find|figure|understand|sure|see|reach(?:ed)?|get\s+(?:hold|through))\b",
    re.IGNORECASE,
)
_UNABLE = re.compile(r"\b(?:cannot|can\s+not|(?:ca|could|was|have|has)n['’`]?t)\b", re.IGNORECASE)


def act(question: CustomerQuestion, vector: Vectors, reply: Before) -> Kind:
    """Return what the last message is for the talk; "ask" wherever it says something that can be looked up."""
    if reply not in {"none", "question"} and smalltalk.declines(question.last):
        return "close"
    doing, probability = kind(question.last, vector, reply)
    if doing == "close" and _WRONG.search(question.last):
        doing = "reject"
    if probability < LEAST.get(doing, 1.0):
        return "ask"
    plausible: dict[Kind, bool] = {
        "close": reply != "none" and "?" not in question.last,
        "reject": reply != "none" and not says_what(question),
        "machine": wants_no_person(question.last),
        "open": reply == "none" and content_words(question.last) <= _OPENING,
    }
    return doing if plausible.get(doing) else "ask"


def wants_no_person(text: str) -> bool:
    """Tell whether a message says that no person is wanted, and not that none was found.

    >>> wants_no_person("I don't need a person"), wants_no_person("no human please")
    (True, True)
    >>> wants_no_person("I don't know how I can talk with a human agent"), wants_no_person("I can't reach an agent")
    (False, False)
    """
    found = _NO_PERSON.search(text)
    return found is not None and not _IN_VAIN.search(found["between"]) and not _UNABLE.search(found.group())


def says_what(question: CustomerQuestion) -> bool:
    """Tell whether a rejection says what is wanted instead.

    >>> says_what(CustomerQuestion(last="no, that's not it", asked=("How long is the warranty on the frame?",)))
    False
    >>> says_what(CustomerQuestion(last="no, I asked about debit cards", asked=("What does a card cost?",)))
    True
    """
    return bool(content_words(question.last) - _IDLE - content_words(" ".join(question.asked[-1:])))


def without_refusing(text: str) -> str:
    """Return a message less the part that wants no person.

    >>> without_refusing("No person please, I just need the address")
    'I just need the address'
    >>> without_refusing("I don't need a person")
    ''
    """
    rest = _LEAD_IN.sub("", " ".join(_NO_PERSON.sub(" ", text).split()).strip(" ,.;"))
    return rest if content_words(rest) - content_words("just only need want thanks please tell") else ""
