"""Write what is raised or lowered so that it does not join its neighbour, and signs from picture fonts."""

import re

_UNITS = re.compile(r"(?:^|[\s\d/(·*.])(?:[kcdmµ]?m|in|ft|yd|s|min|h)$")
_CHEMICAL = re.compile(r"[A-Za-z\])]$")
_NOTE = re.compile(r"[\s\[(]*(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*|[*†‡§]+)[\])]*\s*")
_BASE = re.compile(r"(?<![\d.,])(?:10|\d)$")
_SHORT_WORDS = frozenset(
    "a am an as at be by do eu go he i if in is it me my no of on or so to uk un up us we".split()  # noqa: SIM905
)
_NEAR = 40
"""Characters before a raised text that say what it is."""
_POWERS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_STOPS = ".,;:!?"
_WINGDINGS = {0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x78: "☒", 0xA3: "☐"}
_WINGDINGS_2 = {0x52: "☑", 0x51: "☒", 0x50: "✓", 0x4F: "✗", 0xA3: "☐", 0x2A: "☐", 0x53: "☒", 0x54: "☒"}
_ARROWS = {0xE0: "→", 0xDF: "←", 0xE8: "→", 0xE7: "←", 0xF0: "⇒"}
_SYMBOL = {0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0x6D: "µ", 0xAE: "→", 0xB7: "•"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN_SMALL = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SYMBOL |= {0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x44: "Δ", 0x70: "π", 0x57: "Ω", 0x73: "σ", 0x6C: "λ"}


def raised(before: str, text: str) -> str:
    """Return `text`, which stands raised after `before`, with the mark that tells it from what it follows.

    >>> [raised(*pair) for pair in (("6.2 x 10", "4"), ("12 m", "2"), ("the 2", "nd"), ("E = mc", "2"))]
    ['^4', '²', 'nd', '^2']
    >>> [raised(*pair) for pair in (("the rent", "1"), ("1,450", "1"), ("as above.", "*"))]
    [' [note 1]', ' [note 1]', ' [note *]']
    """
    words, before = text.strip(), before[-_NEAR:]
    if not words:
        return text
    if before[-1:].isdigit():
        return _after_number(before, words, text)
    if _UNITS.search(before) and re.fullmatch(r"[+\-−]?\d", words):
        return words.translate(_POWERS)
    if note := _NOTE.fullmatch(text):
        return f"^{words}" if note[1].isdigit() and _is_symbol(before) else noted(note[1])
    if re.fullmatch(r"\d*[+\-−]|[−-]\d+|[a-z]", words) and _CHEMICAL.search(before):
        return f"^{words}"
    return text


def _after_number(before: str, words: str, text: str) -> str:
    """Write what is raised after a number: a power after 10 or one digit, a note's mark after any other."""
    if re.fullmatch(r"[+−-]\d+|\d+[.,/]\d+|[a-z]", words):
        return f"^{words}"
    if not words.isdigit():
        return noted(words) if _NOTE.fullmatch(words) else text
    return f"^{words}" if _BASE.search(before) or len(words) > 2 else noted(words)


def _is_symbol(before: str) -> bool:
    """Tell whether `before` ends with a formula's letter or bracket rather than a word."""
    end = re.search(r"(?:^|[^\w])([A-Za-z]{1,2})$", before)
    return bool(re.search(r"[)\]]$|(?:^|\W)\w$", before) or (end and end[1].lower() not in _SHORT_WORDS))


def noted(number: str) -> str:
    """Return the mark of the note called `number`.

    >>> noted("3")
    ' [note 3]'
    """
    return f" [note {number}]"


def with_mark(text: str, mark: str) -> str:
    """Append a note's `mark`; before a full stop, so that it stays with its sentence.

    >>> with_mark("The rent is 840 euros.", " [note 1]")
    'The rent is 840 euros [note 1].'
    """
    if not mark.startswith(" [note "):
        return text + mark
    words = text.rstrip()
    stops = len(words) - len(words.rstrip(_STOPS))
    if not stops or stops > 3:
        return words + mark + text[len(words) :]
    return words[:-stops] + mark + words[-stops:] + text[len(words) :]


def lowered(before: str, text: str) -> str:
    """Return `text`, which stands lowered after `before`: as it is in a formula of chemistry, else after a mark.

    >>> [lowered("H", "2"), lowered("v", "max"), lowered("1010", "2")]
    ['2', '_max', '_2']
    """
    words = text.strip()
    if not words or not before or before[-1].isspace():
        return text
    return text if words.isdigit() and not before[-1].isdigit() else f"_{words}"


BOXES = "☑☒☐"


def ticked(text: str) -> str:
    """Return `text` with boxes that are ticked or not in words, which search and a small model understand.

    >>> ticked("Valve open ☑ closed ☐")
    'Valve open [ticked] closed [not ticked]'
    """
    return text.replace("☑", "[ticked]").replace("☒", "[ticked]").replace("☐", "[not ticked]")


def sign(font: str, code: int) -> str:
    """Return what the character `code` of a picture font shows, such as a ticked box; empty when unknown.

    >>> sign("Wingdings", 0xF0FE), sign("Symbol", 0xB0), sign("Arial", 0x41)
    ('☑', '°', 'A')
    """
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if font.startswith("Wingdings 2"):
        return _WINGDINGS_2.get(low, "")
    if font.startswith("Wingdings"):
        return _WINGDINGS.get(low) or _ARROWS.get(low, "")
    if font.startswith("Symbol"):
        return _SYMBOL.get(low, "")
    return "" if 0xE000 <= code <= 0xF8FF or code < 0x20 else chr(code)


def figure(number: int, style: str) -> str:
    """Write `number` in one of Word's number styles.

    >>> [figure(4, style) for style in ("decimal", "lowerLetter", "upperRoman", "ordinal", "decimalZero")]
    ['4', 'd', 'IV', '4th', '04']
    """
    if style in ("lowerLetter", "upperLetter"):
        text = _LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1)
    elif style in ("lowerRoman", "upperRoman"):
        text = ""
        for worth, letters in _ROMAN + _ROMAN_SMALL:
            count, number = divmod(number, worth)
            text += letters * count
    elif style == "ordinal":
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    else:
        return f"{number:02}" if style == "decimalZero" else str(number)
    return text.upper() if style.startswith("upper") else text
