"""Put a customer's correction of their own question into that question: "the full one, I mean", "rye, not wheat"."""

import re

LONGEST = 14
"""Words of a correction; what is longer says anew what is wanted."""
_SAYS_SO = re.compile(
    r"\bi\s+(?:mean|meant|wrote|typed|said|should\s+have\s+(?:said|written))\b|\bcorrection\b|\btypo\b|\bmake\s+that\b"
    r"|^\W*(?:sorry|oops|wait|actually|no\s+wait)\b(?!.*\?)",  # "sorry, the full one"; not "sorry, where is it?"
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:sorry|oops|wait|actually|oh|ah|no|but|i\s+(?:mean|meant|should\s+have\s+(?:said|written))|correction|typo|make\s+that"
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
    return f"{question.rstrip(' ?.!')}: {bare}" if bare else question


def _replaced(question: str, old: str, new: str) -> str:
    """Return the question with `new` in the place of `old`, empty when `old` does not stand in it."""
    old, new = (" ".join(_AROUND.sub(" ", part).split()).strip(" ,.;:!") for part in (old, new))
    if not old or not new:
        return ""
    place = re.compile(rf"\b{re.escape(old)}\b", re.IGNORECASE)
    return place.sub(lambda _: new, question, count=1) if place.search(question) else ""
