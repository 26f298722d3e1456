"""Say from its own reviews how well the search does in this house, and how sure that is."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minigiants.store import Review

Z = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""
_MOST = 100_000
"""Notes beyond which nobody would go on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """Some of all, with the 95 % Wilson interval of the share."""

    hits: int
    n: int
    alike: float = 1.0
    """How many places of the same note tell as much as one of another note."""

    @property
    def interval(self) -> tuple[float, float]:
        """Return where the true share likely is; nothing is known of none.

        >>> [round(x, 3) for x in Share(hits=8, n=10).interval]
        [0.49, 0.943]
        """
        return wilson(self.hits / self.alike, self.n / self.alike)

    def __str__(self) -> str:
        """Write the share with its interval.

        >>> str(Share(hits=8, n=10)), str(Share(hits=0, n=0))
        ('80.0 % (likely between 49.0 % and 94.3 %)', 'not known yet')
        """
        if not self.n:
            return "not known yet"
        low, high = self.interval
        return f"{100 * self.hits / self.n:.1f} % (likely between {100 * low:.1f} % and {100 * high:.1f} %)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What the reviewed notes say of the search."""

    notes: int
    found: Share
    """Of all that tells who somebody is, what was found: recall."""
    wrong: Share
    """Of all that was marked, what should stay: over-redaction."""
    clean: Share
    """Of all notes, those in which nothing was missed."""


def latest(reviews: Iterable["Review"], *, policy: str, finder: str) -> list["Review"]:
    """Return the last review of each text that was made with this policy and this finder."""
    return list({r.text_key: r for r in reviews if (r.policy, r.finder) == (policy, finder)}.values())


def figures(last: Collection["Review"]) -> Figures:
    """Count what reviews of different texts say."""
    clean = sum(not r.count("added") for r in last)
    return Figures(
        notes=len(last),
        found=_by_note([(r.count("accepted"), r.count("added")) for r in last]),
        wrong=_by_note([(r.count("rejected"), r.count("accepted")) for r in last]),
        clean=Share(hits=clean, n=len(last)),
    )


def _by_note(notes: Collection[tuple[int, int]]) -> Share:
    """Count hits and misses of notes; the interval is as wide as resampling whole notes makes it, if that is wider.

    >>> _by_note([(20, 0)] * 5 + [(10, 10)] * 5).alike > 3
    True
    """
    import numpy as np

    from minigiants.evaluation import bootstrap

    hits, n = sum(hit for hit, _ in notes), sum(map(sum, notes))
    if len(notes) < 2 or not 0 < hits < n:
        return Share(hits=hits, n=n)
    rows = np.array([pair for pair in notes if sum(pair)], dtype=float)
    low, high = bootstrap(rows, lambda drawn: float(drawn[:, 0].sum() / drawn.sum()))
    alone = wilson(hits, n)
    return Share(hits=hits, n=n, alike=max(1.0, ((high - low) / (alone[1] - alone[0])) ** 2))


def wilson(hits: float, n: float) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share of `hits` among `n`."""
    if not n:
        return 0.0, 1.0
    share, scale = hits / n, 1 + Z * Z / n
    centre = share + Z * Z / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def more_notes(share: Share, notes: int) -> int | None:
    """Return how many more notes like those so far would halve the interval; None when that can't be told.

    >>> more_notes(Share(hits=90, n=100), 20)
    59
    """
    if not share.n or not notes:
        return None
    low, high = share.interval
    fewest, most = 0, _MOST
    while fewest < most:
        more = (fewest + most) // 2
        times = (notes + more) / notes
        closer = wilson(share.hits * times / share.alike, share.n * times / share.alike)
        fewest, most = (fewest, more) if closer[1] - closer[0] <= (high - low) / 2 else (more + 1, most)
    return fewest if fewest < _MOST else None


def sentences(figures: Figures) -> list[str]:
    """Say the figures in plain sentences.

    >>> none = Share(hits=0, n=0)
    >>> sentences(Figures(notes=0, found=none, wrong=none, clean=none))
    ['No note has been reviewed yet with this policy, so nothing is known of how well it does on yours.']
    """
    if not figures.notes:
        return ["No note has been reviewed yet with this policy, so nothing is known of how well it does on yours."]
    hits, wrong, clean = figures.found, figures.wrong, figures.clean
    lines = [
        f"Found: {hits.hits:,} of {hits.n:,} places that identify a person, {hits}.",
        f"Marked unnecessarily: {wrong.hits:,} of {wrong.n:,} marks, {wrong}.",
        f"Notes in which nothing was missed: {clean.hits:,} of {clean.n:,}, {clean}.",
    ]
    more = more_notes(hits, figures.notes)
    if more is not None:
        lines.append(f"About {more:,} more reviewed notes like these would halve the range of the first figure.")
    return [*lines, "What the reviewers did not notice either is not in these figures."]
