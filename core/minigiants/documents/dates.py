"""Tell from a document itself when its content was last changed: Markdown's front matter, or a page's meta tags."""

import re
from datetime import UTC, datetime

LOOKED_AT = 8192
"""Bytes at the beginning of a file."""
_NAMES = ("updated", "last_updated", "last-updated", "lastmod", "last_modified", "modified", "reviewed", "date")
"""Fields of a front matter, the most telling first."""
_METAS = ("article:modified_time", "last-modified", "dcterms.modified", "revised", "article:published_time", "date")
FRONT_MATTER = re.compile(
    r"\A\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<fields>[\w-]+[ \t]*[:=].*?)^(?P=mark)[ \t]*\r?$\n?", re.S | re.M
)
_FIELD = re.compile(r"^([\w-]+)[ \t]*[:=][ \t]*[\"']?([^\"'\n\r#]*)", re.M)
_META = re.compile(r"<meta\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(name|property|http-equiv|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


def written(data: bytes) -> datetime | None:
    r"""Return the day of the last change that a document states of itself, None when it states none.

    >>> written(b"---\ntitle: Returns\nupdated: 2024-03-01\n---\nThirty days.")
    datetime.datetime(2024, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    >>> written(b'<meta name="last-modified" content="2023-05-06T10:00:00+02:00">').hour
    8
    """
    text = data[:LOOKED_AT].decode("utf-8", "replace")
    if matter := FRONT_MATTER.match(text):
        return _first({name.lower(): value for name, value in _FIELD.findall(matter["fields"])}, _NAMES)
    metas = [
        {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(inside)}
        for inside in _META.findall(text)
    ]
    named = {
        (m.get("name") or m.get("property") or m.get("http-equiv", "")).lower(): m.get("content", "") for m in metas
    }
    return _first(named, _METAS)


def titled(fields: str) -> str:
    r"""Return the title of a front matter, or empty.

    >>> titled("title: 'Returns'\ndate: 2024-03-01\n")
    'Returns'
    """
    return next((value.strip() for name, value in _FIELD.findall(fields) if name.lower() == "title"), "")


def _first(fields: dict[str, str], names: tuple[str, ...]) -> datetime | None:
    dates = (_date(fields[name]) for name in names if name in fields)
    return next((date for date in dates if date), None)


def _date(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value.strip().replace("/", "-"))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
