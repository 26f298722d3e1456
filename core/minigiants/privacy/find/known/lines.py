"""Read what is known of a person beforehand from a text that somebody wrote, a line each."""

from datetime import date, datetime

from minigiants.privacy.types import Known

_FORMS = (
    "%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%y", "%d/%m/%y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y",
    "%d %B %Y", "%d %b %Y", "%d-%b-%Y",
)  # fmt: skip


def known_of(text: str) -> Known | None:
    r"""Return what the lines of `text` are: without a digit a name, a day is a date, others are numbers; None if empty.

    >>> known_of("Maria Lopez\n30 April 1950\nMRN 48812")
    Known(names=('Maria Lopez',), dates=(datetime.date(1950, 4, 30),), numbers=('MRN 48812',), others=())
    >>> known_of("4/30/50").dates
    (datetime.date(1950, 4, 30),)
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    dates = {line: day for line in lines if (day := _date(line))}
    rest = [line for line in lines if line not in dates]
    names = tuple(line for line in rest if not any(map(str.isdigit, line)))
    numbers = tuple(line for line in rest if line not in names)
    return Known(names=names, dates=tuple(dates.values()), numbers=numbers) if lines else None


def _date(line: str) -> date | None:
    for form in _FORMS:
        try:
            found = datetime.strptime(line, form).date()
            return found.replace(year=found.year - 100) if "%y" in form and found > date.today() else found
        except ValueError:
            continue
    return None
