"""Notice that a clause holds for other amounts, or for another of several, than the one that was asked about."""

import re
from dataclasses import replace
from fractions import Fraction

from minigiants.grounding import Number, content_words, numbers

CLAUSE = re.compile(r"[;,](?!\d)\s*")
_SECOND = re.compile(r"(?<!\d )\ba second(?= [^\W\d_])", re.IGNORECASE)
"""Another one, not a time: "a second cup"."""
_FROM = re.compile(r"\bfrom \S{1,20} (?:\S{1,20} )?(?:on|upwards?)\b", re.IGNORECASE)
"""Tells from where something holds: "from twenty guests on four"."""
_YEARS = 1500
"""A larger number without a unit is a year."""


def unfit(question: str, answer: str, place: str) -> str:
    """Say why the clause of the answer's value in its `place` is for another case than was asked, else nothing."""
    limit, turn = outside(question, answer, place), another_turn(question, answer, place)
    if limit:
        return f"In its place this holds {limit} only."
    return f'Its place tells it of the "{turn}" one.' if turn else ""


def outside(question: str, answer: str, place: str) -> str:
    """Return the limit that keeps the question's own amount out of the clause of the answer's value, else nothing.

    >>> terms = "Small dogs (up to 10 kg) 21 a night, bigger ones 26."
    >>> outside("What does a dog of 30 kilos cost?", "It costs 21.", terms)
    'up to 10 kg'
    >>> outside("What does a dog of 30 kilos cost?", "It costs 26.", terms)
    ''
    >>> outside("How many adults for 25 children?", "Two.", "Two adults have to stay, from twenty guests on four.")
    'from twenty'
    """
    amounts = [n for n in numbers(question) if n.unit or n.value < _YEARS]
    additions = {n.value for n in numbers(answer)} - {n.value for n in amounts}
    clauses = [_limited(clause) for clause in CLAUSE.split(place)] if amounts and additions else []
    own = [limits for limits, others in clauses if additions & others]
    for limits in own:
        for limit in limits:
            if any(n.unit == limit.unit and limit.unit and _beyond(n, limit) for n in amounts):
                return f"{'up to' if limit.bound == 'most' else 'from'} {limit.text}"
    for limits, others in clauses:
        for limit in limits if own and not any(own) and others and not additions & others else ():
            if limit.bound == "least" and any(n.unit == limit.unit and n.value >= limit.value for n in amounts):
                return f"from {limit.text}"
    return ""


def _limited(clause: str) -> tuple[list[Number], set[Fraction]]:
    """Return the limits of a clause, and the values that hold within them."""
    every = numbers(clause)
    begins = _FROM.search(clause)
    first = numbers(begins[0])[:1] if begins else ()
    limits = [
        n if n.bound else replace(n, bound="least") for n in every if n.bound or n.value in {f.value for f in first}
    ]
    return limits, {n.value for n in every} - {n.value for n in limits}


def another_turn(question: str, answer: str, place: str) -> str:
    """Return the ordinal beside what the answer adds, where the question asks for another one, else nothing.

    >>> another_turn("What is the second basket?", "It is free.", "the first basket is free, after that 7 pounds")
    'first'
    >>> another_turn("What is the first basket?", "It is free.", "the first basket is free, after that 7 pounds")
    ''
    """
    wish, additions = _turns(question), content_words(answer) - content_words(question)
    if not wish or not additions:
        return ""
    own = [turns for text in CLAUSE.split(place) if additions & content_words(text) and (turns := _turns(text))]
    found = {value: word for turns in own for value, word in turns.items()}
    return "" if not found or wish.keys() & found.keys() else min(found.values())


def _turns(text: str) -> dict[object, str]:
    return {n.value: n.text.casefold() for n in numbers(_SECOND.sub("the second", text)) if n.ordinal and n.words}


def _beyond(number: Number, limit: Number) -> bool:
    return (limit.bound == "most" and number.value > limit.value) or (
        limit.bound == "least" and number.value < limit.value
    )
