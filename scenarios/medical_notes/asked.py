"""Tell what a question is about, and keep it beside an answer that means nothing without it."""

import re
import tomllib
from pathlib import Path

from .dangers import dangers
from .replies import polarity
from .statements import Statement

_LEADS = sorted(
    tomllib.loads((Path(__file__).parent / "phrasing.toml").read_text("utf-8"))["question_leads"], key=len, reverse=True
)
_NOUNS = re.compile(
    r"^(?:(?:do|did) you (?:ever )?(?:have|notice|feel(?! (?:un)?safe\b)|get|experience)"
    r"|have you (?:ever )?(?:had|noticed|felt|experienced|been having)"
    r"|(?:are|were) you (?:having|experiencing)|(?:is|was|are|were) there)\b",
    re.IGNORECASE,
)
"""Questions after a thing, which can be denied or reported by its name."""


def topic(question: str) -> str:
    """Return what a question is about, without the words that ask.

    >>> topic("do you have any chest pain?")
    'chest pain'
    """
    text = question.strip(" ?.,")
    for _ in range(2):
        low = text.lower()
        lead = next((x for x in _LEADS if low.startswith(x + " ")), "")
        if not lead:
            break
        text = text[len(lead) :].strip(" ,")
    return text


def of_a_thing(question: str) -> bool:
    """Tell whether a question asks after a thing that can be denied or reported by its name."""
    return bool(_NOUNS.match(question))


def names_a_thing(question: str) -> bool:
    """Tell whether a question asks after a thing, or names one behind "any"."""
    return of_a_thing(question) or question.lower().startswith("any ")


def leans_on_danger(statement: Statement) -> bool:
    """Tell whether a reply to a question after danger says nothing of the danger itself."""
    return statement.speaker != "doctor" and bool(dangers(statement.question) - dangers(statement.text))


def with_question(statement: Statement, said: str) -> str:
    """Return what somebody says to a question with its words; a "no" stands before them, so that it denies them.

    >>> asked = "and a feeding tube"
    >>> with_question(Statement(turns=(1, 2), speaker="patient", text=asked, question=asked, answer="no"), "")
    'the patient says no, asked "and a feeding tube"'
    >>> with_question(Statement(turns=(1, 2), speaker="patient", text="maybe", question=asked), "maybe")
    'asked "and a feeding tube", the patient answers: maybe'
    """
    who, asked = statement.who or "patient", statement.question.strip(" ?.,")
    reply = statement.answer or ("no" if polarity(statement.text) == "no" else "")
    if reply:
        return f'the {who} says {reply}, asked "{asked}"' + (f": {said}" if said else "")
    return f'asked "{asked}", the {who} answers: {said}'
