"""Notice that an answer leaves out on what condition its place says it: "every two months, or each month where ..."."""

import re

from minigiants.grounding import content_words

_CONDITION = re.compile(
    r"\b(?:unless|except(?:ing)?(?= for| in| on| that| when| where| with| if)|provided(?= that| it| they| you| the)"
    r"|save(?= for| in| that| where| with)|subject to|as long as|on condition|only (?:if|when|where|with|after)"
    r"|but (?:not|only)|or\b[^,;.]{2,40}\b(?:if|when|where))\b[^;.]{3,160}",
    re.IGNORECASE,
)
"""Makes what stands before it hold in some cases only."""
_PART = re.compile(r";\s+|(?<=[a-z)])\.\s+(?=[A-Z])")
LONGEST = 300
"""Characters of a place that is quoted in the stead of an answer."""


def unsaid_condition(question: str, answer: str, place: str) -> bool:
    """Tell whether `place` says what `answer` says on a condition that neither the answer nor the question names.

    >>> place = "Descale it every two months, or each month where the water is hard."
    >>> unsaid_condition("How often do I descale it?", "Every two months.", place)
    True
    >>> unsaid_condition("How often do I descale it where the water is hard?", "Each month.", place)
    False
    >>> unsaid_condition("Who keeps the key?", "Ann does.", "Ann keeps the key; no one else does unless she is ill.")
    False
    """
    if len(place) > LONGEST:
        return False
    said = content_words(f"{question} {answer}")
    added = content_words(answer) - content_words(question)
    parts = [part for part in _PART.split(" ".join(place.split())) if added & content_words(part)]
    conditions = [content_words(match[0]) for part in parts for match in _CONDITION.finditer(part)]
    return any(len(words - said) > len(words) / 2 for words in conditions)
