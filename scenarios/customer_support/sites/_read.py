"""Read the sites' files; every site has the common rules, and those of its own before them."""

import hashlib
import math
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ._colour import read_colour
from ._mail import read_smtp
from ._values import REASONS, Costs, Delivery, Rule, Site, SiteError, Standard

LONGEST_PAUSE = 30
"""Seconds: nobody waits longer for a machine to begin."""
_COMMON = Path(__file__).parent / "common.toml"
_FIELDS = {
    "name",
    "collection",
    "greeting",
    "colour",
    "key",
    "origins",
    "per_minute",
    "replies",
    "labels",
    "pause",
    "latency_goal",
    "stale_days",
    "unused_days",
    "costs",
    "rules",
    "standard",
    "scope",
    "delivery",
}


def load_site(file: Path) -> Site:
    """Read one site; raises SiteError in one sentence."""
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SiteError(f"the site file {file.name!r} can't be read ({type(error).__name__}): mend the file") from None
    try:
        return _site(read)
    except (ValueError, TypeError, KeyError, AttributeError, re.error) as error:
        said = f"it misses {error}" if isinstance(error, KeyError) else str(error)
        raise SiteError(f"the site file {file.name!r} has a mistake: {said}") from None


def key_hash(key: str) -> str:
    """Return what a site's file holds of its key.

    >>> key_hash("k")[:8]
    '8254c329'
    """
    return hashlib.sha256(key.encode()).hexdigest()


def _site(read: Mapping[str, Any]) -> Site:
    if strange := sorted(set(read) - _FIELDS):
        raise SiteError(f"there is no setting {strange[0]!r}; there are: {', '.join(sorted(_FIELDS))}")
    scope = read.get("scope", {})
    plain = {name: check(name, read[name]) for name, check in _PLAIN.items() if name in read}
    if plain.get("key") and not plain.get("collection"):
        raise SiteError("a site with a key needs a collection: customers of two sites would share their talks")
    return Site(
        name=_text("name", read["name"]),
        **plain,
        costs=Costs(**{name: _positive(name, value) for name, value in read.get("costs", {}).items()}),
        rules=(*_rules(read.get("rules", ())), *_common()),
        standards=tuple(
            Standard(questions=tuple(entry["questions"]), answer=str(entry["answer"]))
            for entry in read.get("standard", ())
        ),
        inside=tuple(scope.get("inside", ())),
        outside=tuple(scope.get("outside", ())),
        delivery=_delivery(read.get("delivery", {})),
    )


def _rules(entries: Any, words: Mapping[str, str] | None = None) -> tuple[Rule, ...]:
    rules = []
    for entry in entries:
        if entry["reason"] not in REASONS:
            raise SiteError(f"there is no reason {entry['reason']!r}; there are: {', '.join(REASONS)}")
        if not isinstance(sure := entry.get("sure", True), bool):
            raise SiteError("'sure' of a rule must be true or false")
        rules += [
            Rule(reason=entry["reason"], pattern=re.compile(_spelled(pattern, words or {}), re.IGNORECASE), sure=sure)
            for pattern in entry["patterns"]
        ]
    return tuple(rules)


def _spelled(pattern: str, words: Mapping[str, str]) -> str:
    """Return a pattern with the words that each <name> stands for, which may name others in turn.

    >>> _spelled("my <limb>", {"limb": "(?:arm|<end>)", "end": "(?:hand|foot)"})
    'my (?:arm|(?:hand|foot))'
    """
    return re.sub(r"<([a-z_]+)>", lambda name: _spelled(words[name[1]], words), pattern) if words else pattern


def _delivery(read: Mapping[str, Any]) -> Delivery:
    smtp = read_smtp(read["smtp"]) if "smtp" in read else None
    webhook = str(read.get("webhook", ""))
    if webhook and not webhook.startswith(("http://", "https://")):
        raise SiteError("a webhook's address begins with http:// or https://")
    if webhook and not _reachable(webhook):
        raise SiteError("the webhook's address is none: write it as https://host/path")
    return Delivery(webhook=webhook, secret=str(read.get("secret", "")), smtp=smtp)


def _reachable(address: str) -> bool:
    """Tell whether an address names a host and a port that can be."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0 and not re.search(r"[\s\x00-\x1f]", address)
    except ValueError:
        return False


def _positive(name: str, value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < math.inf:
        raise SiteError(f"{name!r} must be a number above 0")
    return float(value)


def _seconds(name: str, value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= LONGEST_PAUSE:
        raise SiteError(f"{name!r} must be a number of seconds from 0 to {LONGEST_PAUSE}")
    return float(value)


def _count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise SiteError(f"{name!r} must be a whole number from 1 on")
    return value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise SiteError(f"{name!r} must be a text in quotes")
    return value


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise SiteError(f"{name!r} must be a list of texts")
    return tuple(_text(name, entry) for entry in value)


def _origins(name: str, value: Any) -> tuple[str, ...]:
    """Return origins as browsers write them: no slash at the end, small letters."""
    return tuple(entry.strip().rstrip("/").lower() for entry in _texts(name, value))


_PLAIN: dict[str, Callable[[str, Any], Any]] = {
    "collection": _text,
    "greeting": _text,
    "colour": lambda name, value: read_colour(_text(name, value)),
    "key": _text,
    "origins": _origins,
    "per_minute": _count,
    "replies": _texts,
    "labels": _texts,
    "pause": _seconds,
    "latency_goal": _positive,
    "stale_days": _count,
    "unused_days": _count,
}


@cache
def _common() -> tuple[Rule, ...]:
    common = tomllib.loads(_COMMON.read_text("utf-8"))
    return _rules(common["rules"], {name: f"(?:{'|'.join(some)})" for name, some in common["words"].items()})


NEUTRAL = Site(name="Customer support", rules=_common())
"""For a knowledge base that no site claims."""
