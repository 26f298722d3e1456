"""Learn which sentences speak to a program: `python -m benchmarks.orders.learn`.

Learns on the half of the examples that is marked "learned", prints how the other half is read, and the other way round,
then writes `core/minigiants/answering/orders/weights.json` learned on all of them.
"""

import csv
import json
from typing import Any

import numpy as np

from minigiants.answering.orders import model
from minigiants.answering.orders.signals import folded, signals
from minigiants.retrieval import SentenceEmbeddings
from minigiants.settings import Settings

STEPS, RATE = 1500, 0.5
DECAY = 0.003
"""Of the weights of signals and of the embedding alike: of .001, .003 and .01 the best on either half."""
SCALE = 3.0
"""What an embedding of length one is stretched by, so that its weights need not be large."""
DIGITS = 3
Array = np.ndarray[Any, np.dtype[np.float64]]


def main() -> None:
    """Learn, measure, write."""
    settings = Settings()
    embed = SentenceEmbeddings(settings.models_folder / settings.embedding_model, id=settings.embedding_model).vectors
    with model.EXAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [folded(row["text"]) for row in rows]
    names = list(signals(""))
    words = np.array([list(signals(text).values()) for text in texts], np.float64)
    x = np.hstack([words, SCALE * embed(texts)])
    y = np.array([not row["kind"].startswith("plain") for row in rows], np.float64)
    learned = np.array([row["half"] == "learned" for row in rows])
    for name, train, test in (("held back", learned, ~learned), ("the other way round", ~learned, learned)):
        for described, columns in (("words", words), ("words and meaning", x)):
            weights, bias = fit(columns[train], y[train])
            chosen = [row for row, tested in zip(rows, test, strict=True) if tested]
            report(f"{name}, {described}", chosen, y[test], 1 / (1 + np.exp(-(columns[test] @ weights + bias))))
    written = {
        "about": f"{len(rows)} sentences of examples.tsv, embeddings of {settings.embedding_model}, see README.md",
        "meaning": _written(names, *fit(x, y)),
        "words": _written(names, *fit(words, y)),
    }
    model.WEIGHTS.write_text(json.dumps(written) + "\n", encoding="utf-8")


def fit(x: Array, y: Any) -> tuple[Array, float]:
    """Return the weights and the bias of a logistic regression, both sides counted alike."""
    counted = np.where(y > 0, 0.5 / max(y.sum(), 1), 0.5 / max((1 - y).sum(), 1))
    weights, bias = np.zeros(x.shape[1]), 0.0
    for _ in range(STEPS):
        miss = (1 / (1 + np.exp(-(x @ weights + bias))) - y) * counted
        weights -= RATE * (x.T @ miss + DECAY * weights)
        bias -= RATE * miss.sum()
    return weights, float(bias)


def report(name: str, rows: list[dict[str, str]], y: Any, probability: Array) -> None:
    """Print how many orders were known and how many plain sentences taken for one, and each that was misread."""
    wrong = (probability >= model.SURE) != (y > 0)
    orders = y > 0
    print(f"{name}: {(~wrong)[orders].sum()} of {orders.sum()} orders known; ", end="")
    print(f"{wrong[~orders].sum()} of {(~orders).sum()} plain sentences taken for one")
    for row, missed, value in zip(rows, wrong, probability, strict=True):
        if missed:
            print(f"  {value:.2f} {row['kind']}: {row['text']}")


def _written(names: list[str], weights: Array, bias: float) -> dict[str, object]:
    scale = [SCALE] * (len(weights) - len(names))
    directions = [round(float(w) * s, DIGITS) for w, s in zip(weights[len(names) :], scale, strict=True)]
    known = {name: round(float(w), DIGITS) for name, w in zip(names, weights, strict=False)}
    return {"bias": round(bias, DIGITS), "signals": known, "directions": directions}


if __name__ == "__main__":
    main()
