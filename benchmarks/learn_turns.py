"""Learn what a customer does with a message: `python -m benchmarks.learn_turns`.

Learns on the half of the turns that is marked "learned", prints how the other half is read, then writes
`scenarios/customer_support/understanding/turns/weights.json` learned on all of them.
"""

import csv
import json
from collections import Counter
from typing import Any

import numpy as np

from minigiants.retrieval import SentenceEmbeddings
from minigiants.settings import Settings
from scenarios.customer_support.understanding.turns import kinds

STEPS, RATE, DECAY = 3000, 0.5, 2e-4
DIGITS = 3
Array = np.ndarray[Any, np.dtype[np.float64]]


def main() -> None:
    """Learn, measure, write."""
    settings = Settings()
    embed = SentenceEmbeddings(settings.models_folder / settings.embedding_model, id=settings.embedding_model).vectors
    with kinds.TURNS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    vectors = embed([row["message"] for row in rows])
    x = np.array([kinds.features(r["message"], v, _before(r)) for r, v in zip(rows, vectors, strict=True)], np.float64)
    y = np.array([kinds.KINDS.index(row["label"]) for row in rows])
    learned = np.array([row["half"] == "learned" for row in rows])
    for name, train, test in (("held back", learned, ~learned), ("the other way round", ~learned, learned)):
        _tell(name, [r for r, t in zip(rows, test, strict=True) if t], y[test], _read(fit(x[train], y[train]), x[test]))
    weights, bias = fit(x, y)
    written = {
        name: {"bias": round(float(b), DIGITS), "weights": [round(float(w), DIGITS) for w in row]}
        for name, row, b in zip(kinds.KINDS, weights, bias, strict=True)
    }
    about = f"{len(rows)} turns of turns.tsv, embeddings of {settings.embedding_model}, see README.md"
    kinds.WEIGHTS.write_text(json.dumps({"about": about, "kinds": written}) + "\n", encoding="utf-8")


def fit(x: Array, y: Any) -> tuple[Array, Array]:
    """Return the weights (kinds, features) and biases of a multinomial logistic regression, each kind counted alike."""
    wanted = np.eye(len(kinds.KINDS))[y]
    counted = (1 / np.maximum(wanted.sum(axis=0), 1))[y][:, None] * len(y) / len(kinds.KINDS)
    weights, bias = np.zeros((len(kinds.KINDS), x.shape[1])), np.zeros(len(kinds.KINDS))
    for _ in range(STEPS):
        odds = np.exp((logits := x @ weights.T + bias) - logits.max(axis=1, keepdims=True))
        miss = (odds / odds.sum(axis=1, keepdims=True) - wanted) * counted / len(y)
        weights -= RATE * (miss.T @ x + DECAY * weights)
        bias -= RATE * miss.sum(axis=0)
    return weights, bias


def _read(model: tuple[Array, Array], x: Array) -> list[str]:
    """Return each message's kind as the scenario acts on it."""
    logits = x @ model[0].T + model[1]
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    found = odds / odds.sum(axis=1, keepdims=True)
    return [kinds.KINDS[int(row.argmax())] if row.max() >= kinds.SURE else "ask" for row in found]


def _tell(name: str, rows: list[dict[str, str]], y: Any, found: list[str]) -> None:
    wanted = [kinds.KINDS[i] for i in y]
    right = Counter(a for a, b in zip(wanted, found, strict=True) if a == b)
    total = Counter(wanted)
    print(f"{name}: {sum(right.values()) / len(wanted):.3f} of {len(wanted)}")
    print({label: f"{right[label]}/{total[label]}" for label in kinds.KINDS})
    for row, a, b in zip(rows, wanted, found, strict=True):
        if a != b:
            print(f"  {a} read as {b}: [{row['reply before']}] {row['message']}")


def _before(row: dict[str, str]) -> Any:
    return "answer" if row["reply before"] == "closed" else row["reply before"]


if __name__ == "__main__":
    main()
