"""Write the texts on which a regular expression takes longest: what its repeats accept, over and over."""

import re
from collections.abc import Callable, Iterator
from re import _constants as ops  # pyright: ignore[reportAttributeAccessIssue]
from re import _parser as parser  # pyright: ignore[reportAttributeAccessIssue]
from typing import Any

MANY = 60
"""Times from which a repeat counts as one without an end."""
LEAN = "\x00"
"""Begins a taste that leaves out what may be left out."""
TASTES = ("a0 .", " \n\ta", ".,-x", LEAN + "0a", LEAN + " ")
"""Which characters are taken first where several would do."""
ENDS = ("", "\x00")
CATEGORIES: dict[Any, Callable[[str], bool]] = {
    ops.CATEGORY_DIGIT: str.isdigit,
    ops.CATEGORY_NOT_DIGIT: lambda c: not c.isdigit(),
    ops.CATEGORY_SPACE: str.isspace,
    ops.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    ops.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    ops.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}
LETTERS = "a0 .\n-,x_A'\"!/:;()[]{}<>|*#=&@%$\\\t\u00e9\u4e00\u0661"


def attacks(text: str, flags: int) -> set[tuple[str, str, str]]:
    """Return (head, pump, end): the pump is what is written many times between the two."""
    try:
        tree = parser.parse(text, flags)
    except (re.error, RecursionError, OverflowError):
        return set()
    written: set[tuple[str, str, str]] = set()
    for taste in TASTES:
        for before, body in _repeats(list(tree), "", taste):
            pumps = {body, before + body, before}
            written |= {(head, pump, end) for pump in pumps if pump for head in ("", before) for end in ENDS}
    return written


def _repeats(items: list[Any], before: str, taste: str) -> Iterator[tuple[str, str]]:
    """Yield (a text that leads to a repeat, a text that it takes once) for each repeat without an end."""
    lead = before
    for kind, value in items:
        if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            _, most, body = value
            if most is ops.MAXREPEAT or most >= MANY:
                for each in _samples(list(body), taste):
                    yield lead[-200:], each
            yield from _repeats(list(body), lead, taste)
        elif kind is ops.SUBPATTERN:
            yield from _repeats(list(value[-1]), lead, taste)
        elif kind is ops.ATOMIC_GROUP:
            yield from _repeats(list(value), lead, taste)
        elif kind is ops.BRANCH:
            for branch in value[1]:
                yield from _repeats(list(branch), lead, taste)
        elif kind in (ops.ASSERT, ops.ASSERT_NOT):
            yield from _repeats(list(value[1]), lead, taste)
        lead += _sample([(kind, value)], taste)


def _samples(items: list[Any], taste: str) -> set[str]:
    """Return texts that the items match, one for each branch where they are a choice."""
    if len(items) == 1 and items[0][0] is ops.SUBPATTERN:
        return _samples(list(items[0][1][-1]), taste)
    if len(items) == 1 and items[0][0] is ops.BRANCH:
        return {_sample(list(branch), taste) for branch in items[0][1][1][:8]}
    return {_sample(items, taste)}


def _sample(items: list[Any], taste: str) -> str:
    """Return a short text that the items match, as far as looks beside it are not asked."""
    return "".join(_one(kind, value, taste) for kind, value in items)


def _one(kind: Any, value: Any, taste: str) -> str:
    match kind:
        case ops.LITERAL:
            return chr(value)
        case ops.NOT_LITERAL:
            return str(next(c for c in taste.removeprefix(LEAN) + LETTERS if ord(c) != value))
        case ops.ANY:
            return str(next(c for c in taste.removeprefix(LEAN) + LETTERS if c != "\n"))
        case ops.IN:
            return _of_class(value, taste)
        case ops.BRANCH:
            return _sample(list(value[1][0]), taste)
        case ops.SUBPATTERN:
            return _sample(list(value[-1]), taste)
        case ops.ATOMIC_GROUP:
            return _sample(list(value), taste)
        case ops.MAX_REPEAT | ops.MIN_REPEAT | ops.POSSESSIVE_REPEAT:
            least, most, body = value
            times = least if taste.startswith(LEAN) else max(least, min(1, most))
            return _sample(list(body), taste) * int(times)
    return ""


def _of_class(items: list[Any], taste: str) -> str:
    for character in taste.removeprefix(LEAN) + LETTERS:
        if _in_class(items, character):
            return character
    for kind, value in items:
        if kind is ops.LITERAL:
            return chr(value)
        if kind is ops.RANGE:
            return chr(value[0])
    return ""


def _in_class(items: list[Any], character: str) -> bool:
    negated = bool(items[0][0] is ops.NEGATE)
    return any(_holds(kind, value, character) for kind, value in items) != negated


def _holds(kind: Any, value: Any, character: str) -> bool:
    match kind:
        case ops.LITERAL:
            return bool(ord(character) == value)
        case ops.RANGE:
            return bool(value[0] <= ord(character) <= value[1])
        case ops.CATEGORY:
            return CATEGORIES[value](character)
    return False
