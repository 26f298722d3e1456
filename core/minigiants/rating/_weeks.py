"""Say how a scenario fares in use, week by week, and where its model changed."""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from minigiants.rating._estimate import Estimate
from minigiants.store import Rating, Use

OVERALL = "overall"
"""The criterion of a thumb: 1 up, 0 down."""
_Z = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """What became of the requests of one week, or of the part of it in which one model answered."""

    monday: date
    model: str
    """As people call it, with the beginning of its file's hash; empty where no model wrote anything."""
    changed: bool
    """Whether another model, or another file of it, answered in the row before."""
    n: int
    answered: Estimate
    """Share that was answered, and neither asked back, refused nor handed over."""
    seconds: float
    """Median."""
    liked: Estimate
    """Share of thumbs that point up, of the answers of this row; a person's last thumb on an answer counts."""

    def to_json(self) -> dict[str, object]:
        """Return it as text and numbers for a table or for machines."""
        return {
            "week of": self.monday.isoformat(),
            "model": self.model or "-",
            "changed": "changed" if self.changed else "",
            "requests": self.n,
            "answered": words(self.answered),
            "seconds": f"{self.seconds:.1f}",
            "thumbs up": words(self.liked),
            "thumbs": self.liked.n,
        }


def weeks(uses: Sequence[Use], ratings: Sequence[Rating]) -> list[Week]:
    """Return the figures of each week, the oldest first; a week in which the model changed has a row for each."""
    thumbs: dict[tuple[str, str], float] = {}
    for one in ratings:
        if one.criterion == OVERALL and one.value is not None:
            thumbs[one.answer_id, one.rater] = one.value
    by_answer: defaultdict[str, list[float]] = defaultdict(list)
    for (answer, _), value in thumbs.items():
        by_answer[answer].append(value)
    parts: defaultdict[tuple[date, tuple[str, str]], list[Use]] = defaultdict(list)
    for use, made in _made(uses):
        parts[_monday(use), made].append(use)
    rows: list[Week] = []
    before: tuple[str, str] | None = None
    for (monday, made), own in parts.items():
        rows.append(_week(monday, made, own, by_answer, changed=before not in (None, ("", ""), made)))
        before = made
    return rows


def words(share: Estimate) -> str:
    """Write a share with its interval.

    >>> words(share(8, 10)), words(share(0, 0))
    ('0.80 [0.49, 0.94]', '-')
    """
    if share.value is None:
        return "-"
    return f"{share.value:.2f} [{share.low:.2f}, {share.high:.2f}]"


def share(count: int, n: int) -> Estimate:
    """Return a share with Wilson's 95 % interval."""
    if not n:
        return Estimate(value=None, low=None, high=None, n=0)
    middle, spread = (count + _Z**2 / 2) / (n + _Z**2), _Z / (n + _Z**2)
    half = spread * math.sqrt(count * (n - count) / n + _Z**2 / 4)
    return Estimate(value=count / n, low=max(0.0, middle - half), high=min(1.0, middle + half), n=n)


def _made(uses: Sequence[Use]) -> Iterator[tuple[Use, tuple[str, str]]]:
    """Yield each use, the oldest first, with model and hash; where no model wrote, the last that did is there still."""
    ordered = sorted(uses, key=lambda use: use.time)
    now = next(((use.model, use.model_sha256) for use in ordered if use.model), ("", ""))
    for use in ordered:
        now = (use.model, use.model_sha256) if use.model else now
        yield use, now


def _monday(use: Use) -> date:
    day = use.time.astimezone().date()
    return day - timedelta(days=day.weekday())


def _week(
    monday: date, made: tuple[str, str], uses: Sequence[Use], thumbs: dict[str, list[float]], *, changed: bool
) -> Week:
    given = [value for use in uses for value in thumbs.get(use.answer_id, ())]
    model, sha256 = made
    return Week(
        monday=monday,
        model=f"{model} ({sha256[:8]})" if sha256 else model,
        changed=changed,
        n=len(uses),
        answered=share(sum(use.action == "answer" for use in uses), len(uses)),
        seconds=statistics.median(use.seconds for use in uses),
        liked=share(sum(value > 0 for value in given), len(given)),
    )
