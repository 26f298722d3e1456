"""Read the sites' files; every site has the common rules, and those of its own before them."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from minigiants.sites._values import REASONS, Costs, Delivery, Rule, Site, SiteError, Smtp, Standard

_COMMON = Path(__file__).parent / "common.toml"
_FIELDS = {
    "name",
    "collection",
    "greeting",
    "key",
    "origins",
    "per_minute",
    "latency_goal",
    "costs",
    "rules",
    "standard",
    "scope",
    "delivery",
}


def load_sites(folder: Path) -> tuple[Site, ...]:
    """Read every site of `folder`, by file name; a changed file is read anew. Raises SiteError."""
    if not folder.is_dir():
        return ()
    return tuple(_cached(file, file.stat().st_mtime_ns) for file in sorted(folder.glob("*.toml")))


def site_of(collection: str, folder: Path) -> Site:
    """Return the site whose knowledge base `collection` is, else one that has the common rules only."""
    return next((site for site in load_sites(folder) if collection and site.collection == collection), NEUTRAL)


def load_site(file: Path) -> Site:
    """Read one site; raises SiteError in one sentence."""
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SiteError(f"the site file {file.name!r} can't be read ({type(error).__name__}): mend the file") from None
    try:
        return _site(read)
    except (SiteError, TypeError, KeyError, AttributeError, re.error) as error:
        said = f"it misses {error}" if isinstance(error, KeyError) else str(error)
        raise SiteError(f"the site file {file.name!r} has a mistake: {said}") from None


def key_hash(key: str) -> str:
    """Return what a site's file holds of its key.

    >>> key_hash("k")[:8]
    '8254c329'
    """
    return hashlib.sha256(key.encode()).hexdigest()


@cache
def _cached(file: Path, changed: int) -> Site:
    return load_site(file)


def _site(read: Mapping[str, Any]) -> Site:
    if strange := sorted(set(read) - _FIELDS):
        raise SiteError(f"there is no setting {strange[0]!r}; there are: {', '.join(sorted(_FIELDS))}")
    scope = read.get("scope", {})
    plain = {
        name: read[name] for name in ("collection", "greeting", "key", "per_minute", "latency_goal") if name in read
    }
    return Site(
        name=str(read["name"]),
        **plain,
        origins=tuple(read.get("origins", ())),
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


def _rules(entries: Any) -> tuple[Rule, ...]:
    found = []
    for entry in entries:
        if entry["reason"] not in REASONS:
            raise SiteError(f"there is no reason {entry['reason']!r}; there are: {', '.join(REASONS)}")
        found += [Rule(reason=entry["reason"], pattern=re.compile(p, re.IGNORECASE)) for p in entry["patterns"]]
    return tuple(found)


def _delivery(read: Mapping[str, Any]) -> Delivery:
    smtp = Smtp(**read["smtp"]) if "smtp" in read else None
    webhook = str(read.get("webhook", ""))
    if webhook and not webhook.startswith(("http://", "https://")):
        raise SiteError("a webhook's address begins with http:// or https://")
    return Delivery(webhook=webhook, secret=str(read.get("secret", "")), smtp=smtp)


def _positive(name: str, value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        raise SiteError(f"the cost {name!r} must be a number above 0")
    return float(value)


@cache
def _common() -> tuple[Rule, ...]:
    return _rules(tomllib.loads(_COMMON.read_text("utf-8"))["rules"])


NEUTRAL = Site(name="Customer support", rules=_common())
"""For a knowledge base that no site claims."""
