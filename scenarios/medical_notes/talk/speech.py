"""Write spoken decimals and blood pressures in digits."""

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
    rf"point (?P<part>(?:{_ONE}|\d+)(?: (?:{_ONE})\b){{0,2}})(?!\w)",
    re.IGNORECASE,
)


_NOUGHT = re.compile(r"\b(?:nought|naught)\b(?= point\b)|(?<=point )oh\b(?= \w)", re.IGNORECASE)
_THINGS = re.compile(
    r" (?:(?P<ago>(?:days?|weeks?|months?|years?) ago|times (?:a|per|each|every|daily))|times|tablets?|capsules?|pills?"
    r"|puffs?|sprays?|drops?|hours?|minutes?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
"""What the last digit behind a point may count: "one point six two years ago"."""
_UP_TO_300 = (
    rf"(?:(?:(?:a|one|two)(?: hundred(?: and)?)?|hundred and)(?: (?:oh )?{_BELOW_100})?|{_BELOW_100}|\d{{2,3}})"
)
_PRESSURE = re.compile(rf"\b(?P<high>{_UP_TO_300}) over (?P<low>{_UP_TO_300})\b", re.IGNORECASE)
_HIGH, _LOW = range(60, 300), range(30, 180)
"""What pressures there are, in mmHg."""
_PART_OF_A_WORD = r"(?:non|un|pre|post|anti|hypo|hyper|self|semi|low|high|long|short|well|half|mid)\b|\w*\d"
_NUMBER = rf"(?:{'|'.join((*_VALUES, 'hundred', 'thousand', 'double', 'triple'))}|\d+)\b"
_STUTTER = re.compile(
    rf"\b(?!(?!a\b){_NUMBER}|(?:no|yes)\b)([\w']+)(?:(?:(?<!\bno)\s*,)?\s+\1\b)+|\b(?!{_PART_OF_A_WORD})\w{{1,6}}-\s+(?=\w)",
    re.IGNORECASE,
)
"""Numbers said twice are two numbers: "two two hundred milligram tablets", "ring nine nine nine"."""
_ENDS_AND_BEGINS = re.compile(
    r"(?<!\band )(?<!\bbut )(?<!\bso )(?<!\bif )(?<!\bthat )(?<!\bwhen )(?<!\bthen )(?<=[\w'] )"
    r"(?:it|that|this|you|her|them),",
    re.IGNORECASE,
)
"""The last word of a clause, which the next clause may begin with as well: "I stopped it, it bunged me up"."""


def with_pressures(text: str) -> str:
    """Return the text with its spoken blood pressures in digits.

    >>> with_pressures("one fifty eight over ninety four, one oh five over seventy, one hundred and ten over 65")
    '158/94, 105/70, 110/65'
    >>> with_pressures("it hurts all over two days, one over two")
    'it hurts all over two days, one over two'
    """
    return _PRESSURE.sub(_pressure, text)


def _pressure(match: re.Match[str]) -> str:
    high, low = (_up_to_300(match[name].lower()) for name in ("high", "low"))
    return f"{high}/{low}" if high in _HIGH and low in _LOW and low < high else match[0]


def _up_to_300(words: str) -> int:
    """Return a number as pressures are spoken: "one fifty eight" is 158."""
    if words.isdecimal():
        return int(words)
    first, _, rest = words.partition(" ")
    if first in ("a", "one", "two", "hundred") and rest:
        below = re.sub(r"\b(?:hundred|and|oh)\b", " ", rest).strip()
        return 100 * _VALUES.get(first, 1) + (int(_number(below)) if below else 0)
    return int(_number(words))


def with_decimals(text: str) -> str:
    """Return the text with its spoken decimals in digits, the whole number before the point included.

    >>> with_decimals("zero point four milligrams, a stone of point five centimeters, at this point five")
    '0.4 milligrams, a stone of 0.5 centimeters, at this point five'
    >>> with_decimals("twenty two point five milligrams, one hundred and two point four, thirty-eight point five")
    '22.5 milligrams, 102.4, 38.5'
    >>> with_decimals("minus one point six two years ago, one point two five hours")
    'minus 1.6 two years ago, one point two five hours'
    >>> with_decimals("nought point nine, and naught point oh five")
    '0.9, and 0.05'
    """
    return _POINT.sub(_decimal, _NOUGHT.sub("zero", text))


def _decimal(match: re.Match[str]) -> str:
    whole, part = (match["whole"] or "zero").lower(), match["part"].lower()
    rest, _, last = part.rpartition(" ")
    if rest and (counted := _THINGS.match(match.string, match.end())):
        if not counted["ago"]:
            return match[0]
        return f"{_number(whole)}.{_places(rest)} {last}"
    return f"{_number(whole)}.{_places(part)}"


def _places(digits: str) -> str:
    return "".join(str(_VALUES.get(digit, digit)) for digit in digits.split())


def _number(words: str) -> str:
    if words.isdecimal():
        return words
    hundreds, _, rest = words.rpartition("hundred")
    below = sum(_VALUES[word] for word in re.split(r"[ -]", rest) if word in _VALUES)
    return str(100 * _VALUES[hundreds.strip()] + below if hundreds else below)


def without_stutter(text: str) -> str:
    """Return a text without words said twice or broken off; a hyphen that ends a line may belong to its word.

    >>> [without_stutter(said) for said in ("th- the knee", "it it hurts", "soft and non- tender", "every 4- 6 hours")]
    ['the knee', 'it hurts', 'soft and non- tender', 'every 4- 6 hours']
    >>> [without_stutter(said) for said in ("a a box", "two two hundred milligram tablets", "ring ring nine nine nine")]
    ['a box', 'two two hundred milligram tablets', 'ring nine nine nine']
    >>> without_stutter("I stopped it, it bunged me up"), without_stutter("well, it, it hurts")
    ('I stopped it, it bunged me up', 'well, it hurts')
    """

    def once(found: re.Match[str]) -> str:
        return found[0] if _ENDS_AND_BEGINS.match(text, found.start()) else found[1] or ""

    return _STUTTER.sub(once, text)
