"""Say what kind of thing a question asks for, and whether an answer gives one."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from minigiants.grounding import Number, content_words, dates, numbers

Kind = Literal["yes or no", "person", "number", "time", "thing"]
_COST = re.compile(
    r"\bwhat (?:do|does|did|will|would)\b.*\b(?:costs?|pay|weigh)\b"
    r"|\bwhat (?:is|was|are|were)\b.*\b(?:price|fee|rate)\b"
)
_RATE = re.compile(r"\bhow (?:often|long|early)\b", re.IGNORECASE)
"""Questions that a word such as "monthly" answers."""
_RELATIVE = re.compile(r"^(\W*(?:how|what|when|where|which|who)\b[^,]*), who\b[^,?]*", re.IGNORECASE)
"""A question, and what it tells of a person in passing."""
_ASIDE = re.compile(r"(?<=\w) (?:when|who)\b(?! (?:and|or)\b)(?!$)")
"""Begins a clause of a question that began otherwise: "what pressure should it have when it is cold"."""
_HOLDER = re.compile(r"\W*who(?:['’]s| is| are| was| were) (?:the |our |your )", re.IGNORECASE)
_ELECTED = re.compile(r"\W*the\b[^.,;]{2,60} (?:is|are|was|were) \w+ed\b", re.IGNORECASE)
"""Tells what is done with the holder of an office, not who that is: "The captain is elected for two years"."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=\S)[^.!?]+)*[.!?]*\s*")
_CLOCK = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|noon|midnight|sunrise|sunset|spring|summer|autumn|winter|today"
    r"|morning|evening|afternoon|night|day|week|month|year|daily|weekly|monthly|yearly|season)s?\b",
    re.IGNORECASE,
)


def sought(question: str) -> Kind:
    """Return what `question` asks for.

    >>> [sought(q) for q in ("Is it open?", "Who pays?", "How much is it?", "When is it due?", "What is a trap?")]
    ['yes or no', 'person', 'number', 'time', 'thing']
    >>> sought("I crashed in a race. Is that covered?"), sought("When is it due? I have to know.")
    ('yes or no', 'time')
    >>> sought("What does it cost for my son, who is 8?"), sought("Under the old rules, who is told?")
    ('number', 'person')
    >>> sought("What pressure is right when it is cold?"), sought("Where is the key, is it in the hall?")
    ('thing', 'thing')
    """
    question = _RELATIVE.sub(r"\1", _asking(question))
    low = " ".join(_WORD.findall(question.casefold()))
    first = low.split(" ", 1)[0]
    open_question = first in _words()["opening"]
    has_aside = open_question or first in _words()["person"] | _words()["time"]
    if first in _words()["yes or no"] or (_turned(question) and not has_aside):
        return "yes or no"
    padded = f" {_ASIDE.sub(' ', low) if open_question else low} "
    for kind in ("person", "time", "number"):
        if any(f" {words} " in padded for words in _words()[kind]):
            return kind
    return "number" if _COST.search(low) else "thing"


def gives(kind: Kind, answer: str, question: str) -> bool:
    """Tell whether `answer` holds something of the kind that the question doesn't hold already.

    >>> gives("number", "The rent is 900 euros.", "How much is the rent?"), gives("number", "It is due.", "How much?")
    (True, False)
    >>> gives("person", "The captain is elected for two years.", "Who is the captain?")
    False
    """
    if kind == "person":
        if _HOLDER.match(question) and _ELECTED.match(answer):
            return bool(names(answer) - _folded(question) - _folded(answer.split(" ", 1)[0]))
        return bool(names(answer) - _folded(question)) or bool(content_words(answer) - content_words(question))
    if kind == "number":
        values_asked = {n.value for n in numbers(question)}
        if any(n.value not in values_asked for n in numbers(answer)) or dates(answer):
            return True
        return bool(_RATE.search(question) and _CLOCK.search(answer))
    if kind == "time":
        values_asked = {n.value for n in numbers(question)}
        return bool(dates(answer) or _CLOCK.search(answer) or any(n.value not in values_asked for n in numbers(answer)))
    return True


def measured(question: str, answer: str) -> bool:
    """Tell whether `answer` measures in what `question` asks for, where both say in what.

    >>> measured("How deep is the pool?", "It has 23 degrees."), measured("How deep is the pool?", "It has 2 m.")
    (False, True)
    >>> measured("What does a new motor cost?", "It has ten years."), measured("How high is the fee?", "It is 5 euros.")
    (False, True)
    >>> measured("What did the ship cost?", "It cost 250 passengers."), measured("What did it cost?", "It cost 250.")
    (False, True)
    """
    asked = " ".join(_WORD.findall(question.casefold()))
    wanted = [kind["units"] for kind in _measures() if _asks(kind, asked)]
    told = {n.value for n in numbers(question)}
    units = {_measure(n) for n in numbers(answer) if n.value not in told}
    return not wanted or not units or "" in units or any(units & frozenset(kind) for kind in wanted)


def _measure(number: Number) -> str:
    """Return a number's unit, or what it counts: "250 passengers" is no price."""
    counted = number.noun if number.noun.endswith("s") and content_words(number.noun) else ""
    return number.unit.split("/", 1)[0] or counted


def names(text: str) -> frozenset[str]:
    """Return the capitalised words of a text that are content, in small letters.

    >>> sorted(names("The landlord is Bellweather Estates."))
    ['bellweather', 'estates']
    """
    words = _WORD.findall(text)
    return frozenset(word.casefold() for word in words if word[0].isupper() and content_words(word))


def values(text: str) -> frozenset[object]:
    """Return the numbers and the capitalised words of a text.

    >>> sorted(map(str, values("Bill pays 50 pounds.")))
    ['50', 'bill']
    """
    return frozenset({n.value for n in numbers(text)} | names(text))


def restricts(text: str) -> bool:
    """Tell whether a text makes a condition or an exception.

    >>> restricts("Dogs are allowed on the last day only."), restricts("Dogs are allowed.")
    (True, False)
    """
    padded = f" {' '.join(_WORD.findall(text.casefold()))} "
    return any(f" {words} " in padded for words in _words()["restricting"])


def says_nothing(text: str) -> bool:
    """Tell whether a sentence of the model's only says that it found nothing.

    >>> says_nothing("The brand is not mentioned in the text."), says_nothing("Dogs are not mentioned there.")
    (True, False)
    """
    padded = f" {' '.join(_WORD.findall(text.casefold()))} "
    silent, source = (any(f" {words} " in padded for words in _words()[kind]) for kind in ("silent", "source"))
    return silent and source


def _folded(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def _turned(question: str) -> bool:
    """Tell whether the last clause asks for yes or no: "Under the rules of 2023, is parking paid?"."""
    last = question.rsplit(",", 1)[-1].strip().casefold()
    return "," in question and last.split(" ", 1)[0] in _words()["yes or no"]


def _asking(question: str) -> str:
    """Return the last sentence that ends in a question mark, or the text as it is."""
    found = [sentence for sentence in _SENTENCE.findall(question) if sentence.rstrip().endswith("?")]
    return found[-1] if found else question


def _asks(kind: dict[str, list[str]], asked: str) -> bool:
    padded = f" {asked} "
    needed = kind["needs"]
    return any(f" {words} " in padded for words in kind["asks"]) and (
        not needed or any(f" {word} " in padded for word in needed)
    )


@cache
def _measures() -> tuple[dict[str, list[str]], ...]:
    """Read what is measured in what."""
    return tuple(tomllib.loads((Path(__file__).parent / "measured.toml").read_text("utf-8")).values())


@cache
def _words() -> dict[str, frozenset[str]]:
    """Read the lists; keys are kinds."""
    listed = tomllib.loads((Path(__file__).parent / "sought.toml").read_text("utf-8"))
    return {kind.replace("_", " "): frozenset(words) for kind, words in listed.items()}
