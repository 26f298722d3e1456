"""Tell what a question is about, and keep it beside an answer that means nothing without it."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from ..facts import dangers, drugs
from ..talk import Statement, polarity
from .plainly import lowered

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


_TAKES = (
    r"tak(?:e|es|en|ing)|took|stop(?:s|ped|ping)?|quit|(?:re)?start(?:s|ed|ing)?|us(?:e|es|ed|ing)|tried|try(?:ing)?|need"
    r"|hated?|liked?|skip(?:s|ped|ping)?|forg[eo]t|miss(?:ed|ing)?|finish(?:ed)?|off|on|cut|doubled"
)
_CLASSES = (
    r"blood thinners?|water pills?|inhalers?|insulin|antibiotics?|steroids?|statins?|pain ?killers?|antidepressants?"
    r"|birth control|(?:pain|blood pressure|thyroid|heart|diabetes|cholesterol|seizure|sleeping) (?:pills?|med\w*)"
)
_MEDICINES = re.compile(
    rf"\b(?:(?:(?:my|your|the|those|these) )?(?P<class>{_CLASSES})"
    r"|(?:my|your|the|those|these) (?P<any>meds|medications?|medicines?|pills?|tablets?))\b",
    re.IGNORECASE,
)
"""A medicine that is called by what it does."""
_TAKEN = re.compile(rf"\b(?:{_TAKES}|out of)\b", re.IGNORECASE)
_MEANT = re.compile(
    rf"(?P<before>\b(?:{_TAKES}|out of) )(?:it|them|that one)\b"
    r"|^(?P<lead>\W*(?:(?:well|yeah|yes|no|so|because|but),? )*)it(?= (?:makes?|made|gives?|gave|help(?:s|ed)?"
    r"|work(?:s|ed)?|(?:does|did)(?:n't)?|upsets?|keeps?|kept|caus(?:es|ed))\b)",
    re.IGNORECASE,
)
"""Where "it" is what somebody takes, or what that does to them."""


_HOW_OFTEN = re.compile(
    r"(?:(?:about|maybe|just|only|like|usually),? )*(?:once|twice|every|daily|nightly|as needed|when i need|whenever"
    r"|(?:one|two|three|four|five|six|\d+|a few|several|a couple of?) (?:times|puffs|pills?|tablets?|drops?|units?"
    r"|milligrams|mg)|at night)\b",
    re.IGNORECASE,
)
"""A reply that says of a medicine how much or how often, and nothing else."""


def with_drug(statement: Statement) -> Statement:
    """Name the one drug that was asked about in a reply that only says "it".

    >>> asked = "are you still taking the metoprolol"
    >>> said = "i stopped it in may, it made me tired"
    >>> with_drug(Statement(turns=(1, 2), speaker="patient", text=said, question=asked)).text
    'i stopped metoprolol in may, it made me tired'
    """
    names, match = drugs(statement.question), _MEDICINES.search(statement.question)
    called = (match["class"] or match["any"]).lower() if match else ""
    if called and names in ([], [called]):
        names = [f"the {called}"]
    if len(names) != 1 or statement.answer or drugs(statement.text):
        return statement
    text = _MEANT.sub(lambda m: f"{m['before'] or m['lead'] or ''}{names[0]}", statement.text, count=1)
    if _HOW_OFTEN.match(text):
        return replace(statement, text=f"{names[0].removeprefix('the ')}: {lowered(text)}", question="")
    return replace(statement, text=text)


def tells_taking(statement: Statement) -> bool:
    """Tell whether somebody says how they take a medicine that is called by what it does.

    >>> asked = "are you taking the blood thinner"
    >>> tells_taking(Statement(turns=(1, 2), speaker="patient", text="i ran out of it", question=asked))
    True
    """
    if statement.speaker == "doctor" or not _MEDICINES.search(f"{statement.question} {statement.text}"):
        return False
    return bool(_TAKEN.search(statement.question if statement.answer else statement.text))


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


def with_question(statement: Statement, words: str) -> str:
    """Return what somebody says to a question with its words; a "no" stands before them, so that it denies them.

    >>> asked = "and a feeding tube"
    >>> with_question(Statement(turns=(1, 2), speaker="patient", text=asked, question=asked, answer="no"), "")
    'the patient says no, asked "and a feeding tube"'
    >>> with_question(Statement(turns=(1, 2), speaker="patient", text="maybe", question=asked), "maybe")
    'asked "and a feeding tube", the patient answers: maybe'
    """
    who, question = statement.who or "patient", statement.question.strip(" ?.,")
    reply = statement.answer or ("no" if polarity(statement.text) == "no" else "")
    if reply:
        return f'the {who} says {reply}, asked "{question}"' + (f": {words}" if words else "")
    return f'asked "{question}", the {who} answers: {words}'
