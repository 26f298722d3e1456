"""Learn the weights of document questions from CLAPnq: `python -m benchmarks.learn_document_qa [--asked N]`.

Prints cross-validated figures, then writes `core/minigiants/answering/weights.json` learned on all of the data.
"""

import argparse
import importlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from minigiants.answering import (
    GENERAL,
    PASSAGES,
    attribution_features,
    candidates,
    claim_texts,
    question_signals,
)
from minigiants.evaluation import Setup
from minigiants.pipeline import Services
from minigiants.settings import Settings
from scenarios.document_qa import reading
from scenarios.document_qa.evals import data as clapnq
from scenarios.document_qa.evals import metrics

FOLDS = 10
MISSED = 0.15
"""Share of unanswerable questions that may be answered: the threshold follows from it."""


@dataclass(kw_only=True, slots=True)
class Table:
    """Rows of named features with labels; rows of one group stay in one fold."""

    rows: list[Mapping[str, float]]
    labels: list[bool]
    groups: list[str]
    strength: float

    def matrix(self) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """Return the features, shape (rows, features)."""
        return np.array([[row[name] for name in self.rows[0]] for row in self.rows])

    def held_out(self) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """Predict each row by a model that saw nothing of its group."""
        x, y, predicted = self.matrix(), np.array(self.labels), np.zeros(len(self.labels))
        for train, test in GroupKFold(FOLDS, shuffle=True, random_state=0).split(x, y, self.groups):
            predicted[test] = self._fit(x[train], y[train]).predict_proba(x[test])[:, 1]
        return predicted

    def weights(self, threshold: float) -> dict[str, Any]:
        """Fit on everything and return what `Logistic.load` reads."""
        scaler, model = (step for _, step in self._fit(self.matrix(), np.array(self.labels)).steps)
        numbers = zip(scaler.mean_, scaler.scale_, model.coef_[0], strict=True)
        named = zip(self.rows[0], ([round(float(v), 6) for v in n] for n in numbers), strict=True)
        return {"weights": dict(named), "bias": round(float(model.intercept_[0]), 6), "threshold": round(threshold, 4)}

    def _fit(self, x: Any, y: Any) -> Any:
        return make_pipeline(StandardScaler(), LogisticRegression(C=self.strength, max_iter=1000)).fit(x, y)


def main() -> None:
    """Learn from the data folder; the model is asked `--asked` questions, whose drafts are kept for the next time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--asked", type=int, default=200)
    asked = parser.parse_args().asked
    settings = Settings()
    setup, data = Setup.of(settings), clapnq.load(settings)
    services = setup.services("clapnq", data.files)
    searched = {q.id: services.retrieve(q.text, collection="clapnq", limit=reading.HITS) for q in data.questions}
    weights: dict[str, Any] = {
        "data": {"name": "CLAPnq dev, pooled", "sha256": data.sha256, "model": setup.model_sha256}
    }
    weights |= search_weights(data.questions, searched, services)
    others = {name: old(name) for name in ("answer", "second", "colloquial")}  # learned by other commands
    save(weights | {"citation": old("citation")} | others)
    drawn = [q for q in clapnq.sample(data.questions, asked, 0) if q.answerable]
    drafts = ask(drawn, searched, services, settings.home / "cache" / "answers.jsonl")
    save(weights | draft_weights(drafts, data.questions, searched, services) | others)


def search_weights(questions: Sequence[Any], searched: Mapping[str, Any], services: Services) -> dict[str, Any]:
    """Learn which sentences are evidence, and whether a search fits its question."""
    sentence = Table(rows=[], labels=[], groups=[], strength=0.3)
    whole = Table(rows=[], labels=[], groups=[], strength=0.1)
    for q in questions:
        found = candidates(q.text, searched[q.id], services.embed, passages=PASSAGES)
        whole.rows.append(question_signals(q.text, searched[q.id], found))
        whole.labels.append(q.answerable)
        whole.groups.append(q.id)
        for candidate in found if q.answerable else ():
            sentence.rows.append(candidate.features)
            sentence.labels.append(_is_gold(candidate.evidence, q))
            sentence.groups.append(q.id)
    tell("abstention from the search", whole.held_out(), np.array(whole.labels))
    tell("sentence is evidence", sentence.held_out(), np.array(sentence.labels))
    return {"sentence": sentence.weights(0.5), "answerable": whole.weights(0.5)}


def ask(asked: Sequence[Any], searched: Mapping[str, Any], services: Services, path: Path) -> dict[str, dict[str, Any]]:
    """Return a draft for each question; what `path` holds already is not asked again."""
    done = {d["id"]: d for d in map(json.loads, path.read_text().splitlines())} if path.is_file() else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for q in asked:
            if q.id not in done:
                selection = reading.READER.read(q.text, searched[q.id], services.embed)
                draft = reading.READER.write(q.text, selection, services.model, lambda event: None)
                done[q.id] = {"id": q.id, "text": draft.text}
                file.write(json.dumps(done[q.id]) + "\n")
                file.flush()
                print(f"\rasked {len(done)} of {len(asked)}", end="", flush=True)
    return done


def draft_weights(
    drafts: Mapping[str, dict[str, Any]], questions: Sequence[Any], searched: Mapping[str, Any], services: Services
) -> dict[str, Any]:
    """Learn which sentences an answer rests on."""
    citation = Table(rows=[], labels=[], groups=[], strength=0.3)
    always, gold = [], {}
    for q in (q for q in questions if q.id in drafts):
        selection = reading.READER.read(q.text, searched[q.id], services.embed)
        claims = claim_texts(drafts[q.id]["text"])
        if not q.answerable or not claims:
            continue
        rows = attribution_features(claims, services.embed(claims), selection.chosen, selection.priors)
        gold[q.id] = max(len(sentences) for sentences in q.evidence)
        citation.rows += rows
        citation.labels += [_is_gold(c.evidence, q) for c in selection.chosen]
        citation.groups += [q.id] * len(rows)
        quoted = (prior >= reading.READER.weights.sentence.threshold for prior in selection.priors)
        always += [row["nearest"] > 0 or quote for row, quote in zip(rows, quoted, strict=True)]
    threshold = best_cut(citation, np.array(always), sum(gold.values()))
    return {"citation": citation.weights(threshold)}


def best_cut(table: Table, always: Any, gold: int) -> float:
    """Return the threshold with the best F1 of citations; what is `always` cited is so at any threshold."""
    predicted, labels = table.held_out(), np.array(table.labels)
    tell("citation", predicted, labels)
    best = (0.0, 0.5)
    for cut in np.arange(0.1, 0.8, 0.02):
        cited = (predicted >= cut) | always
        precision, recall = labels[cited].mean(), labels[cited].sum() / gold
        best = max(best, (2 * precision * recall / (precision + recall), float(cut)))
    print(f"citations: F1 {best[0]:.3f} at {best[1]:.2f}")
    return best[1]


def tell(name: str, predicted: Any, labels: Any) -> None:
    """Print how well held-out predictions separate."""
    fpr, tpr, _ = roc_curve(labels, predicted)
    at = tpr[fpr <= MISSED].max()
    print(f"{name}: n {len(labels)}, AUROC {roc_auc_score(labels, predicted):.3f}, {at:.3f} at {MISSED:.0%} false")


def save(weights: Mapping[str, Any]) -> None:
    """Write the weights where the scenario reads them, and let this process read them too."""
    GENERAL.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    importlib.reload(reading)


def old(name: str) -> dict[str, Any]:
    """Return weights as they are, for what is not learned yet."""
    found: dict[str, Any] = json.loads(GENERAL.read_text("utf-8"))[name]
    return found


def _is_gold(found: Any, question: Any) -> bool:
    same = metrics.same_sentence
    return found.document == question.document and any(same(found.text, s) for g in question.evidence for s in g)


if __name__ == "__main__":
    main()
