"""Read what raters said from a table: a vote a row, missing cells allowed."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from minigiants.store import same_name

Array = np.ndarray[Any, np.dtype[np.float64]]

NEEDED = ("item", "rater", "value")
COLUMNS = (*NEEDED, "criterion", "model", "left", "right")
MISSING = ("", "na", "n/a", "nan", "null", "none", "-")
"""How tables write that a rater said nothing."""
SIDES = {"left": 1.0, "right": 2.0, "tie": 0.0, "1": 1.0, "2": 2.0, "0": 0.0}
"""How a choice between two is written: the first, the second, or a tie."""


class VotesError(ValueError):
    """A table that can't be counted; the message says which column or line and what is wanted there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """What one rater said of one item under one criterion."""

    item: str
    rater: str
    value: float
    criterion: str = ""
    model: str = ""
    """What made the item, empty when nobody says."""
    left: str = ""
    """For a choice between two: what was shown first; `value` is 1 for it, 2 for the other, 0 for a tie."""
    right: str = ""
    label: str = ""
    """What was said where values are words."""
    ordered: bool = True
    """Whether `value` is a place on a scale; of labels it only tells them apart."""
    line: int = field(default=0, compare=False)
    """Of the table that it was read from, 0 for none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VoteMatrix:
    """The votes of one criterion as a matrix."""

    items: tuple[str, ...]
    raters: tuple[str, ...]
    values: Array
    """Shape (raters, items); NaN where a rater said nothing."""


def read_table(path: Path) -> list[Vote]:
    """Read a CSV file with the columns item, rater and value, and possibly criterion, model, left and right.

    Cells are parted by commas, semicolons or tabs; numbers have a decimal point, or a comma where none parts cells.
    Values are numbers, or words, which have no number yet; with `left` and `right` they are left, right or
    tie (or 1, 2, 0). Rows with an empty value, or one such as NA, are left out. Raises VotesError.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            parted = max(",;\t", key=head.count)
            rows = csv.DictReader(file, delimiter=parted)
            columns = [name.strip().lower() for name in rows.fieldnames or ()]
            rows.fieldnames = columns
            missing = [name for name in NEEDED if name not in columns]
            if missing:
                raise VotesError(f"the table has no column {missing[0]!r}; it needs {', '.join(NEEDED)}")
            twice = [name for name in COLUMNS if columns.count(name) > 1]
            if twice:
                raise VotesError(f"the table has the column {twice[0]!r} twice: keep the one that counts")
            point = "." if parted == "," else ","
            votes = [vote for row in rows if (vote := _vote(row, rows.line_num, point=point))]
    except (UnicodeDecodeError, csv.Error) as error:
        raise VotesError("the table is not CSV in UTF-8: save it as such") from error
    return votes


def one_spelling(votes: Iterable[Vote]) -> list[Vote]:
    """Call each rater by the first spelling of the name: capitals and spaces make nobody another person.

    >>> [v.rater for v in one_spelling([Vote(item="a", rater=name, value=1) for name in ("Ann", "ann ", "Bob")])]
    ['Ann', 'Ann', 'Bob']
    """
    listed = list(votes)
    first: dict[str, str] = {}
    for vote in listed:
        first.setdefault(same_name(vote.rater), vote.rater)
    return [replace(vote, rater=first[same_name(vote.rater)]) for vote in listed]


def last_votes(votes: Iterable[Vote]) -> list[Vote]:
    """Keep each rater's last vote on an item under a criterion, in the order of the first ones.

    Where an item is a question that several models answered, each answer, or pair of them, is an item of its own.

    >>> [v.value for v in last_votes([Vote(item="a", rater="r", value=n) for n in (1, 5)])]
    [5]
    >>> [v.item for v in last_votes([Vote(item="a", rater="r", value=1, model=name) for name in ("m", "n")])]
    ['a (m)', 'a (n)']
    """
    listed = list(votes)
    made: dict[str, set[str]] = {}
    for vote in listed:
        made.setdefault(vote.item, set()).update({_made(vote)} - {""})
    apart = [replace(v, item=f"{v.item} ({_made(v)})") if len(made[v.item]) > 1 else v for v in listed]
    return list({(v.criterion, v.item, v.rater): v for v in apart}.values())


def _made(vote: Vote) -> str:
    """Name what made an item, two in the same order whichever was shown first."""
    return vote.model or ", ".join(sorted(name for name in (vote.left, vote.right) if name))


def table(votes: Sequence[Vote]) -> VoteMatrix:
    """Lay the votes of one criterion out as a matrix; of two votes of a rater on an item the last counts.

    Raters see two answers in either order: choices are turned to the order of the item's first vote.

    >>> table([Vote(item="a", rater="r", value=1), Vote(item="b", rater="s", value=2)]).values.tolist()
    [[1.0, nan], [nan, 2.0]]
    """
    items = tuple(dict.fromkeys(vote.item for vote in votes))
    raters = tuple(dict.fromkeys(vote.rater for vote in votes))
    at, by = {name: n for n, name in enumerate(items)}, {name: n for n, name in enumerate(raters)}
    values = np.full((len(raters), len(items)), math.nan)
    first: dict[str, str] = {}
    for vote in votes:
        turned = vote.value and first.setdefault(vote.item, vote.left) != vote.left
        values[by[vote.rater], at[vote.item]] = 3 - vote.value if turned else vote.value
    return VoteMatrix(items=items, raters=raters, values=values)


def as_csv(votes: Iterable[Vote], called: Mapping[str, str] | None = None) -> str:
    r"""Write votes as `read_votes` reads them; `called` has other names for the raters.

    >>> as_csv([Vote(item="a", rater="ann", value=4)], {"ann": "rater-1"}).splitlines()[1]
    'a,rater-1,4,,,,'
    """
    file, names = io.StringIO(), called or {}
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS)
    for vote in votes:
        given = [vote.item, names.get(vote.rater, vote.rater), vote.label or f"{vote.value:g}"]
        rows.writerow([*given, vote.criterion, vote.model, vote.left, vote.right])
    return file.getvalue()


def _vote(row: dict[str, str | None], line: int, *, point: str) -> Vote | None:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if cells["value"].lower() in MISSING:
        return None
    if not cells["item"] or not cells["rater"]:
        raise VotesError(f"line {line} has a value but no item or no rater: give both")
    paired, text = bool(cells["left"] and cells["right"]), cells["value"]
    value = _number(text.replace(point, "."), line, paired=paired)
    return Vote(
        item=cells["item"],
        rater=cells["rater"],
        value=value,
        criterion=cells["criterion"],
        model=cells["model"],
        left=cells["left"],
        right=cells["right"],
        label=text if math.isnan(value) else "",
        line=line,
    )


def _number(text: str, line: int, *, paired: bool) -> float:
    """Return a number, NaN for a word."""
    if paired:
        if text.lower() not in SIDES:
            raise VotesError(f"line {line} has a value that is not left, right or tie (or 1, 2, 0)")
        return SIDES[text.lower()]
    try:
        value = float(text)
    except ValueError:
        return math.nan
    if not math.isfinite(value):
        raise VotesError(f"line {line} has a value that is not a number: leave the cell empty where nothing was said")
    return value
