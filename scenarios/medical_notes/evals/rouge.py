"""Compare a note with a reference by the words that they share."""

from functools import cache

from rouge_score.rouge_scorer import RougeScorer

SORTS = ("rouge1", "rouge2", "rougeL")


def rouge(text: str, reference: str) -> dict[str, float]:
    """Return ROUGE-1, -2 and -L F of a text, words stemmed.

    >>> rouge("The knee hurts.", "the knee hurts")["rouge1"]
    1.0
    """
    return {name: float(score.fmeasure) for name, score in _scorer().score(reference, text).items()}


@cache
def _scorer() -> RougeScorer:
    return RougeScorer(list(SORTS), use_stemmer=True)
