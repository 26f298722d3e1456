"""Units of measure by their canonical symbol: mg for milligrams, % for per cent, USD for $."""

from collections.abc import Sequence

from minigiants.language.lists import word_set, word_table

CURRENCIES = word_set("units", "currencies")
TIMES = word_set("units", "times")
ADVERBS: dict[str, str] = dict(word_table("units", "adverbs"))
"""How often, as a unit of time: "daily" is once a day."""
_SYMBOLS: dict[str, str] = dict(word_table("units", "symbols"))
_CASED: dict[str, str] = dict(word_table("units", "cased"))
_RATES: dict[str, str] = dict(word_table("units", "rates"))
_GLUED_ONLY = word_set("units", "glued_only")
_SPACED_CAPITAL = word_set("units", "spaced_capital")
_LENGTHS = word_set("units", "lengths")


def canonical(word: str, *, glued: bool) -> str:
    """Return the symbol of the unit written as `word`, empty when it is none; `glued` to its number or apart.

    >>> canonical("milligrams", glued=False), canonical("MG", glued=True), canonical("a", glued=False)
    ('mg', 'mg', '')
    """
    if word in _CASED:
        return _CASED[word]
    lower = word.lower().rstrip(".")
    if lower in _RATES:
        return _RATES[lower]
    if lower in _GLUED_ONLY and not glued and word not in _SPACED_CAPITAL:
        return ""
    return _SYMBOLS.get(lower, "")


def agree(claim: str, evidence: str) -> bool:
    """Say whether two units mean the same; a time left out of a dose is no disagreement, of a speed it is.

    >>> agree("mg", "mg/day"), agree("mg", "mg/kg"), agree("km", "km/h"), agree("mg/day", "mg/wk")
    (True, False, False, False)
    """
    if claim == evidence:
        return True
    (base, *below), (other, *others) = claim.split("/"), evidence.split("/")
    if base != other or _other(below) != _other(others):
        return False
    times, wanted = _times(below), _times(others)
    if times and wanted:
        return times == wanted
    return base not in _LENGTHS


def _times(parts: Sequence[str]) -> set[str]:
    return {p for p in parts if p in TIMES}


def _other(parts: Sequence[str]) -> set[str]:
    return {p for p in parts if p not in TIMES}
