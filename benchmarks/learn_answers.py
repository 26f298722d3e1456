"""Learn from a model's own drafts when to show one.

Usage: python -m benchmarks.learn_answers [DRAFTS ...] [--ask FOLDER] [--write]

Learns from the drafts in the files named, else from those that the project keeps, and prints what each bar would show,
cross-validated: each document is judged by a model that saw no draft about it. `--write` puts "colloquial" into
`core/minigiants/answering/weights.json`. `--ask` first asks the questions of a folder (`documents/` and
`questions.jsonl`, as in `scenarios/document_qa/evals/kinds`) and adds their drafts to the first file; those that it
holds are not asked again.
"""

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from minigiants import answering
from minigiants.answering import GENERAL
from minigiants.evaluation import Setup
from minigiants.learned import Logistic
from minigiants.pipeline import Services
from minigiants.settings import Settings
from scenarios.document_qa.evals import kinds
from scenarios.document_qa.reading import HITS, READER, SEARCHED

SIGNALS = ("stated", "missing", "titled", "cover", "rival", "below_best")
"""Few, since drafts are few: what the model says when asked again, and how well the place fits the question."""
STRENGTH = 0.1
"""Variance of a standardised weight about what it was before."""
EARLIER, LEARNED = "second", "colloquial"
"""Entries of the weights: where learning starts (134 drafts that are not kept, asked in the style of the documents) and
what it makes of that."""
BARS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
SHIPPED = 0.55
COST = 3.0
"""A wrong answer costs as much as so many right ones that are not shown."""
Matrix = np.ndarray[Any, np.dtype[np.float64]]


def main() -> None:
    """Ask where it is wished, learn, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", nargs="*", type=Path, default=[kinds.DRAFTS])
    parser.add_argument("--ask", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.ask:
        ask(given.ask, given.drafts[0])
    rows = [row for path in given.drafts for row in read(path)]
    every = json.loads(GENERAL.read_text("utf-8"))
    report(rows, every[EARLIER])
    if given.write:
        every[LEARNED] = fitted(rows, every[EARLIER])
        GENERAL.write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> list[dict[str, Any]]:
    """Return the drafts that a file holds, none where there is no file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def ask(folder: Path, out: Path) -> None:
    """Ask the tune half of the questions in `folder` and add what each draft was decided from to `out`."""
    known = {row["id"] for row in read(out)}
    services = Setup.of(Settings()).services("kinds", kinds.documents(folder))
    with out.open("a", encoding="utf-8") as file:
        for question in kinds.load("tune", folder):
            if question.id not in known:
                file.write(json.dumps(drafted(question, services)) + "\n")
                file.flush()


def drafted(question: kinds.KindQuestion, services: Services) -> dict[str, Any]:
    """Return what a draft was decided from, and what a bar of 0 would show of it: nothing where a rule refuses it."""
    found = answering.of_documents(
        question.question, services.retrieve(question.question, collection="kinds", limit=SEARCHED)
    )
    hits = answering.without_orders(found, services.embed, limit=HITS).hits
    selection = READER.read(question.question, hits, services.embed)
    draft = READER.write(question.question, selection, services.model, lambda _: None).text
    second = replace(READER.weights.second, threshold=0.0)
    reader = replace(READER, weights=replace(READER.weights, second=second))
    decision = reader.decide(question.question, draft, selection, services)
    text = " ".join(claim.text for claim in decision.shown)
    return {
        "id": question.id,
        "document": question.document,
        "answerable": bool(question.all),
        "right": bool(question.all) and kinds.right(question, text or draft),
        "refused": not text,
        "by the place": bool(text) and decision.probability != second(decision.signals | _unknown(decision.signals)),
        "signals": {name: round(value, 4) for name, value in decision.signals.items()},
    }


def _unknown(signals: Mapping[str, float]) -> dict[str, float]:
    return {name: math.nan for name in SIGNALS if name not in signals}


def report(rows: Sequence[dict[str, Any]], earlier: dict[str, Any]) -> None:
    """Print what each bar would show, and what that costs; a place that decides by itself stands beside the bar."""
    by_place = [row for row in rows if row["by the place"]]
    rest = [row for row in rows if not row["by the place"]]
    right, answerable, refused = (
        np.array([row[name] for row in rest], bool) for name in ("right", "answerable", "refused")
    )
    found = judged(rest, earlier)
    print(f"{sum(row['answerable'] for row in rows)} of {len(rows)} with an answer")
    print(f"quoted without asking the bar: {len(by_place)}, right {sum(row['right'] for row in by_place)}")
    for bar in BARS:
        shown = (found >= bar) & ~refused
        wrong, made_up = shown & answerable & ~right, shown & ~answerable
        cost = COST * (wrong | made_up).sum() + (right & ~refused & ~shown).sum()
        print(
            f"from {bar}: right {(shown & right).sum()}, wrong {wrong.sum()}, made up {made_up.sum()}; cost {cost:.0f}"
        )


def judged(rows: Sequence[dict[str, Any]], earlier: dict[str, Any]) -> Matrix:
    """Return the probability that each draft is right, as a model says that saw none about its document."""
    documents = np.array([row["document"] for row in rows])
    found = np.zeros(len(rows))
    for document in dict.fromkeys(documents):
        learned = fitted([row for row in rows if row["document"] != document], earlier)
        model = Logistic(weights=learned["weights"], bias=learned["bias"], threshold=SHIPPED)
        for at in np.flatnonzero(documents == document).tolist():
            found[at] = model(_unknown(rows[at]["signals"]) | rows[at]["signals"])
    return found


def fitted(rows: Sequence[dict[str, Any]], earlier: dict[str, Any]) -> dict[str, Any]:
    """Return the entry as it is kept: the likeliest weights where those of the `earlier` drafts are expected."""
    rows = [row for row in rows if not row["by the place"]]
    signals = np.array([[row["signals"].get(name, np.nan) for name in SIGNALS] for row in rows], float)
    old = [earlier["weights"].get(name) for name in SIGNALS]
    mean = np.array([o[0] if o else np.nanmean(signals[:, i]) for i, o in enumerate(old)])
    scale = np.array([o[1] if o else np.nanstd(signals[:, i]) for i, o in enumerate(old)])
    before = np.array([*(o[2] if o else 0.0 for o in old), earlier["bias"]])
    design = np.column_stack([np.nan_to_num((signals - mean) / scale), np.ones(len(rows))])
    right = np.array([row["right"] for row in rows], float)
    width = np.full(len(before), STRENGTH)
    width[-1] = 10 * STRENGTH

    def loss(weights: Matrix) -> float:
        odds = design @ weights
        return float((np.logaddexp(0, odds) - right * odds).sum() + ((weights - before) ** 2 / (2 * width)).sum())

    weights = minimize(loss, before).x
    named = {name: _rounded(row) for name, *row in zip(SIGNALS, mean, scale, weights[:-1], strict=True)}
    about = f"{len(rows)} drafts of qwen2.5-coder-1.5b, from what was learned of 134 earlier ones"
    return {
        "weights": dict(sorted(named.items())),
        "bias": round(float(weights[-1]), 4),
        "threshold": SHIPPED,
        "data": about,
    }


def _rounded(numbers: Sequence[float]) -> list[float]:
    return [round(float(number), 4) for number in numbers]


if __name__ == "__main__":
    main()
