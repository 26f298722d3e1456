"""Learn which sentences speak to a program: `python -m benchmarks.orders.learn`.

Learns on the half of the examples that is marked "learned" and on one half of the plain texts, prints how the other
halves are read, and the other way round, then writes `core/minigiants/answering/orders/weights.json` learned on all of
them. The plain texts are CLAPnq's passages and MTRAG-UN's contexts, from the folder that `MINIGIANTS_DATA` names: what
people write to each other is nearly all that a model of orders ever sees.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from minigiants.answering.orders import model
from minigiants.answering.orders.signals import folded, signals
from minigiants.evaluation import data_folder
from minigiants.language import sentences
from minigiants.retrieval import SentenceEmbeddings
from minigiants.settings import Settings

STEPS, RATE = 1500, 0.5
DECAY = 0.003
"""Of the weights of signals and of the embedding alike: of .001, .003 and .01 the best on either half."""
SCALE = 3.0
"""What an embedding of length one is stretched by, so that its weights need not be large."""
PLAIN = 0.5
"""What all plain texts together count, where the examples of orders count .5 and their look-alikes .5."""
DIGITS = 3
Array = np.ndarray[Any, np.dtype[np.float64]]


def main() -> None:
    """Learn, measure, write."""
    settings = Settings()
    embed = SentenceEmbeddings(settings.models_folder / settings.embedding_model, id=settings.embedding_model).vectors
    with model.EXAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [folded(row["text"]) for row in rows]
    read = plain_sentences(data_folder(settings))
    signed = [text for text in map(folded, read) if model.signed(text)]
    print(f"{len(read)} plain sentences, of which {len(signed)} have a sign of an order", flush=True)
    examples, plain = _columns(texts, embed), _columns(signed, embed)
    width = len(signals(""))
    y = np.array([not row["kind"].startswith("plain") for row in rows], np.float64)
    learned = np.array([row["half"] == "learned" for row in rows])
    odd = np.arange(len(plain)) % 2 == 1
    for name, train, beside in (("held back", learned, odd), ("the other way round", ~learned, ~odd)):
        for described, end, sure in (("words", width, model.SURE_BY_WORDS), ("words and meaning", None, model.SURE)):
            weights, bias = fit(examples[train, :end], y[train], plain[beside, :end])
            chosen = [row for row, tested in zip(rows, ~train, strict=True) if tested]
            report(f"{name}, {described}", chosen, y[~train], _probability(examples[~train, :end], weights, bias), sure)
            taken = _probability(plain[~beside, :end], weights, bias) >= sure
            print(f"  of the other half of the plain texts, {len(read) // 2} sentences: {taken.sum()} taken for one")
    written = {
        "about": f"{len(rows)} sentences of examples.tsv and {len(read)} of plain texts, embeddings of "
        f"{settings.embedding_model}, see README.md",
        "meaning": _written(width, *fit(examples, y, plain)),
        "words": _written(width, *fit(examples[:, :width], y, plain[:, :width])),
    }
    model.WEIGHTS.write_text(json.dumps(written) + "\n", encoding="utf-8")


def plain_sentences(folder: Path) -> list[str]:
    """Return the sentences of the plain texts; raises FileNotFoundError."""
    texts = dict.fromkeys(
        passage["text"]
        for name in ("clapnq_dev_answerable.jsonl", "clapnq_dev_unanswerable.jsonl")
        for line in (folder / "clapnq" / name).read_text("utf-8").splitlines()
        for passage in json.loads(line)["passages"]
    )
    for line in (folder / "mtrag-un" / "ibmcloud_govt.jsonl").read_text("utf-8").splitlines():
        texts |= dict.fromkeys(context["text"] for context in json.loads(line)["contexts"])
    return [text[start:end] for text in texts for start, end in sentences(text)]


def fit(x: Array, y: Any, plain: Array) -> tuple[Array, float]:
    """Return the weights and the bias of a logistic regression, both sides of the examples counted alike."""
    sides = np.where(y > 0, 0.5 / max(y.sum(), 1), 0.5 / max((1 - y).sum(), 1))
    counted = np.concatenate([sides, np.full(len(plain), PLAIN / max(len(plain), 1))]) / (1 + PLAIN)
    x, y = np.vstack([x, plain]), np.concatenate([y, np.zeros(len(plain))])
    weights, bias = np.zeros(x.shape[1]), 0.0
    for _ in range(STEPS):
        miss = (_probability(x, weights, bias) - y) * counted
        weights -= RATE * (x.T @ miss + DECAY * weights)
        bias -= RATE * miss.sum()
    return weights, float(bias)


def report(name: str, rows: list[dict[str, str]], y: Any, probability: Array, sure: float) -> None:
    """Print how many orders were known and how many plain sentences taken for one, and each that was misread."""
    wrong = (probability >= sure) != (y > 0)
    orders = y > 0
    print(f"{name}: {(~wrong)[orders].sum()} of {orders.sum()} orders known; ", end="")
    print(f"{wrong[~orders].sum()} of {(~orders).sum()} plain sentences taken for one")
    for row, missed, value in zip(rows, wrong, probability, strict=True):
        if missed:
            print(f"  {value:.2f} {row['kind']}: {row['text']}")


def _columns(texts: list[str], embed: Callable[[list[str]], Any]) -> Array:
    words = np.array([list(signals(text).values()) for text in texts], np.float64)
    return np.hstack([words, SCALE * embed(texts)])


def _probability(x: Array, weights: Array, bias: float) -> Array:
    return np.asarray(1 / (1 + np.exp(-(x @ weights + bias))))


def _written(width: int, weights: Array, bias: float) -> dict[str, object]:
    directions = [round(float(w) * SCALE, DIGITS) for w in weights[width:]]
    known = {name: round(float(w), DIGITS) for name, w in zip(signals(""), weights, strict=False)}
    return {"bias": round(bias, DIGITS), "signals": known, "directions": directions}


if __name__ == "__main__":
    main()
