"""Score customer support: decisions, answers, found articles, handovers; figures for a whole evaluation."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from minigiants.evaluation import Figure, Row, mean, quantile, ratio, rouge_l, share, statistic

KINDS = ("answer", "partial", "abstain", "clarify", "handoff")


def kind(outcome: Mapping[str, Any]) -> str:
    """Return what became of a message; a failure is a kind of its own.

    >>> kind({"action": "answer", "reason": "partial"}), kind({"error": "x"})
    ('partial', 'failed')
    """
    if "error" in outcome:
        return "failed"
    return "partial" if outcome.get("reason") == "partial" else str(outcome["action"])


def right(metadata: Mapping[str, Any]) -> bool:
    """Tell whether it was decided as it should be, and for the reason that it should."""
    outcome = metadata["outcome"]
    wanted = metadata["kind"]
    same = kind(outcome) == wanted or (wanted == "answer" and kind(outcome) == "partial" and not metadata.get("strict"))
    return same and (not metadata.get("reason") or outcome.get("reason") == metadata["reason"])


def recall_at_five(metadata: Mapping[str, Any]) -> float:
    """Return the share of the gold articles among the first five that were found."""
    found = dict.fromkeys(hit["document"] for hit in metadata["outcome"].get("hits", ()))
    gold = set(metadata["gold"])
    return len(gold & set(list(found)[:5])) / len(gold)


def worded(metadata: Mapping[str, Any]) -> float:
    """Return the best ROUGE-L of the answer over the references; 0 for anything but an answer."""
    outcome = metadata["outcome"]
    if outcome.get("action") != "answer":
        return 0.0
    return rouge_l(outcome["text"], metadata["answers"])


def macro_f1(pairs: "np.ndarray[Any, Any]") -> float:
    """Return the mean F1 over the kinds that occur as gold; `pairs` has rows (gold, decided) of numbers.

    >>> macro_f1(np.array([[0, 0], [0, 1], [1, 1]]))
    0.6666666666666666
    """
    scores = []
    for wanted in np.unique(pairs[:, 0]):
        hit = ((pairs[:, 0] == wanted) & (pairs[:, 1] == wanted)).sum()
        scores.append(2 * hit / ((pairs[:, 0] == wanted).sum() + (pairs[:, 1] == wanted).sum()))
    return float(np.mean(scores))


def figures(rows: Sequence[Row], *, seed: int = 0) -> list[Figure]:
    """Return every figure of the card; a sample that failed counts against the scenario wherever it can."""
    samples = [row["metadata"] for row in rows]
    return [
        share("failed", ["error" in s["outcome"] for s in samples]),
        share("decided as it should be", [right(s) for s in samples], note=_note(samples)),
        *_decisions(samples, seed),
        *_handovers(samples),
        *_search(samples, seed),
        *_answers(samples, seed),
        *_seconds(samples, seed),
    ]


def _decisions(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    """Return the macro-F1, and the confusion matrix row by row."""
    names = [*KINDS, "failed"]
    pairs = np.array([[names.index(s["kind"]), names.index(kind(s["outcome"]))] for s in samples]).reshape(-1, 2)
    strata = pairs[:, 0].astype(float)
    figures = [statistic("decisions, macro-F1", pairs, macro_f1, seed=seed, strata=strata, note=_note(samples))]
    for number, name in enumerate(names):
        own = pairs[pairs[:, 0] == number, 1]
        if len(own):
            said = ", ".join(
                f"{(own == other).sum()} {names[other]}" for other in range(len(names)) if (own == other).any()
            )
            figures.append(share(f"recall of {name}", [bool(v) for v in own == number], note=said))
    return figures


def _handovers(samples: Sequence[Mapping[str, Any]]) -> list[Figure]:
    figures = []
    for reason in sorted({s["reason"] for s in samples if s.get("reason")}):
        predicted = [s["outcome"].get("reason") == reason and s["outcome"].get("action") == "handoff" for s in samples]
        wanted = [s.get("reason") == reason for s in samples]
        figures += [
            share(f"{reason}, recall", [g for g, w in zip(predicted, wanted, strict=True) if w], note=_note(samples)),
            share(
                f"{reason}, precision", [w for g, w in zip(predicted, wanted, strict=True) if g], note=_note(samples)
            ),
        ]
    outside = [s for s in samples if "outside" in s]
    refused = [s["outcome"].get("reason") == "out of scope" for s in outside]
    pairs = list(zip(outside, refused, strict=True))
    if outside:
        figures += [
            share("out of scope, not answered", [r for s, r in pairs if s["outside"]]),
            share("in scope, let through", [not r for s, r in pairs if not s["outside"]]),
        ]
    return figures


def _search(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    found = [recall_at_five(s) for s in samples if s.get("gold")]
    return [mean("gold articles among five found", found, seed=seed)] if found else []


def _answers(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    wanted = [s for s in samples if s.get("answers") and s["kind"] in ("answer", "partial")]
    if not wanted:
        return []
    written = [s["outcome"] for s in samples if s["outcome"].get("generation")]
    parts = [(len(o["claims"]), len(o["claims"]) + len(o["flags"])) for o in written]
    note = f"{sum(whole for _, whole in parts)} claims"
    return [
        mean("ROUGE-L, no answer is 0", [worded(s) for s in wanted], seed=seed),
        mean("ROUGE-L of those answered", [worded(s) for s in wanted if worded(s)], seed=seed),
        ratio("claims that the check supports (faithfulness)", parts, seed=seed, note=note),
    ]


def _seconds(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    done = [s["outcome"] for s in samples if "error" not in s["outcome"]]
    first = [o["seconds_to_first_token"] for o in done if o.get("seconds_to_first_token") is not None]
    groups = {"to the first token": first, "in all": [o["seconds"] for o in done]}
    return [
        quantile(f"{what} {name}", values, at, seed=seed)
        for name, values in groups.items()
        if values
        for what, at in (("median seconds", 0.5), ("90th percentile", 0.9))
    ]


def _note(samples: Sequence[Mapping[str, Any]]) -> str:
    return "in-sample" if any(s.get("in_sample") for s in samples) else ""
