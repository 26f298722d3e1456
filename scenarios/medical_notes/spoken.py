"""Write spoken decimals in digits."""

import re

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = (
    {word: value for value, word in enumerate(_ONES + _TEENS)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {"a": 1}
)
_ONE = "|".join(_ONES)
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[1:])}))?|{'|'.join(_TEENS)}|{_ONE})"
_HUNDREDS = rf"(?:a|{'|'.join(_ONES[1:])}) hundred"
_POINT = re.compile(
    rf"(?:\b(?P<whole>{_HUNDREDS}(?: (?:and )?{_BELOW_100})?|{_BELOW_100}|\d+) "
    r"|(?<!this )(?<!that )(?<!some )(?<!the )(?<!a )(?<!\w)"
    r"(?=point \S+ (?:mg|milli|micro|centi|cm|mm|percent|%|gram|unit)))"
    rf"point (?P<part>(?:{_ONE}|\d+)(?: (?:{_ONE})\b)?)(?!\w)",
    re.IGNORECASE,
)


def with_decimals(text: str) -> str:
    """Return the text with its spoken decimals in digits, the whole number before the point included.

    >>> with_decimals("zero point four milligrams, a stone of point five centimeters, at this point five")
    '0.4 milligrams, a stone of 0.5 centimeters, at this point five'
    >>> with_decimals("twenty two point five milligrams, one hundred and two point four, thirty-eight point five")
    '22.5 milligrams, 102.4, 38.5'
    """
    return _POINT.sub(_decimal, text)


def _decimal(match: re.Match[str]) -> str:
    whole, part = (match["whole"] or "zero").lower(), match["part"].lower()
    return f"{_number(whole)}.{''.join(str(_VALUES.get(digit, digit)) for digit in part.split())}"


def _number(words: str) -> str:
    if words.isdecimal():
        return words
    hundreds, _, rest = words.rpartition("hundred")
    below = sum(_VALUES[word] for word in re.split(r"[ -]", rest) if word in _VALUES)
    return str(100 * _VALUES[hundreds.strip()] + below if hundreds else below)
