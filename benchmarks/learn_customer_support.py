"""Learn the weights of customer support: `python -m benchmarks.learn_customer_support [intents] [scope] [kinds]`.

Prints cross-validated figures, then writes `intents.json` and `weights.json` in
`scenarios/customer_support/understanding/`.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score, roc_auc_score
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.support_examples import COMPLAINTS, NEITHER, PERSONS
from minigiants import answering
from minigiants.evaluation import Setup
from minigiants.retrieval import SentenceEmbeddings
from minigiants.settings import Settings
from scenarios.customer_support.deciding import searching
from scenarios.customer_support.evals import data
from scenarios.customer_support.replying.drafting import LEARNED
from scenarios.customer_support.understanding import detectors, talk

FOLDS = 10
STRENGTH = 0.003
"""Of the regularisation of the four kinds: chosen among those that are printed."""
ACCEPTED = 0.95
"""Share of questions that belong here and are let through."""
RARE = {True: 20.0, False: 1.0}
"""Weight of a complaint: what is balanced (some 40) finds too many."""
EVERY = 4
"""CLINC questions to learn from, one of so many: 25 examples an intent are more than a site will write."""


def main() -> None:
    """Learn what is named, or everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=["intents", "scope", "kinds", []], default=[])
    parts = parser.parse_args().parts or ["intents", "scope", "kinds"]
    settings = Settings()
    if "intents" in parts:
        intents(settings)
    if "scope" in parts:
        scope(settings)
    if "kinds" in parts:
        kinds(settings)


def intents(settings: Settings) -> None:
    """Learn who wants a person and who complains, from Bitext, CLINC and our own examples."""
    bitext, _ = data.load_bitext(settings)
    clinc, _ = data.load_clinc(settings)
    ours = [*((t, "contact_human_agent") for t in PERSONS), *((t, "complaint") for t in COMPLAINTS)]
    rows = [(m.text, m.intent, m.template) for m in bitext]
    rows += [(text, intent, f"ours {text}") for text, intent in [*ours, *((t, "other") for t in NEITHER)]]
    rows += [(m.text, "other", f"clinc {m.intent}") for m in clinc["train"][::5]]
    vectors = _embed(settings, [text for text, _, _ in rows])
    groups = [group for _, _, group in rows]
    found: dict[str, Any] = {}
    for name, intent, rare in (("person", "contact_human_agent", "balanced"), ("complaint", "complaint", RARE)):
        # Reaching customer service may be meant either way: it teaches nothing and counts for nothing.
        used = [i for i, row in enumerate(rows) if not (name == "person" and row[1] == "contact_customer_service")]
        x, y = vectors[used], np.array([rows[i][1] == intent for i in used])
        own = [groups[i] for i in used]
        held = np.zeros(len(y))
        for train, test in GroupKFold(FOLDS, shuffle=True, random_state=0).split(x, y, own):
            held[test] = _probe(rare).fit(x[train], y[train]).predict_proba(x[test])[:, 1]
        for said, part in (("Bitext", "bitext"), ("ours", "ours"), ("CLINC", "clinc")):
            mask = np.array([_part(g) == part for g in own])
            _tell_binary(f"{name}, {said}", y[mask], held[mask] >= 0.5)
        wrong = [rows[i][0] for i, p, t in zip(used, held, y, strict=True) if (p >= 0.5) != t]
        print("  such as:", wrong[:12])
        model = _probe(rare).fit(x, y)
        weights = [round(float(v), 3) for v in model.coef_[0]]
        found[name] = {"weights": weights, "bias": round(float(model.intercept_[0]), 4)}
    about = {"learned": "Bitext sample, CLINC150 train, examples of our own", "embedding": settings.embedding_model}
    detectors.INTENTS.write_text(json.dumps({"about": about, "intents": found}) + "\n", encoding="utf-8")


def scope(settings: Settings) -> None:
    """Learn from CLINC's training part how near a question must be; measured on its validation part."""
    clinc, _ = data.load_clinc(settings)
    texts = {part: [m.text for m in rows[:: EVERY if part == "train" else 1]] for part, rows in clinc.items()}
    known = {
        text: vector for part in texts for text, vector in zip(texts[part], _embed(settings, texts[part]), strict=True)
    }

    def embed(wanted: Sequence[str]) -> Any:
        return np.stack([known[text] for text in wanted])

    rows: list[dict[str, float]] = []
    labels: list[int] = []
    inside, outer = np.array(texts["train"], object), np.array(texts["oos_train"], object)
    folds = np.random.default_rng(0).integers(0, 5, len(inside)), np.random.default_rng(1).integers(0, 5, len(outer))
    for fold in range(5):
        made = detectors.Scope.of(inside[folds[0] != fold], outer[folds[1] != fold], embed)
        for held, label in ((inside[folds[0] == fold], 0), (outer[folds[1] == fold], 1)):
            rows += [made.features(text, known[text]) for text in held]
            labels += [label] * len(held)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000))
    names = list(rows[0])

    def table(found: Sequence[Mapping[str, float]]) -> Any:
        return np.array([[row[n] for n in names] for row in found])

    model.fit(table(rows), labels)
    whole = detectors.Scope.of(inside, outer, embed)
    described = {part: [whole.features(text, known[text]) for text in texts[part]] for part in ("val", "oos_val")}
    seen = [model.predict_proba(table(found))[:, 1] for found in described.values()]
    train = model.predict_proba(table(rows))[:, 1][np.array(labels) == 0]
    print("AUROC", roc_auc_score([0] * len(seen[0]) + [1] * len(seen[1]), np.concatenate(seen)))
    bar = float(np.quantile(train, ACCEPTED))
    print(f"bar {bar:.3f} from train: accepted {(seen[0] <= bar).mean():.3f}, refused {(seen[1] > bar).mean():.3f}")
    bar_val = float(np.quantile(seen[0], ACCEPTED))
    print(f"at {ACCEPTED:.0%} acceptance on val: refused {(seen[1] > bar_val).mean():.3f} of {len(seen[1])}")
    _save({"outside": _weights(model, names, bar)})


def kinds(settings: Settings) -> None:
    """Learn from MTRAG-UN what a search lets one do; the model is not asked."""
    rows, labels, _, recall = described(settings)
    names = list(rows[0])
    x, y = np.array([[row[n] for n in names] for row in rows]), np.array(labels)
    print(f"recall at 5: {np.mean(recall):.3f} of {len(recall)}")
    means = np.nanmean(x, axis=0)
    x = np.where(np.isnan(x), means, x)
    for strength in (0.001, STRENGTH, 0.01, 0.03):
        held = held_out(x, y, strength)
        picked = np.array(searching.KINDS)[held.argmax(axis=1)]
        print(f"C {strength}: macro-F1 {f1_score(y, picked, average='macro', labels=searching.KINDS):.3f}")
        print(confusion_matrix(y, picked, labels=searching.KINDS))
    found = {}
    for kind in searching.KINDS:
        found[kind] = _weights(_kind_model(STRENGTH).fit(x, y == kind), names, 0.5)
    _save(found)


def held_out(x: Any, y: Any, strength: float, seed: int = 0) -> Any:
    """Return each row's probability of each kind by models that did not see it, shape (rows, kinds)."""
    held = np.zeros((len(y), len(searching.KINDS)))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(x, y):
        for column, kind in enumerate(searching.KINDS):
            model = _kind_model(strength).fit(x[train], y[train] == kind)
            held[test, column] = model.predict_proba(x[test])[:, 1]
    return held / held.sum(axis=1, keepdims=True)


def described(settings: Settings) -> tuple[list[dict[str, float]], list[str], list[str], list[float]]:
    """Search for every task and return its features, its kind, its id, and the recall at 5 of those with gold."""
    setup, mtrag = Setup.of(settings), data.load_mtrag(settings)
    services = {name: setup.services(f"mtrag-{name}", files) for name, files in mtrag.files.items()}
    rows, labels, ids, recall = [], [], [], []
    for task in mtrag.tasks:
        made = services[task.collection]
        asked = talk.question(talk.read(task.messages))
        hits = searching.search(asked, made.retrieve, f"mtrag-{task.collection}")
        selection = answering.select(asked.text, hits, made.embed, LEARNED)
        rows.append(searching.features(asked, hits, selection, made.embed))
        labels.append(task.kind)
        ids.append(task.id)
        if task.kind in ("answer", "partial"):
            top = list(dict.fromkeys(hit.passage.document for hit in hits))[:5]
            recall.append(len(set(top) & set(task.gold)) / len(set(task.gold)))
    return rows, labels, ids, recall


def _kind_model(strength: float) -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, class_weight="balanced", max_iter=2000))


def _probe(rare: Any) -> LogisticRegression:
    return LogisticRegression(C=30.0, class_weight=rare, max_iter=3000)


def _weights(model: Any, names: Sequence[str], threshold: float) -> dict[str, Any]:
    scaler, last = (step for _, step in model.steps)
    numbers = zip(scaler.mean_, scaler.scale_, last.coef_[0], strict=True)
    named = {name: [round(float(v), 6) for v in values] for name, values in zip(names, numbers, strict=True)}
    return {"weights": named, "bias": round(float(last.intercept_[0]), 6), "threshold": round(threshold, 4)}


def _save(new: Mapping[str, Any]) -> None:
    path = detectors.WEIGHTS
    old = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    path.write_text(json.dumps(old | dict(new), indent=1) + "\n", encoding="utf-8")


def _embed(settings: Settings, texts: Sequence[str]) -> Any:
    folder = settings.models_folder / settings.embedding_model
    return SentenceEmbeddings(folder, id=settings.embedding_model).vectors(texts)


def _part(group: str) -> str:
    return group.split(" ", 1)[0] if group.startswith(("ours ", "clinc ")) else "bitext"


def _tell_binary(name: str, gold: Any, picked: Any) -> None:
    precision = precision_score(gold, picked, zero_division=0)
    recall, false = recall_score(gold, picked, zero_division=0), int((picked & ~gold).sum())
    print(f"{name}: n {len(gold)} ({gold.sum()} of it), precision {precision:.3f}, recall {recall:.3f}, false {false}")


if __name__ == "__main__":
    main()
