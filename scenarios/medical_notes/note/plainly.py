"""Take out of a sentence what is said to somebody's face and what no note holds: greetings, "I know that …"."""

import re
import tomllib
from pathlib import Path
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "phrasing.toml").read_text("utf-8"))

_WHO = r"(?:the patient|patient|she|he|they|there|it|this|that|his|her|their|you|your)\b"
_KNOW = (
    rf"\bi (?:do |also |did )?(?:know|see|understand|remember|heard|hear|noticed|saw) (?:that |here that )?(?={_WHO})"
    rf"|\bi (?:do )?(?:also )?have (?:here )?that (?={_WHO})"
    rf"|\b(?:i'm|i am) (?:just )?(?:looking|reading) here (?:in|at) (?:my|the|your) \w+ (?:(?:it )?says )?(?={_WHO})"
    rf"|\bwhat (?:i'm|i am) hearing is (?:that )?(?={_WHO})"
)
_RULES = (
    (r"^(?:hey|hi|hello|good morning|good afternoon)\b[ ,]*(?:the patient\b)?[ ,]*", ""),
    (r"\bhow (?:are|is) (?:you|the patient)(?: doing| feeling)?(?: today)?\b[ ,]*", ""),
    (rf"^(?:(?:lastly|and|so|but|okay|now|first),? )*(?:{_KNOW})", ""),
    (rf"(?<!n't )(?<!not )(?<!if )(?:{_KNOW})", ""),
    (r"^what (?:i|we)(?:'\w+)? (?:[\w']+ ){0,4}?(?:do|is|recommend|try)(?: for (?:you|this))? is,? (?:that )?", ""),
    (r",? (?:if|does) that (?:makes|make) sense$|,? is that (?:okay|all right|alright)(?: with you)?$", ""),
    (r",? (?:i )?(?:just )?(?:wanted|want) to let you know\b(?: that)?", ""),
    (r"^(?:just )?to let you know,? (?:that )?", ""),
)
_ALWAYS = tuple((re.compile(pattern, re.IGNORECASE), new) for pattern, new in _RULES)
_PLANNED = (
    (
        r"\b(?:and |so |then |but )*i (?:(?:really|also|do|just|would|still) ){0,2}(?:want|like|need|'d like) "
        r"(?:for )?you to\b|\b(?:and |so |then |but )*i'd (?:also |really )?like (?:for )?you to\b",
        "the patient should",
    ),
    (
        r"(\band |\bso |\bthen )?\b(?:i'm|i am|we're|we are) (?:also |just |then )?going to (?:go ahead and )?"
        r"|(\band |\bso |\bthen )?\b(?:i'd|i would|we'd|we would) (?:also |really )?like to (?:go ahead and )?"
        r"|(\band |\bso |\bthen )?\bi (?:do |also |just )?want to (?:go ahead and )?"
        r"|(\band |\bso |\bthen )?\bi(?:'ll| will) (?:also |just )?(?:go ahead and )?",
        "we will ",
    ),
)
_OF_PLAN = tuple((re.compile(pattern, re.IGNORECASE), new) for pattern, new in _PLANNED)
_VERBS = re.compile(
    r"(?:(?P<before>[\w']+) )?(?P<who>the patient)"
    r" (?P<verb>do|have|are|were|need|want|feel|take|know|seem|go|say)\b(?! you)",
    re.IGNORECASE,
)
_UNCHANGED = frozenset(_TABLE["unchanged"].split())
_SHORT = {"were": "was", "weren't": "wasn't", "don't": "doesn't", "haven't": "hasn't", "aren't": "isn't"}
_BARE = frozenset(_TABLE["bare"].split())
"""Words after which a verb keeps its bare form: "did the patient take", "let the patient go"."""


def plainly(text: str) -> str:
    """Return what was said without words that are only for the one who hears it.

    >>> plainly("lastly, I know that you had some arthritis in your knee")
    'you had some arthritis in your knee'
    >>> plainly("hi, how are you doing today, your knee looks better"), plainly("I don't know that you had it")
    ('your knee looks better', "I don't know that you had it")
    """
    for pattern, new in _ALWAYS:
        text = pattern.sub(new, text).strip(" ,")
    return text


def as_plan(text: str) -> str:
    """Return what a clinician intends as a plan says it.

    >>> as_plan("we will order an x-ray, and I'd also like to refer you"), as_plan("I really want you to rest")
    ('we will order an x-ray, and we will refer you', 'the patient should rest')
    """
    text = _OF_PLAN[0][0].sub(_OF_PLAN[0][1], text)
    return _OF_PLAN[1][0].sub(lambda m: next((g for g in m.groups() if g), "") + _OF_PLAN[1][1], text)


def agreeing(text: str) -> str:
    """Return the text with the patient's verbs in the third person.

    >>> agreeing("on exam the patient do have a murmur"), agreeing("let the patient go")
    ('on exam the patient does have a murmur', 'let the patient go')
    """
    return _VERBS.sub(_agreed, text)


def conjugated(verb: str) -> str:
    """Give a verb its third person when it has one.

    >>> [conjugated(v) for v in ("take", "have", "went", "try", "can", "couldn't", "weren't")]
    ['takes', 'has', 'went', 'tries', 'can', "couldn't", "wasn't"]
    """
    low = verb.lower()
    if low in ("have", "am", "are", "do"):
        return {"have": "has", "am": "is", "are": "is", "do": "does"}[low]
    if low in _SHORT:
        return _SHORT[low]
    if low in _UNCHANGED or low.endswith(("ed", "n't", "ly", "ing")) or not low.isalpha():
        return verb
    if low.endswith("y") and low[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + ("es" if low.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _agreed(match: re.Match[str]) -> str:
    verb = match["verb"].lower()
    before = f"{match['before']} " if match["before"] else ""
    if before.strip().lower() in _BARE:
        return match[0]
    return f"{before}{match['who']} {conjugated(verb)}"


def lowered(text: str) -> str:
    """Begin small inside a sentence, unless the first word is written so anywhere.

    >>> lowered("Some pain"), lowered("MRI was fine")
    ('some pain', 'MRI was fine')
    """
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
