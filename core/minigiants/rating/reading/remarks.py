"""Say how a table of votes was read: names spelt in several ways, votes given twice, words in place of numbers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from minigiants.rating._votes import Vote, one_spelling
from minigiants.rating.reading.labels import scale_of
from minigiants.store import same_name

MOST = 5
"""Votes given twice that are named one by one."""


def remarks(votes: Sequence[Vote]) -> list[str]:
    """Say once what `last_votes` makes of the names and of votes given twice, with their lines where there are any.

    >>> said = [Vote(item="3", rater=name, value=n, line=n) for n, name in ((5, "Ann"), (22, "Ann"), (23, "ann"))]
    >>> for remark in remarks(said):
    ...     print(remark)
    “ann” (line 23) is read as “Ann”: capitals and spaces make no difference in a name.
    “Ann” rated item 3 three times (lines 5, 22, 23): the last vote counts.
    """
    return [*_spellings(votes), *_doubled(one_spelling(votes)), *_words(votes)]


def _words(votes: Sequence[Vote]) -> list[str]:
    labels = list(dict.fromkeys(vote.label for vote in votes if vote.label))
    if not labels:
        return []
    if scale := scale_of(labels):
        return [f"The words are read as a scale, from low to high: {', '.join(scale)}."]
    return ["The words are read as labels without an order: put numbers in their place where they are a scale."]


def _spellings(votes: Sequence[Vote]) -> list[str]:
    names: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for vote in votes:
        names[same_name(vote.rater)][vote.rater].append(vote.line)
    return [
        f"“{other}”{_lines(lines)} is read as “{next(iter(spelt))}”: capitals and spaces make no difference in a name."
        for spelt in names.values()
        for other, lines in list(spelt.items())[1:]
    ]


def _doubled(votes: Sequence[Vote]) -> list[str]:
    lines_of: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for vote in votes:
        subject = vote.model or ", ".join(sorted((vote.left, vote.right)))
        lines_of[vote.criterion, vote.item, vote.rater, subject].append(vote.line)
    twice = {key: lines for key, lines in lines_of.items() if len(lines) > 1}
    words = {2: "twice", 3: "three times", 4: "four times"}
    doubles = [
        f"“{rater}” rated item {item} {words.get(len(lines), f'{len(lines)} times')}{_lines(lines)}: "
        "the last vote counts."
        for (_, item, rater, _), lines in list(twice.items())[:MOST]
    ]
    return [*doubles, f"{len(twice) - MOST} more votes were given twice and more."] if len(twice) > MOST else doubles


def _lines(lines: Iterable[int]) -> str:
    """Name the lines, none where the votes are from no table.

    >>> _lines([5]), _lines([5, 22]), _lines([0])
    (' (line 5)', ' (lines 5, 22)', '')
    """
    there = [str(line) for line in lines if line]
    return f" (line{'s' if len(there) > 1 else ''} {', '.join(there)})" if there else ""
