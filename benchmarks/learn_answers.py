"""Learn from a model's own drafts when to show one: `python -m benchmarks.learn_answers [--out drafts.jsonl]`.

Asks the tune half of the questions of many kinds, prints cross-validated figures (each document is judged by a model
that saw no draft about it), and writes "second" into `core/minigiants/answering/weights.json`. Rows in `--out` are kept
and not asked again.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from minigiants import answering
from minigiants.answering import GENERAL
from minigiants.evaluation import Setup
from minigiants.pipeline import Services
from minigiants.settings import Settings
from scenarios.document_qa.evals import kinds
from scenarios.document_qa.reading import HITS, READER, SEARCHED

SIGNALS = ("stated", "missing", "titled", "cover", "rival")
"""Few, since drafts are few: what the model says when asked again, and how well the place fits the question."""
STRENGTH = 0.3
THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7)
SHIPPED = 0.5


def main() -> None:
    """Draft, learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("drafts.jsonl"))
    out = parser.parse_args().out
    known = [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.is_file() else []
    rows = {row["id"]: row for row in known}
    setup = Setup.of(Settings())
    services = setup.services("kinds", kinds.documents())
    questions = kinds.load("tune")
    with out.open("a", encoding="utf-8") as file:
        for question in questions:
            if question.id not in rows:
                rows[question.id] = drafted(question, services)
                file.write(json.dumps(rows[question.id]) + "\n")
                file.flush()
    learned = list(rows.values())
    report(learned)
    every = json.loads(GENERAL.read_text("utf-8"))
    about = f"{len(learned)} drafts of {setup.name} for the tune half of scenarios/document_qa/evals/kinds"
    every["second"] = fitted(learned) | {"threshold": SHIPPED, "data": about}
    GENERAL.write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")


def drafted(question: kinds.KindQuestion, services: Services) -> dict[str, Any]:
    """Return what a draft was decided from, whether it is right, and whether a rule refuses it."""
    hits = answering.of_documents(
        question.question, services.retrieve(question.question, collection="kinds", limit=SEARCHED)
    )
    selection = READER.read(
        question.question, answering.without_orders(hits, services.embed, limit=HITS).hits, services.embed
    )
    draft = READER.write(question.question, selection, services.model, lambda _: None).text
    decision = READER.decide(question.question, draft, selection, services)
    return {
        "id": question.id,
        "document": question.document,
        "answerable": bool(question.all),
        "right": bool(question.all) and kinds.right(question, draft),
        "refused": any(claim.kind != "unsure" for claim in decision.withheld),
        "signals": decision.signals,
    }


def report(rows: Sequence[dict[str, Any]]) -> None:
    """Print what each threshold would show."""
    right, answerable, refused = (
        np.array([row[name] for row in rows], bool) for name in ("right", "answerable", "refused")
    )
    groups = [row["document"] for row in rows]
    found = cross_val_predict(
        _model(), _matrix(rows), right, groups=groups, cv=LeaveOneGroupOut(), method="predict_proba"
    )[:, 1]
    print(f"{answerable.sum()} with an answer, {right.sum()} drafts right; {(~answerable).sum()} without one")
    for threshold in THRESHOLDS:
        shown = (found >= threshold) & ~refused
        print(
            f"from {threshold}: right {(shown & right).sum()}, wrong {(shown & answerable & ~right).sum()}, "
            f"made up {(shown & ~answerable).sum()}"
        )


def fitted(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the weights and the bias as they are kept."""
    model = _model().fit(_matrix(rows), [row["right"] for row in rows])
    scaler, logistic = model[1], model[2]
    numbers = zip(scaler.mean_, scaler.scale_, logistic.coef_[0], strict=True)
    named = {name: [round(float(v), 6) for v in n] for name, n in zip(SIGNALS, numbers, strict=True)}
    return {"weights": dict(sorted(named.items())), "bias": round(float(logistic.intercept_[0]), 6)}


def _matrix(rows: Sequence[dict[str, Any]]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    return np.array([[row["signals"].get(name, np.nan) for name in SIGNALS] for row in rows], float)


def _model() -> Any:
    return make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression(C=STRENGTH))


if __name__ == "__main__":
    main()
