"""Find countries and peoples from closed lists, and addresses by the words that hold them together."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from minigiants.language import any_of
from minigiants.types import Entity

_LIST = Path(__file__).parent / "places.toml"
_STREET = (
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|square|sq|terrace|parkway|pkwy|"
    r"highway|hwy|circle|cir|trail|way|alley|crescent|close|gardens?|grove|mews|parade|quay|row|circus|embankment|broadway|wharf|plaza|turnpike|route)"
)
_ROOM = r"(?:apt|apartment|suite|ste|unit|room|rm|floor|fl|box|flat)\.?\s*#?\s*[A-Z]?-?\d+[A-Z]?"
_FLAT = rf"(?:{_ROOM}|#\s?\d+[A-Z]?)"
_NAME = r"(?:[A-ZÀ-Þ][\w'’.-]*|de|la|del|of|the|des|du|von|van|\d{1,3}(?:st|nd|rd|th))"
_ADDRESSES = tuple(
    re.compile(form)
    for form in (
        rf"(?<![\w.])\d{{1,5}}(?:-\d+)?[A-Za-z]?\s+(?:{_NAME}\s+){{1,4}}(?i:{_STREET})\b\.?(?:,?\s+(?i:{_FLAT}))?",
        r"(?<![\w.])\d{1,5}\s+(?:[\w'’.-]+\s+){1,5}(?i:(?:apt|suite)\.?\s*\d+)",
        r"\b(?:[A-ZÀ-Þ][\w'’.-]+\s+){1,3}\d{1,4}[,\s]+(?i:(?:apt|suite)\.?\s*\d+)",
        r"\b(?i:p\.?\s?o\.?\s+box|post office box)\s+\d+",
        r"\b(?:PSC|CMR|USNS|USS|USNV|USCGC|Unit)\s+\w+,?\s+(?:Box\s+\d+|(?:[FAD]PO)\s)[\s,]*(?:[FAD]PO\s+A[AEP]\s+\d{5})?",
        r"\b(?:[FAD]PO)\s+A[AEP]\s+\d{5}\b",
        rf"\b(?i:(?:the )?corner of)\s+(?:[\w'’.-]+\s+){{1,4}}?and\s+(?:{_NAME}\s*){{1,3}}(?:\d+)?",
        rf"(?<![\w.])(?i:{_ROOM})(?!\w)",
    )
)


def placed(text: str) -> Iterator[Entity]:
    """Yield countries, peoples and addresses."""
    countries, peoples = _lists()
    for shape, type_ in ((countries, "LOCATION"), (peoples, "NRP")):
        for match in shape.finditer(text):
            yield Entity(start=match.start(), end=match.end(), type=type_, score=0.8, recognizer="list")
    for form in _ADDRESSES:
        for match in form.finditer(text):
            yield Entity(start=match.start(), end=match.end(), type="ADDRESS", score=0.8, recognizer="address")


@cache
def _lists() -> tuple[re.Pattern[str], re.Pattern[str]]:
    told = tomllib.loads(_LIST.read_text("utf-8"))
    countries, peoples = (any_of(told[key]) for key in ("countries", "peoples"))
    return (
        re.compile(rf"(?<!\w)(?:{countries})(?!\w)"),
        re.compile(
            rf"(?<!\w)(?:{peoples})s?(?!\w)(?!\s+(?:hamster|measles|spotted|yew|ginseng|foxglove|horn))", re.IGNORECASE
        ),
    )
