"""Read replies: whether one says yes or no, which words the "no" belongs to, and what it says besides."""

import re
import tomllib
from pathlib import Path
from typing import Any

from ..facts import findings

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "wording.toml").read_text("utf-8"))
FILLERS = re.compile(r",?\s*\b(?:" + "|".join(map(re.escape, WORDS["fillers"])) + r")\b\s*,?(?=\s|$)", re.IGNORECASE)
YES_OR_NO = frozenset(f"{WORDS['yes']} {WORDS['no']}".split())
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ALONE = "|".join(map(re.escape, WORDS["after_no"].split()))
_BELONGS = re.compile(rf"\W*(?:no|right|never|negative)\s+(?!(?:{_ALONE})\b)\w", re.IGNORECASE)
_BY_ITSELF = re.compile(rf"^\W*(?:no|nope|nah)\b(?:\s*[,.;]+|\s+(?=(?:{_ALONE})\b))", re.IGNORECASE)
MY = re.compile(r"\bmy\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"(to|in|on|with|for|from|of|at)\s+(.+)", re.IGNORECASE)
_ITEMS = re.compile(r",\s*(?:(?:or|and)\s+)?|\s+or\s+", re.IGNORECASE)
_TAG = re.compile(
    r",?\s+(?:have|do|did|are|is|was|were|has|does)(?:n't| not)? (?:you|it|that|there|they)$", re.IGNORECASE
)
_CONTRADICTS = re.compile(
    r"\W*(?:(?:yes|yeah|well|actually|no),? )?(?:but )?(?:i|it|they|there) "
    r"(?:(?:actually|really) )?(?:do|did|am|have|does|is|are|was|were|had)\b(?! not|n't)"
    r"(?=\s*(?:[,.;!]|$|(?:too|though|sometimes|once|twice|occasionally|still)\b))",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"^\W*(?:absolutely|certainly|definitely|unfortunately|exactly)\W+(?:(?P<no>not(?: yet)?)\b"
    r"|(?=(?:no|none|never|(?:i|it|they) (?:\w+n't|\w+ not))\b))",
    re.IGNORECASE,
)
_CAN_NOT_HAVE = re.compile(
    r"i (?:(?:can't|cannot|can not) (?:take|have|tolerate|use|eat|drink|be given)|(?:don't|do not) tolerate) \w"
)
"""Says what one does not bear, which answers "any allergies?" with yes."""
_NOT_KNOWN = re.compile(
    r"(?:i )?(?:(?:really|honestly) )?(?:don't|do not|can't|cannot) (?:really )?(?:know|remember|recall|say|tell)\b"
    r"|i (?:don't|do not) (?:really )?(?:want|wish|care|like) to (?:say|talk|speak|answer|discuss|tell|go|get) ?\w*"
    r"|(?:i'm |i am )?not (?:\w+ )?sure\b"
)
_DENYING = re.compile(
    r"^(?:(?:you|it|that|there|they|your \w+) (?:\w+ )?(?:(?:have|do|did|are|is|was|were|has|does|had)n't|\w+ not)"
    r"|(?:you|it|that|there|they|you've|you're) (?:(?:have|are|is|was|were|has|had) )?(?:never|not|no)) ",
    re.IGNORECASE,
)


def emphasised(reply: str) -> str:
    """Return a reply with the "no" that follows an emphasis in front.

    >>> [emphasised(reply) for reply in ("Absolutely not.", "unfortunately i didn't", "absolutely, every day")]
    ['no.', "i didn't", 'absolutely, every day']
    """
    return _SURELY.sub(lambda found: "no" if found["no"] else "", reply)


def polarity(text: str) -> str:
    """Say whether an answer begins as a "yes" or a "no"; empty when as neither.

    >>> polarity("no, not that i've noticed"), polarity("yeah , it hurts"), polarity("two weeks")
    ('no', 'yes', '')
    >>> polarity("I can't take codeine"), polarity("I can't"), polarity("I don't know")
    ('', 'no', '')
    """
    low = re.sub(r"^[\s,.]+", "", FILLERS.sub(" ", text.lower().replace("’", "'")))
    first = next(iter(_WORD.findall(low)), "")
    if _CAN_NOT_HAVE.match(low) or _NOT_KNOWN.match(low):
        return ""
    if first in WORDS["no"].split() or low.startswith(tuple(WORDS["no_phrases"])):
        return "no"
    return "yes" if first in WORDS["yes"].split() or low.startswith(tuple(WORDS["yes_phrases"])) else ""


def names_its_own(reply: str) -> bool:
    """Tell whether a reply says of what it speaks, so that it stands as it was said instead of for the question.

    >>> [names_its_own(reply) for reply in ("no fever", "right knee", "I don't have a cough", "no, it's fine", "no")]
    [True, True, True, False, False]
    """
    if _BELONGS.match(reply):
        return True
    first = next(iter(_WORD.findall(reply.lower())), "")
    return first not in YES_OR_NO and polarity(reply) == "no" and bool(findings(reply))


def after_yes(first: str) -> str:
    """Return what an answer says behind its yes or no; a "no" that belongs to the next word stays.

    >>> after_yes("yes, 10 mg every morning"), after_yes("no, not at all"), after_yes("no, no chest pain")
    ('10 mg every morning', '', 'no chest pain')
    >>> after_yes("no, i don't, but my knee swells")
    'my knee swells'
    >>> after_yes("not really, well, my calf is sore"), after_yes("not really, maybe at night")
    ('my calf is sore', 'maybe at night')
    """
    rest = first.strip(" ,.")
    for _ in range(3):
        found = re.match(r"[\w'-]+", rest)
        if found is None or found[0].lower() not in YES_OR_NO or _BELONGS.match(rest):
            break
        rest = rest[found.end() :].strip(" ,.")
    if rest.lower().startswith(tuple(WORDS["no_phrases"])) and not names_its_own(rest):
        return _behind_but(rest)
    return "" if rest == first.strip(" ,.") else rest


def left_denied(question: str, rest: str) -> str:
    """Return what of a question its "no" still denies, where the rest of the reply affirms some of what was asked.

    >>> left_denied("any fever, chills, or cough", "but I have a cough")
    'any fever, or chills'
    >>> left_denied("any cough", "but I have a cough"), left_denied("any pain", "it went away")
    ('', 'any pain')
    """
    told = {name for name, _ in findings(rest)}
    if not told & {name for name, _ in findings(question)}:
        return question
    kept = [part for part in _ITEMS.split(question) if not told & {name for name, _ in findings(part)}]
    return ", or ".join(part for part in (", ".join(kept[:-1]), kept[-1]) if part) if kept else ""


def excepting(question: str, rest: str) -> str:
    """Return a question with what its "no" leaves out, empty where it leaves nothing out.

    >>> excepting("any swelling", "except around my ankles")
    'any swelling, except around your ankles'
    """
    left_out = re.match(r"(?:except|apart from|other than)\b", rest, re.IGNORECASE)
    return f"{question}, {MY.sub('your', rest)}" if left_out else ""


def asked_instead(question: str, rest: str) -> str:
    """Return the question about what an elliptical rest names instead, empty where it names nothing so.

    >>> asked_instead("are you allergic to penicillin", "to sulfa")
    'are you allergic to sulfa'
    >>> asked_instead("does it hurt", "to be honest")
    ''
    """
    found = _PREPOSITION.fullmatch(rest)
    at = list(re.finditer(rf"\b{found[1]}\b", question, re.IGNORECASE)) if found else []
    if found is None or not at or len(rest.split()) > 5:
        return ""
    return question[: at[-1].start()] + MY.sub("your", rest)


def denying(question: str) -> str:
    """Return a question that denies by itself without its tag, empty when it does not: its "no" agrees.

    >>> denying("you haven't had any fever, have you"), denying("have you had any fever")
    ("you haven't had any fever", '')
    """
    bare = _TAG.sub("", question)
    return bare if _DENYING.match(bare) else ""


def affirmed(question: str, reply: str) -> str:
    """Return what a reply such as "I do" affirms of a question that denies by itself, empty where it does not.

    >>> affirmed("you don't have any numbness", "I do, actually"), affirmed("you don't have any fever", "no")
    ('you have numbness', '')
    """
    bare = denying(question)
    if not bare or not _CONTRADICTS.match(reply):
        return ""
    plain = re.sub(r"\b(?:do|does|did)(?:n't| not) ", "", bare, count=1, flags=re.IGNORECASE)
    plain = re.sub(r"(?<=\w)n't\b| (?:not|never)\b", "", plain, count=1) if plain == bare else plain
    return re.sub(r"\bany ", "", plain, count=1, flags=re.IGNORECASE)


def with_no_apart(text: str) -> str:
    """Write a "no" that stands by itself as a part of its own, so that it denies nothing behind it.

    >>> with_no_apart("no i have a cough"), with_no_apart("no cough")
    ('no; i have a cough', 'no cough')
    """
    return _BY_ITSELF.sub("no; ", text)


def _behind_but(text: str) -> str:
    match = re.search(
        r"(?:,?\s+but|,\s+(?:although|though|well)),?\s+(?=\w+ \w+)"
        r"|,\s+(?=(?:except|apart from|only|just|maybe|perhaps)\b)",
        text,
        re.IGNORECASE,
    )
    return text[match.end() :] if match else ""
