"""Score answers to document questions: found, decided, worded, cited; figures for a whole evaluation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from minigiants.evaluation import Figure, Row, auroc, mean, quantile, ratio, rouge_l, share, statistic, tpr_at_fpr

_NOT_WORD = re.compile(r"[\W_]+")
LEAST_PART = 1 / 3
"""Share of the longer text that the shorter one must make up, for the two to count as the same sentence."""
FALSE_ALARMS = 0.15


@dataclass(frozen=True, kw_only=True, slots=True)
class Citations:
    """What an answer cites, held against the sentences that an annotation rests on."""

    cited: int
    correct: int
    """Cited spans that are an annotated sentence, a good part of one, or hold one."""
    gold: int
    found: int
    """Annotated sentences that a cited span matches."""

    @property
    def precision(self) -> float:
        """Share of cited spans that are correct; 0 when nothing is cited."""
        return self.correct / self.cited if self.cited else 0.0

    @property
    def recall(self) -> float:
        """Share of annotated sentences that are cited."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def citations(cited: Sequence[str], annotations: Sequence[Sequence[str]]) -> Citations:
    """Compare cited spans with the annotation they fit best (by F1), as ROUGE takes the best reference.

    >>> found = citations(["Rent is due monthly."], [["Rent is due monthly .", "It is 900 euros ."]])
    >>> found.precision, found.recall
    (1.0, 0.5)
    """
    return max((_against(cited, gold) for gold in annotations), key=lambda c: (c.f1, -c.gold), default=_against((), ()))


def same_sentence(one: str, other: str) -> bool:
    """Tell whether two spans are the same sentence, or one is a good part of the other; only letters and digits count.

    >>> same_sentence("A one - year lease .", "(A one-year lease)"), same_sentence("It is.", "It is due in a year.")
    (True, False)
    """
    short, long = sorted((_letters(one), _letters(other)), key=len)
    return bool(short) and short in long and len(short) >= LEAST_PART * len(long)


def rank(metadata: Mapping[str, Any]) -> int | None:
    """Return the 1-based rank of the first hit on the gold document (and page, where one is given)."""
    for number, hit in enumerate(metadata["outcome"].get("hits", ()), start=1):
        if hit["document"] == metadata["document"] and metadata.get("page") in (None, hit["page"]):
            return number
    return None


def answered(metadata: Mapping[str, Any]) -> bool:
    """Tell whether an answer was shown, rather than a refusal or a failure."""
    return bool(metadata["outcome"].get("action") == "answer")


def refused(metadata: Mapping[str, Any]) -> bool:
    """Tell whether it said that it gives no answer; a failure is no refusal."""
    return metadata["outcome"].get("action") not in (None, "answer")


def cited(metadata: Mapping[str, Any]) -> Citations:
    """Return the citations of the sample's answer; a refusal cites nothing."""
    shown = metadata["outcome"].get("evidence", ()) if answered(metadata) else ()
    return citations([e["text"] for e in shown], metadata["evidence"])


def worded(metadata: Mapping[str, Any]) -> float:
    """Return ROUGE-L of the sample's answer; a refusal or failure is 0."""
    return rouge_l(metadata["outcome"]["text"], metadata["answers"]) if answered(metadata) else 0.0


def figures(rows: Sequence[Row], *, seed: int = 0) -> list[Figure]:
    """Return every figure of the card; a sample that failed counts against the scenario wherever it can."""
    samples = [row["metadata"] for row in rows]
    answered_for = [s for s in samples if s.get("asked", True)]
    return [
        share("failed", ["error" in s["outcome"] for s in samples]),
        *_search(samples, seed),
        *_decisions(answered_for, seed),
        *_answers([s for s in answered_for if s["answerable"]], seed),
        *_claims(answered_for, seed),
        *_seconds(answered_for, seed),
    ]


def _search(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    ranks = [rank(s) for s in samples if s["answerable"]]
    return [
        share("gold passage's document is the first hit", [r == 1 for r in ranks]),
        share("gold passage's document is among five hits", [r is not None and r <= 5 for r in ranks]),
        *_separation("search alone as abstention signal", "search", samples, seed),
    ]


def _decisions(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    note = _note(samples)
    return [
        *_separation("abstention signal", "answerable", samples, seed),
        share("answerable questions answered", [answered(s) for s in samples if s["answerable"]], note=note),
        share("unanswerable questions refused", [refused(s) for s in samples if not s["answerable"]], note=note),
    ]


def _separation(name: str, signal: str, samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    """Return how well the signal tells answerable from unanswerable questions."""
    rows = np.array([[_signal(s, signal), float(s["answerable"])] for s in samples]).reshape(-1, 2)
    measures = {
        "AUROC": lambda r: auroc(r[:, 0], r[:, 1]),
        "true positives at 15 % false ones": lambda r: tpr_at_fpr(r[:, 0], r[:, 1], FALSE_ALARMS),
    }
    return [
        statistic(f"{name}, {what}", rows, measure, seed=seed, strata=rows[:, 1], note=_note(samples))
        for what, measure in measures.items()
    ]


def _signal(sample: Mapping[str, Any], name: str) -> float:
    """Return a probability that the documents answer; a failure counts as the wrong one, no hits as 0."""
    if "error" in sample["outcome"]:
        return 0.0 if sample["answerable"] else 1.0
    return float(sample["outcome"]["signals"].get(name, 0.0))


def _answers(answerable: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    note = _note(answerable)
    scores = [worded(s) for s in answerable if answered(s)]
    citations = [cited(s) for s in answerable]
    counts = np.array([[c.cited, c.correct, c.gold, c.found] for c in citations], float).reshape(-1, 4)
    return [
        mean("ROUGE-L, a refusal is 0", [worded(s) for s in answerable], seed=seed, note=note),
        mean("ROUGE-L of those answered", scores, seed=seed, note=note),
        ratio("sentence citations, precision", counts[:, [1, 0]].tolist(), seed=seed, note=note),
        ratio("sentence citations, recall (refused: 0)", counts[:, [3, 2]].tolist(), seed=seed, note=note),
        statistic("sentence citations, F1", counts, _micro_f1, seed=seed, note=note),
        mean("sentence citations, F1 by question", [c.f1 for c in citations], seed=seed, note=note),
    ]


def _micro_f1(counts: "np.ndarray[Any, np.dtype[np.float64]]") -> float:
    cited, correct, gold, found = counts.sum(axis=0)
    precision, recall = correct / max(cited, 1), found / max(gold, 1)
    return float(2 * precision * recall / max(precision + recall, 1e-12))


def _claims(asked: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    held = [s["outcome"] for s in asked if s["outcome"].get("generation")]
    parts = [(len(o["flags"]), len(o["flags"]) + len(o["claims"])) for o in held]
    return [ratio("claims withheld by the check", parts, seed=seed, note=f"{sum(b for _, b in parts)} claims")]


def _seconds(asked: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    outcomes = [s["outcome"] for s in asked if "error" not in s["outcome"]]
    first = [o["seconds_to_first_token"] for o in outcomes if o["seconds_to_first_token"] is not None]
    groups = {
        "to the first token": first,
        "in all, when the model is asked": [o["seconds"] for o in outcomes if "write" in o["stages"]],
        "in all, every question": [o["seconds"] for o in outcomes],
    }
    return [
        quantile(f"{what} {name}", values, at, seed=seed)
        for name, values in groups.items()
        for what, at in (("median seconds", 0.5), ("90th percentile", 0.9))
    ]


def _note(samples: Sequence[Mapping[str, Any]]) -> str:
    return "in-sample" if any(s.get("in_sample") for s in samples) else ""


def _against(cited: Sequence[str], gold: Sequence[str]) -> Citations:
    return Citations(
        cited=len(cited),
        correct=sum(any(same_sentence(c, g) for g in gold) for c in cited),
        gold=len(gold),
        found=sum(any(same_sentence(c, g) for c in cited) for g in gold),
    )


def _letters(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()
