"""Notice that a value stands in its place for something else: another column, another clause, another role."""

import re

from minigiants.answering.deciding.sought import names
from minigiants.answering.deciding.support import values
from minigiants.grounding import content_words, numbers

_CLAUSE = re.compile(r"[;,](?!\d)\s*")
_NUMBER = re.compile(r"\d+")
_HOLDER = re.compile(r"\W*who\s+(?:is|was|are|were)\s+the\s+(\w+)", re.IGNORECASE)
_GOVERNS = r"(?:to|for|from|by|with|against|of|on|upon)"


def elsewhere(question: str, answer: str, place: str) -> str:
    """Return a word of the question that stands in `place` beside another value than the answer's, else nothing.

    >>> elsewhere("Who does the music?", "Bo does.", "Bo does the stalls, Kim the music.")
    'music'
    >>> elsewhere("What does it cost for a weekend?", "It costs 29.", "tool: mixer; day: 29; weekend: 48")
    'weekend'
    >>> elsewhere("What does it cost for a weekend?", "It costs 48.", "tool: mixer; day: 29; weekend: 48")
    ''
    >>> elsewhere("How large are the office rooms?", "They have 412 m2.", "office rooms on the third floor, 412 m2")
    ''
    """
    added = values(answer) - values(question)
    clauses = [(_words(text), _measured(_value(text))) for text in _CLAUSE.split(place)]
    own = [words for words, held in clauses if held.keys() & added]
    if not added or not own:
        return ""
    asked = _words(question)
    here = frozenset[str]().union(*own)
    kinds = {kind for _, held in clauses for value, kind in held.items() if value in added}
    for words, held in clauses:
        others = {value for value in held.keys() - added - values(question) if held[value] in kinds}
        missing = (asked & words) - here
        if missing and others and not held.keys() & added and len(asked & words) > max(len(asked & w) for w in own):
            return min(missing)
    return ""


def done_to(question: str, place: str) -> str:
    """Return the role that a question asks the holder of, when `place` only tells what is done to or for it.

    >>> done_to("Who is the landlord?", "Notices to the landlord go to Hart & Co.")
    'landlord'
    >>> done_to("Who is the landlord?", "Between Bell Ltd (the landlord) and Ann; notices to the landlord go to Hart.")
    ''
    """
    asked = _HOLDER.match(question)
    if not asked:
        return ""
    role = re.escape(asked[1])
    every = len(re.findall(rf"\b{role}\b", place, re.IGNORECASE))
    governed = len(re.findall(rf"\b{_GOVERNS}\s+(?:\w+\s+)?{role}\b", place, re.IGNORECASE))
    return asked[1] if every and every == governed else ""


def _value(clause: str) -> str:
    """Leave out the name of a column: "Price for 500: 148" holds the value 148."""
    return clause.rsplit(": ", 1)[-1]


def _measured(text: str) -> dict[object, str]:
    """Return the values of a text with their kind: a unit, an ordinal or plain number, a name."""
    kinds: dict[object, str] = dict.fromkeys(names(text), "name")
    return kinds | {n.value: n.unit or ("ordinal" if n.ordinal else "number") for n in numbers(text)}


def _words(text: str) -> frozenset[str]:
    return content_words(text) | frozenset(_NUMBER.findall(text))
