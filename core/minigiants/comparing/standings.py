"""Make of the outcomes what each contender is worth and takes; an item that failed has the worst score there is."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from minigiants.comparing.comparison import Comparison, outcomes_of
from minigiants.comparing.contenders import Contender
from minigiants.comparing.costs import Cost, Prices, cost
from minigiants.comparing.intervals import Difference, Mean, difference, mean_of
from minigiants.comparing.trial import Metric

Row = Mapping[str, Any]
Asked = tuple[Comparison, Sequence[Row], Contender]
"""A contender with the comparison that it stands in and its outcomes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice:
    """A figure of some of the items."""

    by: str
    of: str
    mean: Mean


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One contender's figures."""

    contender: Contender
    size: int
    """Bytes of the model's file, 0 where the catalog does not know it."""
    sha256: str
    n: int
    failed: tuple[tuple[str, str], ...]
    """Items that failed, each with why."""
    means: Mapping[str, Mean]
    """By metric."""
    slices: tuple[Slice, ...]
    """Of the deciding metric."""
    seconds: float | None
    """Median in all."""
    slowest: float | None
    """Nine of ten take less."""
    processor: float | None
    """Median seconds of one core's work, which other work on the machine does not change much."""
    first: float | None
    """Median to the first word."""
    speed: float | None
    """Tokens written a second, after the first."""
    load: float | None
    memory: int
    """Most bytes that its process held: model, embeddings, index and libraries."""
    cost: Cost | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Paired:
    """Two contenders on the items that both were asked."""

    first: str
    second: str
    metric: str
    difference: Difference


def worst(metric: Metric) -> float:
    """Return the score of an item that failed."""
    return 1.0 if metric.lower else 0.0


def values(comparison: Comparison, rows: Sequence[Row], contender: Contender, metric: Metric) -> dict[str, float]:
    """Return a contender's score by item, of those that it was asked and that the metric speaks of."""
    spoken = {row["item"] for row in rows if metric.name in row.get("scores", {})}
    silent = {row["item"] for row in rows if "scores" in row} - spoken
    known = outcomes_of(rows, contender)
    asked = [p.id for p in comparison.probes if p.id in known and p.id not in silent]
    return {item: known[item].get("scores", {}).get(metric.name, worst(metric)) for item in asked}


def standing(
    comparison: Comparison, rows: Sequence[Row], contender: Contender, *, prices: Prices, size: int, seed: int
) -> Standing:
    """Return the figures of one contender."""
    wanted = {p.id for p in comparison.probes}
    own = [row for item, row in outcomes_of(rows, contender).items() if item in wanted]
    loads = [row["loaded"] for row in rows if row.get("contender") == contender.name and "loaded" in row]
    scores = {m.name: values(comparison, rows, contender, m) for m in comparison.metrics}
    fine = [row for row in own if "error" not in row]
    durations = sorted(row["seconds"] for row in own if "seconds" in row)
    return Standing(
        contender=contender,
        size=size,
        sha256=loads[-1].get("sha256", "") if loads else "",
        n=len(own),
        failed=tuple((row["item"], row["error"]) for row in own if "error" in row),
        means={name: mean_of([*found.values()], seed=seed) for name, found in scores.items()},
        slices=tuple(_slices(comparison, scores[comparison.metrics[0].name], seed)),
        seconds=statistics.median(durations) if durations else None,
        slowest=durations[min(len(durations) - 1, int(0.9 * len(durations)))] if durations else None,
        processor=_median([row.get("processor") for row in own]),
        first=_median([row.get("first") for row in fine]),
        speed=_speed(fine),
        load=_median([load.get("load") for load in loads]),
        memory=max([0, *(row.get("memory") or 0 for row in own), *(load.get("memory") or 0 for load in loads)]),
        cost=cost(own, prices),
    )


def paired(comparison: Comparison, rows: Sequence[Row], *, seed: int) -> list[Paired]:
    """Return every two contenders' difference by every metric."""
    return [
        pair
        for one, other in combinations(comparison.contenders, 2)
        for pair in paired_runs((comparison, rows, one), (comparison, rows, other), seed=seed)
    ]


def paired_runs(first: Asked, second: Asked, *, seed: int = 0) -> list[Paired]:
    """Return the difference of two contenders by every metric, be they of one comparison or of two.

    Counted are the items that both were asked, word for word the same.
    """
    (one, rows, before), (other, other_rows, after) = first, second
    same = {p.id: (dict(p.request), dict(p.target)) for p in other.probes}
    common = {p.id for p in one.probes if same.get(p.id) == (dict(p.request), dict(p.target))}
    pairs = []
    for metric in one.metrics:
        old, new = values(one, rows, before, metric), values(other, other_rows, after, metric)
        both = [item for item in old if item in new and item in common]
        gain = difference([old[i] for i in both], [new[i] for i in both], seed=seed)
        pairs.append(Paired(first=before.name, second=after.name, metric=metric.name, difference=gain))
    return pairs


def _slices(comparison: Comparison, scores: Mapping[str, float], seed: int) -> Iterator[Slice]:
    names = list(dict.fromkeys(name for p in comparison.probes for name in p.slices))
    for name in names:
        for value in sorted({p.slices[name] for p in comparison.probes if name in p.slices}):
            own = [scores[p.id] for p in comparison.probes if p.slices.get(name) == value and p.id in scores]
            if own:
                yield Slice(by=name, of=value, mean=mean_of(own, seed=seed))


def _median(given: Sequence[float | None]) -> float | None:
    known = [value for value in given if value is not None]
    return statistics.median(known) if known else None


def _speed(rows: Sequence[Row]) -> float | None:
    """Return tokens a second over all that was written after the first word, of items where the model wrote on."""
    pairs = [
        (row["tokens_out"] - 1, row["seconds"] - row["first"])
        for row in rows
        if row.get("tokens_out", 0) > 1 and row.get("first") and row["seconds"] > row["first"]
    ]
    seconds = sum(s for _, s in pairs)
    return sum(tokens for tokens, _ in pairs) / seconds if seconds else None
