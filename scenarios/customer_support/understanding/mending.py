"""Put a customer's correction of their own question into that question: "the full one, I mean", "rye, not wheat"."""

import re

from minigiants.grounding import content_words

MOST = 5
"""Words of a thing that is put in another's place."""
LONGEST = 14
"""Words of a correction; what is longer says anew what is wanted."""
# "sorry, the full one"; not "sorry, where is it?"
_SAYS_SO = re.compile(
    r"\bi\s+(?:mean|meant|wrote|typed|said|should\s+have\s+(?:said|written))\b|\bcorrection\b|\btypo\b|\bmake\s+that\b"
    r"|^\W*(?:(?:oh|ah|hm+)\W+)?(?:sorry|oops|wait|actually|no\s+wait)\b(?!.*\?)",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:sorry|oops|wait|actually|oh|ah|no|but|i\s+(?:mean|meant|(?:have|own)(?=\s+(?:the|an?|my)\b)|should\s+have\s+(?:said|written))|meant|correction|typo|make\s+that"
    r"|it'?s|should\s+be|instead|of\s+course|please)\b",
    re.IGNORECASE,
)
_INSTEAD = (
    re.compile(
        r"^(?P<new>.+?)[\s,]+(?:not|rather\s+than|instead\s+of)\s+(?:the\s+|for\s+)?(?P<old>.+)$", re.IGNORECASE
    ),
    re.compile(r"^not\s+(?:the\s+|for\s+)?(?P<old>[^,;.]+)[,;.]\s*(?:but\s+)?(?P<new>.+)$", re.IGNORECASE),
    re.compile(
        r"^(?:i\s+)?(?:wrote|typed|said)\s+(?P<old>.+?)\s+but\s+(?:i\s+)?(?:meant|mean)\s+(?P<new>.+)$", re.IGNORECASE
    ),
)
_ONE = re.compile(r"^(?:the\s+|an?\s+)?(?P<what>[\w-]+(?:\s+[\w-]+)?)\s+ones?$", re.IGNORECASE)
_THING = re.compile(
    r"\b(?P<which>the|an?|my|your|our)\s+(?:(?!(?:to|of|for|in|on|at|cost|costs|close|closes|open|opens|take|takes|is|are|and|or)\b)[^\W\d_][\w-]*\s+){0,2}?"
    r"[^\W\d_][\w-]*(?:\s+\d+\w*)?(?=\s+(?:to|of|for|in|on|at|per|from|with|cost|costs|close|closes|open|opens|take|takes|is|are|and|or|last)\b|[,;.?!]|\s*$)",
    re.IGNORECASE,
)
"""A thing by its name: "the sauna", "a city bike"."""
_NAME = re.compile(r"(?<!^)\b[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*|^[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*$")
"""A place or a product by its name: "Norway" in "Do you ship to Norway?"."""
_ASPECT = re.compile(r"\b(?:an?|the|your|my)\s+(?P<what>[\w-]+)\s+(?P<noun>[\w-]+)", re.IGNORECASE)


def mends(text: str) -> bool:
    """Tell whether a message corrects the one before it in so many words.

    >>> mends("sorry, I mean the full one"), mends("oops, not Norway, Sweden"), mends("What do you mean by sealed?")
    (True, True, False)
    """
    return len(text.split()) <= LONGEST and bool(_SAYS_SO.search(text)) and not text.rstrip().endswith("?")


def amended(question: str, correction: str) -> str:
    """Return the question as it is meant after its correction.

    >>> amended("the price of a basic service please", "sorry, I mean the full one")
    'the price of a full service please'
    >>> amended("Do you ship to Norway?", "oops, not Norway, Sweden")
    'Do you ship to Sweden?'
    >>> amended("how much is it", "I mean the gift box")
    'how much is it: the gift box'
    >>> amended("when does the sauna close", "sorry i mean the restaurant kitchen")
    'when does the restaurant kitchen close'
    """
    bare = " ".join(_AROUND.sub(" ", correction).split()).strip(" ,.;:!*-")
    for text in (" ".join(correction.split()).strip(" .!"), bare):
        for form in _INSTEAD:
            found = form.match(text)
            if found and (changed := _replaced(question, found["old"], found["new"])):
                return changed
    one = _ONE.match(bare)
    nouns = list(_ASPECT.finditer(question))
    if one and nouns:
        at = nouns[-1]
        return question[: at.start("what")] + one["what"] + question[at.end("what") :]
    if changed := _noun_for_noun(question, bare):
        return changed
    return f"{question.rstrip(' ?.!')}: {bare}" if bare else question


def _noun_for_noun(question: str, thing: str) -> str:
    """Return the question with `thing` in the place of the last one of its kind, empty where it names none."""
    names = list(_NAME.finditer(question))
    if _NAME.fullmatch(thing) and len(names) == 1:
        return question[: names[0].start()] + thing + question[names[0].end() :]
    new = _THING.match(thing)
    if not new or len(thing.split()) > MOST:
        return ""
    alike = [thing_named for thing_named in _THING.finditer(question) if _kind(thing_named) == _kind(new)]
    if not alike or content_words(thing) <= content_words(question):
        return ""
    return question[: alike[-1].start()] + thing + question[alike[-1].end() :]


def _kind(named: re.Match[str]) -> str:
    """Return whether a thing is a certain one ("the", "my") or any."""
    return "any" if named["which"].lower() in {"a", "an"} else "certain"


def _replaced(question: str, old: str, new: str) -> str:
    """Return the question with `new` in the place of `old`, empty when `old` does not stand in it."""
    old, new = (" ".join(_AROUND.sub(" ", part).split()).strip(" ,.;:!") for part in (old, new))
    if not old or not new:
        return ""
    place = re.compile(rf"\b{re.escape(old)}\b", re.IGNORECASE)
    return place.sub(lambda _: new, question, count=1) if place.search(question) else ""
