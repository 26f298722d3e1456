"""Measure any `Find` on annotated samples: what it covers, what it takes without need, how exact its spans are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from benchmarks.privacy.sample import Sample
from minigiants.evaluation import Figure, share, statistic
from minigiants.privacy import Entity, Find, Policy
from minigiants.privacy.find.imports import UNUSED, without
from minigiants.privacy.policies import load_policy
from minigiants.privacy.replace.generalize import generalize

Found = Sequence[Sequence[Entity]]
Counts = tuple[int, int, int]
"""Of one sample: found rightly, missed, found wrongly."""
BETA = 2.0
"""Missing counts four times as much as taking without need."""
OVERLAP = 0.5
"""Least intersection over union of a found span with an annotated one."""


def search(find: Find, samples: Sequence[Sample], *, known: bool = False) -> Found:
    """Return what `find` finds in each sample, told beforehand what is known of its people or not."""
    if not known:
        return list(find([sample.text for sample in samples]))
    return [next(iter(find([sample.text], known=sample.known))) for sample in samples]


def taken(samples: Sequence[Sample], found: Found, policy: Policy) -> Found:
    """Return of what was found only what `policy` changes: under "hipaa" neither a year alone nor an age under 90."""
    return [
        [entity for entity in entities if _changes(policy, entity, sample.text)]
        for sample, entities in zip(samples, found, strict=True)
    ]


def _changes(policy: Policy, entity: Entity, text: str) -> bool:
    act = policy.act(entity.type)
    value = text[entity.start : entity.end]
    return act != "keep" and not (act == "generalize" and generalize(entity.type, value) == value)


def covered(text: str, span: Entity, entities: Iterable[Entity]) -> bool:
    """Tell whether every letter and digit of `span` lies in one of `entities`.

    >>> from benchmarks.privacy.sample import gold
    >>> covered("Roe, Ann", gold(0, 8, "PERSON"), [gold(0, 3, "PERSON"), gold(5, 8, "PERSON")])
    True
    """
    signs = {at for at in range(span.start, span.end) if text[at].isalnum()}
    return not signs.difference(*(range(entity.start, entity.end) for entity in entities))


def coverage(samples: Sequence[Sample], found: Found) -> dict[str, list[bool]]:
    """Return by type, whichever type it was found as, which of the annotated values are wholly covered."""
    outcomes: dict[str, list[bool]] = {}
    for sample, entities in zip(samples, found, strict=True):
        for span in sample.spans:
            outcomes.setdefault(span.type, []).append(covered(sample.text, span, entities))
    return outcomes


def recall(samples: Sequence[Sample], found: Found) -> list[Figure]:
    """Return the share of values that are wholly covered: of all, then by type."""
    outcomes = coverage(samples, found)
    every = share("values wholly covered", [outcome for some in outcomes.values() for outcome in some])
    return [every, *(share(f"  {type_}", outcomes[type_]) for type_ in sorted(outcomes))]


def protection(samples: Sequence[Sample], found: Found, policy: Policy | None = None) -> list[Figure]:
    """Measure what a policy ("hipaa" when none is given) takes out, of values, and of texts that have none.

    Values that the policy keeps don't count: under "hipaa" a text with nothing but an age under 90 is clean.
    """
    policy = policy or load_policy("hipaa")
    asked = [
        replace(sample, spans=tuple(span for span in sample.spans if _changes(policy, span, sample.text)))
        for sample in samples
    ]
    hidden = taken(samples, found, policy)
    clean = [bool(entities) for sample, entities in zip(asked, hidden, strict=True) if not sample.spans]
    return [*recall(asked, hidden), share("clean texts with anything taken", clean)]


def exactness(samples: Sequence[Sample], found: Found) -> list[Figure]:
    """Return F2 by tokens (personal or not, as presidio-research counts) and by spans, of any type and of the same."""
    pairs = list(zip(samples, found, strict=True))
    return [
        *_f2("tokens", [token_counts(s, e) for s, e in pairs]),
        *_f2("spans", [span_counts(s, e) for s, e in pairs]),
        *_f2("spans of the right type", [span_counts(s, e, typed=True) for s, e in pairs])[:1],
    ]


def token_counts(sample: Sample, entities: Sequence[Entity]) -> Counts:
    """Count spaCy's tokens that are personal by annotation or by `entities`."""
    tokens = [(token.idx, token.idx + len(token)) for token in _tokenizer()(sample.text) if not token.is_space]
    annotated, claimed = (
        [any(start < e.end and e.start < end for e in some) for start, end in tokens]
        for some in (sample.spans, entities)
    )
    both = list(zip(annotated, claimed, strict=True))
    return both.count((True, True)), both.count((True, False)), both.count((False, True))


def span_counts(sample: Sample, entities: Sequence[Entity], *, typed: bool = False) -> Counts:
    """Match each annotated span with the entity that overlaps it most; an entity matches once."""
    free = list(entities)
    hits = 0
    for span in sample.spans:
        best = max(free, key=lambda entity: overlap(span, entity), default=None)
        if best and overlap(span, best) >= OVERLAP and (not typed or best.type == span.type):
            hits += 1
            free.remove(best)
    return hits, len(sample.spans) - hits, len(entities) - hits


def overlap(one: Entity, other: Entity) -> float:
    """Return the intersection over the union of two stretches."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (one.end - one.start + other.end - other.start - max(0, shared))


def by_fold(finds: Mapping[int, Find], samples: Sequence[Sample], fold: Callable[[str], int]) -> Found:
    """Search each sample with the one of `finds` that learned nothing of its group."""
    found: dict[str, Sequence[Entity]] = {}
    for number, find in finds.items():
        mine = [sample for sample in samples if fold(sample.group) == number]
        found |= zip((sample.id for sample in mine), search(find, mine), strict=True)
    return [found[sample.id] for sample in samples]


def _f2(name: str, counts: Sequence[Counts]) -> list[Figure]:
    """Return F2, recall and precision, resampled by text."""
    rows = np.asarray(counts, float).reshape(-1, 3)
    measures: dict[str, Callable[[Any], float]] = {
        f"F2 by {name}": lambda r: f_beta(*r.sum(axis=0)),
        f"  recall by {name}": lambda r: _quotient(r[:, 0].sum(), r[:, [0, 1]].sum()),
        f"  precision by {name}": lambda r: _quotient(r[:, 0].sum(), r[:, [0, 2]].sum()),
    }
    return [statistic(label, rows, measure) for label, measure in measures.items()]


def f_beta(hits: float, missed: float, wrong: float) -> float:
    """Return F with the beta of this module; nothing to find and nothing found is nan.

    >>> f_beta(8, 2, 0), f_beta(8, 0, 2)
    (0.8333333333333334, 0.9523809523809523)
    """
    square = BETA**2
    return _quotient((1 + square) * hits, (1 + square) * hits + square * missed + wrong)


def _quotient(above: float, below: float) -> float:
    return float(above / below) if below else float("nan")


@cache
def _tokenizer() -> Any:
    with without(*UNUSED):
        import spacy

    return spacy.blank("en").tokenizer
