"""Take windows of text from the best passages: those an answer is checked against, and the fewer that a model reads."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from minigiants.answering._candidates import Candidate, Embed, candidates
from minigiants.answering._selection import Selection, Weights
from minigiants.answering._signals import question_signals
from minigiants.types import Evidence, Hit

CHARACTERS = 1100
"""About 290 tokens. Of 105 answers to questions of several kinds .95 stood there, as many as in four whole passages."""
PASSAGES = 6
"""More passages than are ever read whole: a window costs little."""
NEIGHBOURS = 1
"""Sentences read before and after a chosen one: "It is held by the bank" is about what stands before."""
BELOW, BESIDE = 0.5, 2
"""The model reads sentences that fit no worse than this below the best one, and neighbours of the best two alone: of
163 answers to questions of several kinds .975 stood there, as many as in all windows, in 640 characters, not 1,200."""
APART, ASIDE = 0.4, 0.2
"""A document whose best sentence fits by so much less than the best of all is not meant: by the first an answer is not
checked against it, by the second the model does not read it. Of 236 questions on two collections whose document was
among what was found the second lost it for four, the first for one; of four documents a question 1.4 were left."""
COVERAGE, RANK = 0.5, 0.05
"""What a question's words in the sentence count, and what each rank of its passage costs, against one of similarity."""
GAP = "…"
REFERS = re.compile(r"\W*(?:it|its|they|their|them|he|she|his|her|this|that|these|those|both|such)\b", re.IGNORECASE)
"""Begins a sentence whose subject stands in the one before: "It is due on the first." """


def windows(
    question: str, hits: Sequence[Hit], embed: Embed, weights: Weights, *, selective: bool = False
) -> Selection:
    """Choose what to read from `hits` (in rank order, at least one), in reading order within each document.

    `selective` leaves out the documents that the question hardly means.
    """
    every = candidates(question, hits, embed, passages=PASSAGES)
    if not every:
        return Selection()
    fits = [fit(candidate) for candidate in every]
    for_checking, for_reading = (_near(every, fits, apart if selective else math.inf) for apart in (APART, ASIDE))
    narrow = _chosen(every, fits, of=for_reading, below=BELOW, beside=BESIDE)
    order = _reading_order(every, fits, _chosen(every, fits, of=for_checking) | narrow)
    signals = question_signals(question, hits, every)
    return Selection(
        chosen=tuple(_scored(every[i], fits[i]) for i in order),
        read=tuple(_scored(every[i], fits[i]) for i in order if i in narrow),
        priors=tuple(weights.sentence(every[i].features) for i in order),
        signals={name: value for name, value in signals.items() if not math.isnan(value)},
        answerable=weights.answerable(signals),
    )


def fit(candidate: Candidate) -> float:
    """Return how well a sentence fits the question: its meaning under its title, the question's words, its rank."""
    features = candidate.features
    return features["titled"] + COVERAGE * features["coverage"] - RANK * candidate.hit


def _near(every: Sequence[Candidate], fits: Sequence[float], apart: float) -> frozenset[str]:
    """Return the documents whose best sentence fits no worse than by `apart` below the best of all."""
    least = max(fits) - apart
    return frozenset(c.evidence.document_id for c, value in zip(every, fits, strict=True) if value >= least)


def label(document: str, heading: str) -> str:
    """Name a passage for the model: the file's name in words, and its heading.

    >>> label("travel-policy_2023.md", "Hotels")
    'travel policy 2023: Hotels'
    """
    name = " ".join(PurePath(document).stem.replace("_", " ").replace("-", " ").split())
    return f"{name}: {heading}" if heading and heading != PurePath(document).stem else name


def written(read: Iterable[tuple[str, Evidence]]) -> str:
    r"""Write labelled sentences as running text, a gap where something was left out.

    >>> from dataclasses import replace
    >>> from minigiants.types import Evidence
    >>> one, two = (Evidence(passage_id="p", document_id="d", document="a.md", page=1, start=start, end=start + 5,
    ...             text="It is") for start in (0, 50))
    >>> written([("a", one), ("a", two)])
    '[a]\nIt is … It is'
    >>> written([("a", replace(one, text="Trim | 15")), ("a", replace(two, text="Perm | 75"))])
    '[a]\nTrim | 15\nPerm | 75'
    """
    parts: list[str] = []
    last: tuple[str, Evidence] | None = None
    for name, evidence in read:
        if last is None or (name, evidence.passage_id) != (last[0], last[1].passage_id):
            parts.append(f"{chr(10) if parts else ''}[{name}]\n")
        else:
            parts.append(_between(last[1], evidence))
        parts.append(evidence.text if _row(evidence.text) else " ".join(evidence.text.split()))
        last = (name, evidence)
    return "".join(parts)


def _between(before: Evidence, after: Evidence) -> str:
    """Return what stands between two sentences of a passage: rows of a table keep their lines."""
    if _row(after.text) or _row(before.text):
        return "\n"
    return " " if 0 <= after.start - before.end <= 2 else f" {GAP} "


def _row(text: str) -> bool:
    """Tell a row of a table from a sentence: cells under names, or between bars."""
    return (": " in text and "; " in text) or " | " in text


def _chosen(
    every: Sequence[Candidate],
    fits: Sequence[float],
    *,
    of: frozenset[str],
    below: float = math.inf,
    beside: float = math.inf,
) -> set[int]:
    """Return the best sentences `of` some documents, and neighbours of the first `beside`, until there is no room."""
    own: dict[int, list[int]] = {}
    for i, candidate in enumerate(every):
        own.setdefault(candidate.hit, []).append(i)
    chosen: set[int] = set()
    room, least = CHARACTERS, max(fits) - below
    ranked = sorted((i for i, c in enumerate(every) if c.evidence.document_id in of), key=lambda i: -fits[i])
    for rank, i in enumerate(ranked):
        if fits[i] < least:
            break
        passage = own[every[i].hit]
        place = passage.index(i)
        window = set(_window(passage, place, every, whole=rank < beside)) - chosen
        room -= sum(len(every[j].evidence.text) for j in window)
        if chosen and room < 0:
            break
        chosen |= window
    return chosen


def _window(passage: Sequence[int], place: int, every: Sequence[Candidate], *, whole: bool) -> Sequence[int]:
    """Return a sentence of a passage with its neighbours; unless `whole`, only with those that it can't be without."""
    before, after = passage[max(0, place - NEIGHBOURS) : place], passage[place + 1 : place + 1 + NEIGHBOURS]
    if not whole:
        before = before if REFERS.match(every[passage[place]].evidence.text) else []
        after = [i for i in after if REFERS.match(every[i].evidence.text)]
    return [*before, passage[place], *after]


def _reading_order(every: Sequence[Candidate], fits: Sequence[float], chosen: set[int]) -> list[int]:
    """Put the document with the best sentence first, and its sentences as they stand there."""
    best: dict[str, float] = {}
    starts: dict[str, int] = {}
    for i in chosen:
        evidence = every[i].evidence
        best[evidence.document_id] = max(fits[i], best.get(evidence.document_id, -math.inf))
        starts[evidence.passage_id] = min(evidence.start, starts.get(evidence.passage_id, evidence.start))

    def place(i: int) -> tuple[float, str, int, int, str, int]:
        evidence = every[i].evidence
        name, passage = evidence.document_id, evidence.passage_id
        return (-best[name], name, evidence.page, starts[passage], passage, evidence.start)

    return sorted(chosen, key=place)


def _scored(candidate: Candidate, score: float) -> Candidate:
    return replace(candidate, evidence=replace(candidate.evidence, score=round(score, 4)))
