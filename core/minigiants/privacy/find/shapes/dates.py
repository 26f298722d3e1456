"""Find dates in the ways that people write them."""

import re

from minigiants.language import MONTH, MONTH_SHORT

_MONTH = rf"(?:{MONTH}|{MONTH_SHORT}\.?)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"
_D, _M, _Y = r"(?:[12]\d|3[01]|0?[1-9])", r"(?:1[0-2]|0?[1-9])", r"(?:(?:19|20)\d\d|\d\d)"
_TIME = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"

FORMS = (
    rf"(?:19|20)\d\d([-/.])(?:1[0-2]|0?[1-9])\1{_D}{_TIME}",  # 2023-05-04T10:00
    rf"{_M}([-/.]){_D}\2{_Y}",  # 5/4/2023
    rf"{_D}([-/.]){_M}\3{_Y}",  # 4.5.2023
    rf"(?:{_DAY}|(?:19|20)\d\d)[- /]?{_MONTH}[- /,]*(?:{_YEAR}|\d\d\b(?!:))",  # 4-May-23
    rf"{_MONTH}\s+{_DAY}(?:\s*(?:-|–|to|and|through)\s*{_DAY})?"
    rf"(?:\s*,?\s*(?:of\s+)?{_YEAR})?(?!\d|\s*(?:mg|mcg|ml|%))",  # May 4th, 2023
    rf"(?:the\s+)?{_DAY}\s*(?:of\s+)?{_MONTH}(?:\s*,?\s*{_YEAR})?(?![a-z])",  # the 4th of May
    rf"{_MONTH}\s*(?:,|of|/|-)?\s*{_YEAR}",  # May 2023
    rf"{_M}[/-](?:19|20)\d\d",  # 05/2023
    r"(?:19|20)\d\d(?:1[0-2]|0[1-9])(?:[12]\d|3[01]|0[1-9])",  # 20230504
)
WHOLE = re.compile("|".join(rf"(?:{form})" for form in FORMS), re.IGNORECASE)
"""A date with at least two of day, month and year, not looked at from outside."""
FOUND = re.compile(rf"(?<![^\W_])(?<![/.-])(?:{WHOLE.pattern})(?![^\W_]|[/-]|\.\d)", re.IGNORECASE)
SHORT = re.compile(
    rf"(?:\b(?:on|since|until|from|by|dated?|dob|born|seen|visit|appointment|scheduled for|due)\s*:?\s+)"
    rf"({_M}/{_D})(?![\w/%]|\.\d|\s*(?:mg|mcg|pain|strength|scale|on the))",
    re.IGNORECASE,
)
"""A day and a month alone, where the words before speak of time: 5/4 is mostly a score."""
YEAR = re.compile(
    r"(?<![\w/.,$€£-])(?:19[0-9]\d|20[0-4]\d)(?![\w/%-]|[.,]\d|\s*(?:mg|mcg|ml|kcal|calories|units|steps|cc|iu)\b)",
    re.I,
)
_VERB = re.compile(r"(?:\d+ (?:may|march|mar)|(?:may|march|mar) \d+)$")


def is_word(text: str) -> bool:
    """Tell whether `may` or `march` is a verb here: small, and without a year.

    >>> [is_word(text) for text in ("may 2", "May 2", "2 may 2023")]
    [True, False, False]
    """
    return bool(_VERB.match(text))
