"""Compare a text with references by the words that they share."""

from collections.abc import Sequence
from functools import cache
from typing import Any

ROUGE = ("rouge1", "rouge2", "rougeL")


def rouge(text: str, reference: str) -> dict[str, float]:
    """Return ROUGE-1, -2 and -L F of a text, words stemmed, in [0, 1].

    >>> rouge("The knee hurts.", "the knee hurts")["rouge1"]
    1.0
    """
    return {name: float(score.fmeasure) for name, score in _scorer(ROUGE).score(reference, text).items()}


def rouge_l(text: str, references: Sequence[str]) -> float:
    """Return the best ROUGE-L F over the references, words stemmed, in [0, 1]; 0 where there are none.

    >>> rouge_l("The rents are paid", ["the rent is paid", "no"])
    0.75
    """
    scorer = _scorer(ROUGE[2:])
    return max((float(scorer.score(reference, text)["rougeL"].fmeasure) for reference in references), default=0.0)


@cache
def _scorer(sorts: tuple[str, ...]) -> Any:
    from rouge_score.rouge_scorer import RougeScorer  # brings NLTK and SciPy along, which take seconds

    return RougeScorer(list(sorts), use_stemmer=True)
