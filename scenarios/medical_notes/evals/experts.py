"""Tell how far the measures of notes follow experts: correlation with the fact scores of the MTS-Dialog study."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from minigiants.evaluation import DataMissingError, Figure, statistic
from minigiants.settings import Settings

from ..facts import facts
from .aci import ScoredSummary, scored

Measure = Callable[[ScoredSummary], tuple[float, float, float]]
"""A summary -> our precision, recall and F1 for it."""


def figures(seed: int = 0) -> list[Figure]:
    """Return Pearson's r between our measures and the experts' scores; nothing where the study is not at hand."""
    try:
        rows = scored(Settings())
    except DataMissingError:
        return []
    return [figure for name, measure in _MEASURES.items() for figure in _followed(name, measure, rows, seed)]


def pearson(pairs: "np.ndarray[Any, Any]") -> float:
    """Return Pearson's r of pairs, shape (n, 2); 0 where one side never differs.

    >>> pearson(np.array([[0.0, 1.0], [1.0, 2.0], [2.0, 3.0]]))
    1.0
    """
    if min(pairs.std(axis=0)) == 0:
        return 0.0
    return round(float(np.corrcoef(pairs.T)[0, 1]), 12)


def _followed(name: str, measure: Measure, rows: Sequence[ScoredSummary], seed: int) -> list[Figure]:
    ours = np.array([measure(row) for row in rows])
    theirs = np.array([(row.precision, row.recall, row.f1) for row in rows])
    return [
        statistic(
            f"r of {name} {what}",
            np.stack([ours[:, column], theirs[:, column]], axis=1),
            pearson,
            seed=seed,
            note="Pearson, with the experts' facts",
        )
        for column, what in enumerate(("precision", "recall", "F1"))
    ]


def _rouge(row: ScoredSummary) -> tuple[float, float, float]:
    from rouge_score.rouge_scorer import RougeScorer  # brings NLTK and SciPy along, which take seconds

    made: Mapping[str, Any] = RougeScorer(["rouge1"], use_stemmer=True).score(row.reference, row.summary)
    score = made["rouge1"]
    return float(score.precision), float(score.recall), float(score.fmeasure)


def _facts(row: ScoredSummary) -> tuple[float, float, float]:
    """Compare by our rules; a summary without facts has nothing wrong and says nothing."""
    ours, theirs = facts(row.summary), facts(row.reference)
    both = len(ours & theirs)
    precision = both / len(ours) if ours else 1.0
    recall = both / len(theirs) if theirs else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


_MEASURES: dict[str, Measure] = {"ROUGE-1": _rouge, "our facts": _facts}
