"""Take the line of a note out of what the model wrote, without marks, headings or an empty answer."""

import re

from ..note import BACKGROUND

_PARTS = {
    "complaint": "subjective",
    **{name: name for name in (*BACKGROUND, "medications", "allergies", "exam", "results", "assessment", "plan")},
}
"""What the adapter calls a part -> the part of the note."""
_LOOP, _LONGEST_LOOP = 3, 6
"""Times that a phrase is said one after the other in a loop, and words of the longest one."""
_MARK = re.compile(r"^\s*(?:[-*•–]+|\(?\d{1,2}[.)](?=\s))\s*")
_HEADING = re.compile(
    r"^(?:(?:past |family |social |medical |surgical |drug |current )*(?:history|illnesses|operations|medications?"
    r"|drugs?|allergies|background|examination|exam|findings|results|impression|assessment|plan"
    r"|impression and plan|follow[- ]up|note|lines))\s*:?$",
    re.IGNORECASE,
)
_LED = re.compile(
    r"^(?:line|note|history|complaint|drugs?|medications?|allergies|examination|findings?|results|impression|assessment"
    r"|plan):\s+(?=\S)",
    re.IGNORECASE,
)
"""A heading before a line, which says nothing more."""
_NOTHING = re.compile(
    r"^(?:nothing|none|n/?a|not (?:said|stated|mentioned|discussed|applicable|specified)|no (?:information|mention))\b"
    r"[\w\s]{0,40}[.!]?$"
    r"|:\s*(?:nothing|none|not (?:said|stated|mentioned|discussed|specified)|n/?a|unknown)\b[^.]*\.?$",
    re.IGNORECASE,
)
_SPOKEN = """
ah alreet aye bairn cannae cannet cheers dear divn't doc doon dunno er erm frae gan gannin hello hi hiya hullo innit ma
mebbes me mm my myself naebody nae nah nane naw nay nowt oan oh okay ooh oot our owt please sorry summat thanks uh uhh
um umm we whit wi wor ye yeah yep yer yin you your yours yourself love
"""
"""Words of talk, of dialects as well, which no note has."""
_WORDS = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in _SPOKEN.split())
_SPEECH = re.compile(
    rf"(?<![\w'-])(?:I|I'(?:m|ve|ll|d)|(?:[Yy]ou|[Ww]e|[Ll]et)'\w+|[Ll]et|{_WORDS})(?![\w'-])|\?"
    r"|\b(?:isn't|wasn't|doesn't|aren't) (?:it|that|he|she|they)\b"
    r"|, no, |(?:,|\bjust) like,|, (?:honestly|to be fair|tell you the truth)\b|\bto be honest\b"
    r"|(?i:\b(?:clinician|doctor|patient|mother|father|wife|husband|daughter|son|nurse):\s)"
)
_COURTESY = re.compile(
    r"^(?:(?:that|it|this|which|all) )?(?:(?:sounds?|makes?|is|was|seems?|will be)(?: all)? )?(?:the most )?"
    r"(?:accurate|correct|right|sense|sensible|great|good|brilliant|perfect|lovely|absolutely|agreed|understood|okay|ok"
    r"|alright|yes|sure|exactly|definitely|of course|no problem|(?:difficult|hard) to (?:say|tell)|not sure|thing to do"
    r"|no other (?:important )?information)(?: thing to do| then| brilliant| great)?[.!]?$"
    r"|^(?:full )?name(?: is|:)|^date of birth",
    re.IGNORECASE,
)
"""Agrees, doubts, or says who somebody is, which the header says."""
_REPLY = re.compile(r"^(?:yes|yeah|no|nope|will do|okay|fine|right)(?:, |\. )(?=\w)", re.IGNORECASE)
_BEGINS_AS_SPEECH = re.compile(
    r"^(?:(?:denies |reports )?(?:how|what|when|where|why|who|which|do|does|did|are|is|have|has|can|could|would)"
    r"|it|that|this|they|there(?:'s| is)|so|well|and|but|just|like|no,|yes,|cos|because|which|then|right,|now,"
    r"|will do)(?!\w)",
    re.IGNORECASE,
)
"""Begins what only the sentence before explains, or an answer."""


def line_of(text: str) -> str:
    r"""Return the line of an answer, empty when it says nothing.

    >>> line_of("- **Naproxen 250 mg twice a day**\nThat is all."), line_of("Not mentioned.")
    ('Naproxen 250 mg twice a day.', '')
    """
    line = next((bare for piece in text.splitlines() if (bare := _bare(piece))), "")
    line = _REPLY.sub("", line)
    return "" if _NOTHING.search(line) else line[:1].upper() + line[1:]


def lines_of(text: str) -> list[str]:
    r"""Return the lines of an answer that has several, without headings, marks and what says nothing.

    >>> lines_of("- Naproxen 250 mg\nNot mentioned.\n\nPlan:\n- Rest.\n-")
    ['Naproxen 250 mg.', 'Rest.']
    """
    bare = (_bare(piece) for piece in text.splitlines())
    return [line[:1].upper() + line[1:] for line in bare if re.search(r"\w", line) and not _NOTHING.search(line)]


def without_loops(line: str) -> str:
    """Return a line in which a phrase of two to six words that is said three times over stands once.

    >>> without_loops("According to mother according to mother according to mother fever since Thursday.")
    'According to mother fever since Thursday.'
    """
    words = line.split()
    for size in range(2, _LONGEST_LOOP + 1):
        place = 0
        while place + 2 * size < len(words):
            phrase = [word.casefold() for word in words[place : place + size]]
            times = 1
            while [w.casefold() for w in words[place + times * size : place + (times + 1) * size]] == phrase:
                times += 1
            if times >= _LOOP:
                del words[place + size : place + times * size]
            place += 1
    return " ".join(words)


def in_speech(line: str) -> bool:
    """Tell whether a line speaks as people do, or asks.

    >>> in_speech("I gave them to Mark."), in_speech("Vitamin B12 low, type II diabetes."), in_speech("Ring your GP.")
    (True, False, True)
    >>> in_speech("Father: four days."), in_speech("Pet cat, US of the liver."), in_speech("Hi. This is the tablet.")
    (True, False, True)
    """
    return bool(_SPEECH.search(line))


def is_courtesy(line: str) -> bool:
    """Tell whether a line only agrees, doubts or says who somebody is.

    >>> is_courtesy("That sounds accurate."), is_courtesy("Difficult to say."), is_courtesy("Fine since Monday.")
    (True, True, False)
    """
    return bool(_COURTESY.match(line))


def is_note(line: str) -> bool:
    """Tell whether a line that rules made of what was said can stand in a note.

    >>> is_note("Bleeding ulcer ten years back."), is_note("It was five."), is_note("Five mg, isn't it: it was five.")
    (True, False, False)
    """
    return not in_speech(line) and not _BEGINS_AS_SPEECH.match(line)


def lines_in_parts(text: str) -> list[tuple[str, str]]:
    r"""Return the part and the text of each line that the adapter wrote; a line without a part has an empty one.

    >>> lines_in_parts("complaint: Left ear pain for 2 days.\nplan: ring 111.\nNo fever.\n-")
    [('subjective', 'Left ear pain for 2 days.'), ('plan', 'Ring 111.'), ('', 'No fever.')]
    """
    rows = []
    for line in map(without_loops, text.splitlines()):
        name, separator, rest = line.strip().partition(": ")
        part = _PARTS.get(name, "") if separator else ""
        if words := _bare(rest if part else line):
            rows.append((part, words))
    return [(part, words) for part, words in rows if not _NOTHING.search(words)]


def _bare(line: str) -> str:
    line = _MARK.sub("", line.replace("**", "").strip()).strip(' *"')
    line = _LED.sub("", line)
    if not line or _HEADING.match(line):
        return ""
    line = line[:1].upper() + line[1:]
    return line if line.endswith((".", "!", "?", ":")) else f"{line}."
