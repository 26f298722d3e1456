"""Find the labels in a text, also as a model mangled them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from minigiants.privacy.types import TYPES

Kind = Literal["exact", "mended", "doubtful", "prose"]

_GAP = r"(?:\\?_|[ \t\u00a0\u202f\-\u2010-\u2015]){0,2}"
_OPEN = r"(?:\\?<|&lt;|\\?\[|\{|‹|«|〈|＜){1,2}[ \u00a0]?"
_CLOSE = r"[ \u00a0]?/?(?:\\?>|&gt;|\\?\]|\}|›|»|〉|＞){1,2}"
_TYPES = "|".join(type_.replace("_", _GAP) for type_ in sorted(TYPES, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?P<open>{_OPEN})?(?<!\w)(?P<type>{_TYPES})"
    rf"(?:(?P<gap>(?:\\?_|[ \t\u00a0\u202f\-\u2010-\u2015#]){{0,3}})(?P<number>[0-9]{{1,9}})|(?=[ ]?\\?>))"
    rf"(?P<own>['’]s)?(?:(?P<close>{_CLOSE})|(?!\w))",
    re.IGNORECASE,
)
_ODD = re.compile(r"\\?<[A-Z][A-Z_ -]{1,40}[0-9][\w ,.-]{0,20}>|(?<!\w)(?:" + "|".join(TYPES) + r")_[0-9]\w*")
_PROSE = frozenset({"AGE", "DATE", "YEAR", "ID"})
"""Types that a number follows in ordinary writing, such as "AGE 50"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Placeholder:
    """What looks like a label."""

    start: int
    end: int
    label: str
    """As it ought to be: "<PERSON_1>"; without a number when there was none."""
    kind: Kind
    own: str = ""
    """A possessive that was caught within the brackets."""


def placeholders(text: str) -> Iterator[Placeholder]:
    """Yield what looks like a label, in order.

    >>> [(p.label, p.kind) for p in placeholders("<PERSON_1> saw [Person 2]")]
    [('<PERSON_1>', 'exact'), ('<PERSON_2>', 'mended')]
    """
    at = 0
    while found := min(filter(None, (_LABEL.search(text, at), _ODD.search(text, at))), key=_where, default=None):
        yield _placeholder(found) if found.re is _LABEL else _odd(found)
        at = found.end()


def _where(found: re.Match[str]) -> tuple[int, bool]:
    return found.start(), found.re is not _LABEL


def _odd(found: re.Match[str]) -> Placeholder:
    return Placeholder(start=found.start(), end=found.end(), label=found[0], kind="doubtful")


def _placeholder(match: re.Match[str]) -> Placeholder:
    type_ = re.sub(r"[^A-Z]+", "_", match["type"].upper())
    type_ = next((each for each in TYPES if each.replace("_", "") == type_.replace("_", "")), type_)
    number = match["number"]
    label = f"<{type_}_{int(number)}>" if number else f"<{type_}>"
    own = match["own"] or ""
    kind: Kind = "exact" if match[0] == label else _kind(match, type_)
    start, end = match.span()
    if own and not match["close"]:
        end, own = end - len(own), ""
    return Placeholder(start=start, end=end, label=label, kind=kind, own=own)


def _kind(match: re.Match[str], type_: str) -> Kind:
    upper = match["type"].isupper()
    gap = match["gap"] or ""
    if "_" in gap or (match["open"] and match["close"] and match["number"]):
        return "mended"
    if not match["number"]:
        return "doubtful" if upper and match["open"] else "prose"
    if upper:
        return "doubtful" if type_ in _PROSE and gap else "mended"
    return "mended" if type_ == "PERSON" and match["type"].istitle() else "prose"
