"""Write a value of a workbook as its sheet shows it."""

import datetime
import re

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([0#?]+))?")


def shown(value: object, code: str = "") -> str:
    """Return `value` in the number format `code`.

    >>> shown(0.125, "0.0%"), shown(1234.5, '#,##0.00 "EUR"'), shown(1234.5, "[$€-407] #,##0"), shown(12.0)
    ('12.5%', '1,234.50 EUR', '€ 1,234', '12')
    >>> shown(datetime.datetime(2026, 3, 2)), shown(datetime.time(9, 30)), shown(True)
    ('2026-03-02', '09:30', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == datetime.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"
    if isinstance(value, int | float):
        return _number(value, code)
    return str(value)


def _number(value: float, code: str) -> str:
    sections = code.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1] else sections[0]
    plain = _LITERAL.sub(lambda match: "\0" * bool(match[1] or match[2] or match[3]), section)
    digits = _DIGITS.search(plain)
    if section in ("", "General", "@") or digits is None or "E+" in plain or "/" in plain:
        return f"{value:.10g}" if abs(value) < 1e10 or value != int(value) else str(int(value))
    literals = iter([m[1] or m[2] or m[3] for m in _LITERAL.finditer(section) if m[1] or m[2] or m[3]])
    percent = "%" in plain
    places = len(digits[1] or "")
    amount = abs(value) if section is not sections[0] else value
    number = f"{amount * (100 if percent else 1):{',' if ',' in digits[0].strip(',') else ''}.{places}f}"
    if digits[1] and "0" not in digits[1]:
        number = number.rstrip("0").rstrip(".")
    text = plain[: digits.start()] + "\1" + plain[digits.end() :]
    text = re.sub("\0", lambda _: next(literals, ""), text)
    return text.replace("\1", number).strip()
