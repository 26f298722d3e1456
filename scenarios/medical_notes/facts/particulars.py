"""Read how often, what is done to a drug, of whom something is said, on what condition, and pressures."""

import re

from .reader import drugs, findings

_COUNTS = {"once": "1", "one": "1", "twice": "2", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_UNITS = {"daily": "day", "weekly": "week", "monthly": "month"}
_OTHERS = {
    "as needed": r"(?:as|when|if) (?:needed|necessary)|(?:as|when|if) (?:you|they|i|she|he|the patient) needs?(?: it)?"
    r"|prn|p\.r\.n",
    "2 a day": r"bid|b\.i\.d",
    "3 a day": r"tid|t\.i\.d",
    "4 a day": r"qid|q\.i\.d",
    "1 a day": r"qd",
    "every other day": r"every (?:other|second) day",
    "every night": r"every (?:night|evening)|each night|nightly|at bedtime",
    "every morning": r"(?:every|each) morning",
}
_OTHER = [(name, re.compile(rf"\b(?:{form})\b", re.IGNORECASE)) for name, form in _OTHERS.items()]
_HOURS = re.compile(r"\bevery (\w+)(?: (?:to|or) \w+)? hours\b", re.IGNORECASE)
_RATE = re.compile(
    r"\b(?:(?P<n>once|twice|(?:\w+)(?= times?\b))(?: times?)? )(?:(?:a|per|each|every) (?P<u>day|week|month)"
    r"|(?P<v>daily|weekly|monthly))\b"
    r"|\b(?P<w>daily|weekly|monthly)\b|\b(?:per|each|every) (?P<x>day|week|month)\b"
    r"|(?<!\bfor )(?<!\bin )(?<!\bafter )(?<!\bwithin )(?<!\bof )(?<!\bhalf )(?<!\babout )(?<!\babout half )"
    r"\ba (?P<y>day|week|month)\b(?! (?:or|ago|later|before|after|from)\b)",
    re.IGNORECASE,
)
_ACTS = {
    "start": r"start(?:ed|ing|s)?|begin|initiat\w+|prescrib\w+|put you on|put the patient on"
    r"|giv(?:e|ing) (?:you|him|her|them|the patient)",
    "stop": r"stop(?:ped|ping|s)?|discontinu\w+|come off|take you off|hold off on",
    "continue": r"continu\w+|keep taking|keep on|stay on|refill\w*",
    "increase": r"increas\w+|go up on|doubl\w+",
    "decrease": r"decreas\w+|reduc\w+|cut back on|lower\w*|go down on",
}
_ACT = re.compile(
    r"(?P<not>\b(?:not|never|don't|n't)\s+(?:\w+\s+){0,2})?\b(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in _ACTS.items())
    + r")\b",
    re.IGNORECASE,
)
_SAME = {"mom": "mother", "mommy": "mother", "dad": "father", "grandma": "grandmother", "grandpa": "grandfather"}
RELATIVES = (
    *("mother", "mom", "father", "dad", "sister", "brother", "son", "daughter", "grandmother", "grandma"),
    *("grandfather", "grandpa", "aunt", "uncle", "cousin", "wife", "husband", "partner", "parent", "sibling"),
    *("niece", "nephew"),
)
_RELATIVE = rf"(?:{'|'.join(RELATIVES)})s?"
_WHO = re.compile(
    rf"\b(?P<relative>{_RELATIVE})\b|\b(?:i|i'm|i've|you|you're|you've|the patient|patient)\b(?!'s? {_RELATIVE})", re.I
)
_BEHIND = re.compile(
    rf"\W*(?:\w+ ){{0,2}}?(?:in|by|for|of|with) (?:my|the|his|her|their|your)(?: patient's)? ({_RELATIVE})\b"
)
_IF = re.compile(
    r"^(?:\w+,? ){0,2}(?:if|unless|in case)\b"
    r"|\b(?:if|unless)\b (?:it|that|this|things|you|the \w+|your \w+|they|symptoms)"
    r" (?:\w+ )?(?:gets?|worsens?|do(?:es)?(?:n't)?|is|are|isn't|aren't|persists?|comes?|fails?|continues?|still)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:if|unless|in case|should|may|might|could|consider\w*|when|once|possibl[ey]|can)\b", re.I)
_PRESSURE = re.compile(r"\b(\d{2,3})\s*(?:over|/)\s*(\d{2,3})\b")


def frequencies(text: str) -> frozenset[str]:
    """Return how often a text says; the longest form is read first and no other in it.

    >>> sorted(frequencies("15 mg once a week")), sorted(frequencies("twice a day as needed, for a week"))
    (['1 a week'], ['2 a day', 'as needed'])
    """
    rates = set[str]()
    for name, form in _OTHER:
        if form.search(text):
            rates.add(name)
            text = form.sub(" ; ", text)
    for match in _HOURS.finditer(text):
        rates.add(f"every {_COUNTS.get(match[1].lower(), match[1].lower())} hours")
    for match in _RATE.finditer(text):
        unit = (match["u"] or match["v"] or match["w"] or match["x"] or match["y"]).lower()
        count = (match["n"] or "once").lower()
        rates.add(f"{_COUNTS.get(count, count)} a {_UNITS.get(unit, unit)}")
    return frozenset(rates)


def acts(text: str) -> frozenset[tuple[str, str]]:
    """Return what is done to which drug; "don't stop" goes on with it.

    >>> sorted(acts("We should stop your warfarin and start eliquis. Lasix was increased."))
    [('increase', 'lasix'), ('start', 'eliquis'), ('stop', 'warfarin')]
    """
    pairs = set[tuple[str, str]]()
    for sentence in re.split(r"(?<=[.!?;])\s+", text):
        marks = list(_ACT.finditer(sentence))
        for n, match in enumerate(marks):
            end = marks[n + 1].start() if n + 1 < len(marks) else len(sentence)
            start = marks[n - 1].end() if n else 0
            act = next(name for name in _ACTS if match[name])
            if match["not"]:
                act = {"stop": "continue"}.get(act, f"not {act}")
            near = drugs(sentence[match.end() : end]) or drugs(sentence[start : match.start()])[-1:]
            pairs |= {(act, drug) for drug in near}
    return frozenset(pairs)


def owners(text: str) -> frozenset[tuple[str, str]]:
    """Return of whom each finding and drug is said: "patient", or a relative.

    >>> sorted(owners("My mother had breast cancer and I have asthma."))
    [('asthma', 'patient'), ('cancer', 'mother')]
    """
    pairs = set[tuple[str, str]]()
    for sentence in re.split(r"(?<=[.!?;])\s+", text.lower()):
        names = [*(name for name, _ in findings(sentence)), *drugs(sentence)]
        for name in names:
            at = sentence.find(name)
            if at < 0:
                continue
            before = list(_WHO.finditer(sentence, 0, at))
            who = before[-1]["relative"] if before else None
            behind = _BEHIND.match(sentence, at + len(name))
            who = behind[1] if behind else who
            pairs.add((name, relative(who) if who else "patient"))
    return frozenset(pairs)


def relative(word: str) -> str:
    """Return one name for each relative: "moms" is "mother"."""
    bare = word.lower().removesuffix("s")
    return _SAME.get(bare, bare)


def of_relative(text: str) -> bool:
    """Tell whether a statement speaks of a relative and not of who speaks or is spoken to."""
    found = [m["relative"] for m in _WHO.finditer(text)]
    return bool(found) and all(found)


def conditional(text: str) -> bool:
    """Tell whether a text holds only on a condition.

    >>> conditional("If it gets worse, we'll order an MRI"), conditional("We will order it and see if it helps")
    (True, False)
    """
    return bool(_IF.search(text))


def left_open(text: str) -> bool:
    """Tell whether a text says that something may come or not."""
    return bool(_OPEN.search(text))


def pressures(text: str) -> frozenset[tuple[str, str]]:
    """Return pairs of numbers such as a blood pressure.

    >>> pressures("150 over 90")
    frozenset({('150', '90')})
    """
    return frozenset((m[1], m[2]) for m in _PRESSURE.finditer(text))
