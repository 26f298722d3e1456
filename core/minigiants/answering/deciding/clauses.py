"""Notice that a value stands in its place for something else: another column, another clause, another role."""

import re

from minigiants.answering.deciding.limits import CLAUSE, unfit
from minigiants.answering.deciding.sought import names, values
from minigiants.grounding import content_words, numbers
from minigiants.language import MONTHS, TITLES, WEEKDAYS, units, word_table

_TIMED = re.compile(r",(?= (?:after|at|before|between|by|from|till?|until|within) (?:the )?\d)", re.IGNORECASE)
"""A comma before the time of what stands before it: "call us, after 11 in the morning"."""
_CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}")
"""May be a day of the week, or short for one."""
_NUMBER = re.compile(r"\d+")
_HOLDER = re.compile(r"\W*who\s+(?:is|was|are|were)\s+the\s+(\w+)", re.IGNORECASE)
_DOER = re.compile(r"\W*who\s+(\w+)", re.IGNORECASE)
_AGENT = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(\w+)\s+by\s+([^\W\d_][^.,;:()]{1,60})", re.IGNORECASE)
"""Says by whom something is done: "It is held by Hart & Co."."""
_IRREGULAR = word_table("participles", "irregular")
_PERSON = re.compile(rf"\b(?i:{'|'.join(sorted(TITLES))})\b\.?\s+((?:[A-Z]\.\s*)*[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)")
_PART = re.compile(r"\bof (?:them|which|whom|these|those)\b", re.IGNORECASE)
"""Begins what is told of a part of what stands before: "143 were cancelled, 118 of them because of wind"."""
_CASE = re.compile(r"(?:if|when|where)\b", re.IGNORECASE)
"""Begins one case of several: "if it is later, at 8"."""
_OTHERWISE = re.compile(r"(?:otherwise|else|if not)\b", re.IGNORECASE)
"""Begins what holds in the other case: "sent in within 30 days; otherwise only one year applies"."""
_EXCEPTIONAL = re.compile(r"\b(?:if|unless|without|not|never|forgot|forget|late|later)\b|n['’]t\b", re.IGNORECASE)
"""Makes a question one about the other case: "if I forgot to send the card"."""
_RELATED = re.compile(
    r"\b(during|before|after|until|without|within|outside)\s+(?:(?:the|a|an|its|his|her|their)\s+)?([^\W\d_]{4,})",
    re.IGNORECASE,
)
"""What makes "during probation" another question than "after probation"."""
_HOW_MUCH = re.compile(r"\bhow (?:much|many) ([^\W\d_]+(?: [^\W\d_]+)?)", re.IGNORECASE)
_MUCH_OF = re.compile(r"\d ([^\W\d_]+) of ((?:[^\W\d_]+ ?){1,3})")
"""What an amount is of: "5 g of dry yeast"."""
_DATES = frozenset({*WEEKDAYS, *MONTHS})
_SAME = {"until": "before", "within": "during"}
_GOVERNS = r"(?:to|for|from|by|with|against|of|on|upon)"


def misplaced(question: str, answer: str, place: str, whose: str) -> str:
    """Say why the answer's value stands in its `place` for something else than what was asked, else nothing.

    `whose` is the last text up to the place that names a person by title.
    """
    if word := elsewhere(question, answer, place):
        return f'In its place, "{word}" stands beside another value.'
    if why := unfit(question, answer, place):
        return why
    if word := done_to(question, place):
        return f'Its place tells what is done to or for the "{word}", not who that is.'
    if word := another(question, whose):
        return f'Its place does not speak of "{word}".'
    stuff, words = other_stuff(question, answer), moved(question, answer)
    if stuff or words:
        said = f'how much "{stuff}"' if stuff else f'"{words}"'
        return f"It says {said}, which was not asked."
    words = moved(answer, place)
    return f'Its place says "{words}".' if words else ""


def other_stuff(question: str, answer: str) -> str:
    """Return what the answer tells the amount of, where the question asks how much of something else, else nothing.

    >>> other_stuff("How much sourdough does the rye bread need?", "The rye bread needs 5 g of dry yeast.")
    'dry yeast'
    >>> other_stuff("How much water does it use?", "It uses 13.5 litres of water.")
    ''
    >>> other_stuff("Within how many days must it be claimed?", "Within 30 days of the outage.")
    ''
    """
    wish, amount = _HOW_MUCH.search(question), _MUCH_OF.search(answer)
    if not wish or not amount:
        return ""
    stuff, wanted = content_words(amount[2]), content_words(wish[1])
    if not wanted or not stuff or wanted & content_words(amount[1]):
        return ""
    return "" if stuff & content_words(question) else amount[2].strip()


def elsewhere(question: str, answer: str, place: str) -> str:
    """Return a word of the question that stands in `place` beside another value than the answer's, else nothing.

    >>> elsewhere("Who does the music?", "Bo does.", "Bo does the stalls, Kim the music.")
    'music'
    >>> elsewhere("What does it cost for a weekend?", "It costs 29.", "tool: mixer; day: 29; weekend: 48")
    'weekend'
    >>> elsewhere("What does it cost for a weekend?", "It costs 48.", "tool: mixer; day: 29; weekend: 48")
    ''
    >>> elsewhere("How many trips did wind stop?", "143.", "143 trips were stopped, 118 of them because of wind")
    'wind'
    >>> elsewhere("How large are the office rooms?", "They have 412 m2.", "office rooms on the third floor, 412 m2")
    ''
    >>> elsewhere("Who pays for the roof?", "The Landlord does.", "The Landlord keeps the walls, the roof and the Yard")
    ''
    """
    added = values(answer) - values(question)
    clauses = _named_row(_clauses(place, exceptional=_EXCEPTIONAL.search(question) is not None), place, added)
    own = [words for words, values_of, _ in clauses if values_of.keys() & added]
    if not added or not own:
        return ""
    question_words = _words(question)
    here = frozenset[str]().union(*own)
    kinds = {kind for _, values_of, _ in clauses for value, kind in values_of.items() if value in added}
    for words, values_of, begins in clauses:
        others = {
            v
            for v in values_of.keys() - added - values(question)
            if values_of[v] in kinds and _rival(v, values_of[v], begins)
        }
        missing = (question_words & words) - here
        if (
            missing
            and others
            and not values_of.keys() & added
            and len(question_words & words) > max(len(question_words & w) for w in own)
        ):
            return min(missing)
    return ""


def done_to(question: str, place: str) -> str:
    """Return the role that a question asks the holder of, when `place` only tells what is done to or for it.

    >>> done_to("Who is the landlord?", "Notices to the landlord go to Hart & Co.")
    'landlord'
    >>> done_to("Who is the landlord?", "Between Bell Ltd (the landlord) and Ann; notices to the landlord go to Hart.")
    ''
    """
    match = _HOLDER.match(question)
    if not match:
        return ""
    role = re.escape(match[1])
    every = len(re.findall(rf"\b{role}\b", place, re.IGNORECASE))
    governed = len(re.findall(rf"\b{_GOVERNS}\s+(?:\w+\s+)?{role}\b", place, re.IGNORECASE))
    return match[1] if every and every == governed else ""


def by_others(question: str, answer: str, text: str) -> str:
    """Return by whom `text` says it is done, where a question asks who does it and the answer names another.

    >>> by_others("Who holds the deposit?", "The tenant does.", "The tenant pays a deposit. It is held by Hart & Co.")
    'Hart & Co'
    >>> by_others("Who holds the deposit?", "Hart & Co. do.", "The tenant pays a deposit. It is held by Hart & Co.")
    ''
    """
    match = _DOER.match(question)
    if not match:
        return ""
    verb, doer = content_words(match[1]), content_words(answer)
    agents = [
        found[2].strip()
        for found in _AGENT.finditer(text)
        if verb & content_words(_IRREGULAR.get(found[1].casefold(), found[1]))
    ]
    return agents[0] if agents and not any(content_words(agent) & doer for agent in agents) else ""


def another(question: str, place: str) -> str:
    """Return the person of the question when `place` speaks of others by name and title, and not of that one.

    >>> another("When was Mrs Tran admitted?", "A3 Mrs. Lund, 84, admitted on 12 November.")
    'tran'
    >>> another("When was Mrs Tran admitted?", "Mrs. Tran was admitted by Dr Moss.")
    ''
    """
    asked, there = titled(question), titled(place)
    return min(asked) if asked and there and not asked & there else ""


def moved(one: str, other: str) -> str:
    """Return the words of `other` that put another time or condition in the place of those of `one`, else nothing.

    >>> moved("How much notice is due during probation?", "After probation four weeks' notice is due.")
    'after probation'
    >>> moved("How much notice is due after probation?", "After probation four weeks' notice is due.")
    ''
    """
    asked, said = _bound(one), _bound(other)
    for word in asked.keys() & said.keys():
        if not asked[word] & said[word]:
            return f"{min(said[word])} {word}"
    return ""


def _bound(text: str) -> dict[str, set[str]]:
    """Return content words -> the prepositions of time or condition before them."""
    relations: dict[str, set[str]] = {}
    for match in _RELATED.finditer(text):
        relation = match[1].casefold()
        relations.setdefault(match[2].casefold(), set()).add(_SAME.get(relation, relation))
    return relations


def _clauses(place: str, *, exceptional: bool = False) -> list[tuple[frozenset[str], dict[object, str], str]]:
    """Return the words, the values and the first word of each clause.

    A part has the words of the whole before it, and what is left of a sentence in the other case has those of the
    first ("take it at 5; if it is later, at 8"); after "otherwise" only for a question about the `exceptional` case.
    """
    clauses: list[tuple[frozenset[str], dict[object, str], str]] = []
    main, case = frozenset[str](), False
    for text in CLAUSE.split(_TIMED.sub(" ", place)):
        words, value, conditional = _words(text), _value(text), _CASE.match(text) is not None
        bare = conditional or (case and not content_words(text))
        elliptic = bare or (exceptional and _OTHERWISE.match(text) is not None)
        whole = clauses[-1][0] if clauses and _PART.search(text) else main if elliptic else frozenset[str]()
        begins = re.search(r"[^\W_]+", value)
        clauses.append((words | whole, _measured(value), begins[0].casefold() if begins else ""))
        case, main = conditional, main if elliptic else words
    return clauses


def _named_row(
    clauses: list[tuple[frozenset[str], dict[object, str], str]], place: str, added: frozenset[object]
) -> list[tuple[frozenset[str], dict[object, str], str]]:
    """Take the first cell of a row for the name of all others, unless it holds what was added.

    What "Ticket: Family (2 + 3); Online: 29; At the door: 33" gives in numbers for "Family" is no rival of the prices.
    """
    (name, values_of, _), rest = clauses[0], clauses[1:]
    if "; " not in place or ": " not in place or not rest or values_of.keys() & added:
        return clauses
    return [(words | name, others, begins) for words, others, begins in rest]


def _rival(value: object, kind: str, begins: str) -> bool:
    """Tell whether a value can stand in another's place: "Kim the music" can, "the roof and the Yard" is a list."""
    return kind != "name" or value == begins


def titled(text: str) -> frozenset[str]:
    """Return the names that stand behind a title, in small letters.

    >>> sorted(titled("Is Dr. Ann Moss Mrs Tran's doctor?"))
    ['ann', 'moss', 'tran']
    """
    found = [word for whole in _PERSON.findall(text) for word in whole.split() if not word.endswith(".")]
    return frozenset(re.sub(r"['’]s?$", "", word).casefold() for word in found)


def _value(clause: str) -> str:
    """Leave out the name of a column: "Price for 500: 148" holds the value 148."""
    return clause.rsplit(": ", 1)[-1]


def _measured(text: str) -> dict[object, str]:
    """Return the values of a text with their kind: a unit, an ordinal or plain number, a date, a name."""
    kinds: dict[object, str] = {name: "date" if name in _DATES else "name" for name in names(text)}
    return kinds | {n.value: _dimension(n.unit) or ("ordinal" if n.ordinal else "number") for n in numbers(text)}


def _dimension(unit: str) -> str:
    """Return what a unit measures where several are usual: days and weeks are rivals, euros and pounds are."""
    base = unit.split("/", 1)[0]
    return "time" if base in units.TIMES else "money" if base in units.CURRENCIES else base


def _words(text: str) -> frozenset[str]:
    days = frozenset(day for word in _CAPITAL.findall(text) for day in WEEKDAYS if day.startswith(word.casefold()))
    return content_words(text) | frozenset(_NUMBER.findall(text)) | days
