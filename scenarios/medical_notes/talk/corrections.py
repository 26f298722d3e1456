"""Write what somebody corrects in one breath as the correction alone: "take 50, sorry, 25 mg"."""

import re

from ..facts import DRUGS
from .numerals import numbers_of

_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half"
)
_NUMBER = re.compile(rf"(?:\d+(?:[.,]\d+)?|(?:a )?(?:{_WORDS})(?:[ -](?:{_WORDS}|and|point))*)\b", re.IGNORECASE)
_SIDE = re.compile(r"(?:left|right)\b(?!\s+(?:now|there|here|away|after|before|when|then|at)\b)", re.IGNORECASE)
_DRUG = re.compile(
    rf"(?:{'|'.join(sorted(DRUGS, key=len, reverse=True))})\b(?!\s+(?:is|are|was|has|does|can|will|may)\b)",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    rf"(?:(?:once|twice|(?:\d+|{_WORDS}) times)(?: (?:a|per|each|every) \w+)?"
    r"|daily|weekly|monthly|nightly|(?:every|each) \w+)\b",
    re.IGNORECASE,
)
_SORTS = (_DRUG, _SIDE, _OFTEN, _NUMBER)
_SORRY = (
    r"(?:i'm )?sorry|correction|i mean|i meant(?: to say)?|(?<=[,.;–—-] )make (?:that|it)|scratch that|strike that"
    r"|i misspoke|excuse me(?=\s*,)|or rather|i should say|let me correct (?:that|myself)|(?:wait|hang on)(?=\s*,)"
    r"|oops|whoops|no(?=\s*,|[ ,]+wait\b)"
)
"""A "no" corrects with a pause behind it alone: "no aspirin, no sulfa" is a list."""
_MARK = re.compile(
    # It begins where the room before it does: from each of a thousand spaces the same would be tried.
    r"(?:(?<!\s)|(?!\s))(?:(?:\s*+,)?\s++or)?"
    r"\s*(?:(?<![,.;–—-])[,.;–—-]+\s*|\s)(?:(?:oh|uh|um|er|no|wait|actually|okay)[,. ]+)*"
    rf"(?<![\w'])(?:{_SORRY})\b"
    rf"(?:[,. ]+(?:{_SORRY}|actually|that's|it's|it is|to|not that|of))*[,.:;–— -]*\s+(?:(?:the|your|my|a) )?",
    re.IGNORECASE,
)
_THING = re.compile(r"\b(?:got|has|have|had|the|this|that|which|another|wants?|needs?) $", re.IGNORECASE)
"""Before a "one" that is a thing and no number: "if she's got one"."""
_REACH = 9
"""Words before a correction among which what it corrects is looked for."""
_UNIT = re.compile(
    r"\s*(?:mg|mcg|g|ml|milligrams?|micrograms?|grams?|milliliters?|units?|tablets?|puffs?|drops?|%)(?!\w)",
    re.IGNORECASE,
)


def with_corrections(text: str) -> str:
    """Return a text without what its speaker corrects in the next words: a number, a drug, a side, how often.

    >>> with_corrections("take 50, sorry, 25 milligrams"), with_corrections("Take fifty mg. I mean twenty-five.")
    ('take 25 milligrams', 'Take twenty-five mg.')
    >>> with_corrections("a hundred and twenty five, no sorry, two hundred and fifty milligrams")
    'two hundred and fifty milligrams'
    >>> with_corrections("start losartan 20, no wait, lisinopril 10 mg for the left, sorry, right knee")
    'start lisinopril 10 mg for the right knee'
    >>> with_corrections("12 French if she's got one. No, make it a 14"), with_corrections("two scars, no, one scar")
    ("14 French if she's got one", 'one scar')
    >>> with_corrections("thirty one two weeks ago, no sorry, three weeks ago")
    'thirty one two weeks ago, no sorry, three weeks ago'
    """
    at = 0
    while mark := _MARK.search(text, at):
        at = mark.end()
        before, behind = text[: mark.start()], text[mark.end() :]
        if (corrected := _corrected(before, behind)) is not None:
            text, at = corrected, mark.start()
    return text


def _corrected(before: str, behind: str) -> str | None:
    """Return both parts as one with what the first words of `behind` correct in `before`, None where they do not."""
    sort = next((s for s in _SORTS if s.match(behind)), None)
    new = sort.match(behind) if sort else None
    if sort is None or new is None:
        return None
    reach = [m.start() for m in re.finditer(r"\S+", before)][-_REACH:]
    wrong: list[re.Match[str]] = []
    for at in reach:
        if (match := sort.match(before, at)) and not (wrong and at < wrong[-1].end()):
            wrong.append(match)  # "five" is no number of its own in "a hundred and twenty five"
    wrong = [m for m in wrong if m[0].lower() != "one" or not _THING.search(before[: m.start()])]
    alike = [m for m in wrong if _next(before, m.end()) == _next(behind, new.end())]
    if not wrong or (sort is _NUMBER and not _is_one_number((alike or wrong)[-1][0])):
        return None
    old = (alike or wrong)[-1]
    had, has = _UNIT.match(before, old.end()), _UNIT.match(behind, new.end())
    rest_old, rest_new = before[had.end() if had else old.end() :], behind[has.end() if has else new.end() :]
    word = new[0] + (has[0] if has else had[0] if had else "")
    said_again = rest_new.strip().lower().startswith(rest_old.strip(" .,").lower().removesuffix("s"))
    if said_again or (_NUMBER.search(rest_old) and _NUMBER.match(rest_new.strip())):
        rest_old = ""
    return before[: old.start()] + word + rest_old + rest_new


def _is_one_number(words: str) -> bool:
    """Tell whether words of numbers are one number and not two beside each other.

    >>> _is_one_number("thirty one two"), _is_one_number("a hundred and twenty five"), _is_one_number("six and a half")
    (False, True, True)
    """
    found = re.findall(r"[a-z]+", words.lower())
    if not found or {"half", "point"} & {*found}:
        return True
    return len(numbers_of(words.lower())) == 1


def _next(text: str, at: int) -> str:
    """Return the first word behind a place, lower case, without punctuation."""
    return next(iter(text[at:].lower().split()), "").strip(".,;")
