"""Read votes whose values may be words: those of a known scale count in its order, all others are labels."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from minigiants.rating._votes import Vote, VotesError, read_table
from minigiants.store import same_name


def read_votes(path: Path) -> list[Vote]:
    """Read a table of votes, as `read_table` does, with words numbered; raises VotesError."""
    return numbered(read_table(path))


def numbered(votes: Sequence[Vote]) -> list[Vote]:
    """Give each vote in words its number; raises VotesError where a criterion has words and numbers.

    >>> [v.value for v in numbered([Vote(item=w, rater="r", value=0, label=w) for w in ("high", "Low", "high")])]
    [3.0, 1.0, 3.0]
    >>> [v.ordered for v in numbered([Vote(item=w, rater="r", value=0, label=w) for w in ("tea", "coffee")])]
    [False, False]
    """
    numbers = {vote.criterion for vote in votes if not vote.label}
    words: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for vote in votes:
        if vote.label and vote.criterion in numbers:
            raise VotesError(
                f"line {vote.line} has a value that is not a number, while others of its criterion are: "
                "use numbers throughout, or words throughout"
            )
        words[vote.criterion].setdefault(same_name(vote.label), vote.label)
    return [_numbered(vote, words[vote.criterion]) if vote.label else vote for vote in votes]


def scale_of(labels: Iterable[str]) -> tuple[str, ...]:
    """Return the known scale that all of the labels are steps of, empty where there is none.

    >>> scale_of(["high", "low"]), scale_of(["high", "tea"])
    (('low', 'medium', 'high'), ())
    """
    wanted = {same_name(label) for label in labels}
    return next((scale for scale in _scales() if wanted <= set(scale)), ())


def _numbered(vote: Vote, words: dict[str, str]) -> Vote:
    key = same_name(vote.label)
    scale = scale_of(words)
    places = scale or tuple(words)
    return replace(vote, value=float(places.index(key) + 1), label=words[key], ordered=bool(scale))


@cache
def _scales() -> tuple[tuple[str, ...], ...]:
    read = tomllib.loads(Path(__file__).with_name("scales.toml").read_text("utf-8"))
    return tuple(sorted((tuple(scale) for scale in read["scales"]), key=len))
