"""The months and weekdays as they are written."""

from minigiants.language.lists import any_of, word_list, word_table

MONTHS = word_list("dates", "months")
"""Whole names in small letters, in the order of the year."""
WEEKDAYS = word_list("dates", "weekdays")
"""Whole names in small letters, Monday first."""
_MONTH_OF: dict[str, int] = dict(word_table("dates", "month_names"))

MONTH = any_of(MONTHS)
"""A pattern for a month's whole name."""
MONTH_SHORT = any_of(name for name in _MONTH_OF if name not in MONTHS)
"""A pattern for a month's short name, without the full stop."""
MONTH_OR_SHORT = any_of(_MONTH_OF)
"""A pattern for a month's name, whole or short, without the full stop."""


def month_of(name: str) -> int | None:
    """Return which month `name` is, None when it is none.

    >>> month_of("Sept."), month_of("March"), month_of("Marching")
    (9, 3, None)
    """
    return _MONTH_OF.get(name.lower().rstrip("."))
