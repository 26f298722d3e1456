"""Write a value of a workbook as its sheet shows it."""

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\[\]-]{0,80})[^\[\]]{0,80}\]|\[[^\[\]]{0,160}\]|_.|\*.')
_DIGITS = re.compile(r"([#0?][#0?,]*)(?:\.([0#?]+)(,*))?")


def shown(value: object, code: str = "") -> str:
    """Return `value` in the number format `code`.

    >>> shown(0.125, "0.0%"), shown(1234.5, '#,##0.00 "EUR"'), shown(1234.5, "[$€-407] #,##0"), shown(12.0)
    ('12.5%', '1,234.50 EUR', '€ 1,234', '12')
    >>> shown(7, "00000"), shown(12345678, '#,##0.0,,"M"'), shown(datetime.timedelta(hours=27, minutes=15), "[h]:mm")
    ('00007', '12.3M', '27:15')
    >>> shown(datetime.datetime(2026, 3, 2)), shown(datetime.time(9, 30)), shown(True)
    ('2026-03-02', '09:30', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return _time(value)
    if isinstance(value, int | float):
        return _number(value, code)
    return str(value)


def _time(value: datetime.date | datetime.time | datetime.timedelta) -> str:
    """Write a day, an hour or both as nobody can misread them, and a span of time in hours."""
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == datetime.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"
    return _duration(value)


def _duration(value: datetime.timedelta) -> str:
    seconds = round(abs(value.total_seconds()))
    end = f":{seconds % 60:02}" if seconds % 60 else ""
    return f"{'-' * (value.days < 0)}{seconds // 3600}:{seconds // 60 % 60:02}{end}"


def _number(value: float, code: str) -> str:
    sections = code.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1] else sections[0]
    form = _form(section)
    if form is None:
        return f"{value:.10g}" if abs(value) < 1e10 or value != int(value) else str(int(value))
    amount = abs(value) if section is not sections[0] else value
    number = f"{amount * form.factor:{form.spec}}"
    if form.shortest:
        number = number.rstrip("0").rstrip(".")
    return f"{form.before}{number}{form.after}".strip()


class _Form(NamedTuple):
    """A section of a number format."""

    before: str
    after: str
    spec: str
    factor: float
    shortest: bool
    """Zeros at the end are not written."""


@lru_cache(maxsize=500)
def _form(section: str) -> _Form | None:
    """Read a section; None when the number is written as it is."""
    plain = _LITERAL.sub(lambda match: "\0" * bool(match[1] or match[2] or match[3]), section)
    digits = _DIGITS.search(plain)
    if section in ("", "General", "@") or digits is None or "E+" in plain or "/" in plain:
        return None
    whole, places, scale = digits[1], digits[2] or "", digits[3] or ""
    if re.search("[0#?]", plain[digits.end() :]):  # as in a number of a telephone or an account
        return None
    thousands = len(scale) if places else len(whole) - len(whole.rstrip(","))
    least = whole.count("0") if whole.count("0") > 1 else 0
    width = f"0{least + (len(places) + 1 if places else 0)}" if least else ""
    literals = iter([m[1] or m[2] or m[3] for m in _LITERAL.finditer(section) if m[1] or m[2] or m[3]])
    before, after = (
        re.sub("\0", lambda _: next(literals, ""), t) for t in (plain[: digits.start()], plain[digits.end() :])
    )
    grouping = "," if "," in whole.strip(",") else ""
    return _Form(
        before=before,
        after=after,
        spec=f"{width}{grouping}.{len(places)}f",
        factor=(100 if "%" in plain else 1) / 1000**thousands,
        shortest=bool(places) and "0" not in places,
    )
