"""Ask small learned models: which section a statement belongs to, and which header a short dialogue has."""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ..talk import Statement

Vectors = np.ndarray[Any, np.dtype[np.float32]]
Embed = Callable[[Sequence[str]], Vectors]

WEIGHTS = Path(__file__).parent / "weights.npz"
NONE = "none"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_BEFORE = 2
"""Statements before one that tell what it is about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Softmax:
    """Multinomial logistic regression over word counts and dense values."""

    classes: tuple[str, ...]
    words: Mapping[str, int]
    """Word or pair of words -> its column."""
    idf: Vectors
    """Weight of each word, shape (words,)."""
    weights: Vectors
    """Shape (words + dense values, classes)."""
    bias: Vectors

    def __call__(self, texts: Sequence[str], dense: Vectors) -> Vectors:
        """Return the probability of each class, shape (texts, classes); `dense` has a row for each text."""
        rows = np.concatenate([bag(texts, self.words, self.idf), dense], axis=1)
        scores = rows @ self.weights + self.bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


@cache
def load(name: str) -> Softmax:
    """Read the model called `name`: "section", "header" or "line"."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        words = str(file[f"{name}_words"]).split("\n")
        return Softmax(
            classes=tuple(str(file[f"{name}_classes"]).split("\n")),
            words={word: column for column, word in enumerate(words)},
            idf=file[f"{name}_idf"].astype(np.float32),
            weights=file[f"{name}_weights"].astype(np.float32),
            bias=file[f"{name}_bias"].astype(np.float32),
        )


def bag(texts: Sequence[str], words: Mapping[str, int], idf: Vectors) -> Vectors:
    """Return the weighted counts of known words and pairs, each row of length 1, shape (texts, words)."""
    rows = np.zeros((len(texts), len(words)), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for term in terms(text):
            if (column := words.get(term)) is not None:
                row[column] += idf[column]
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-6), dtype=np.float32)


def terms(text: str) -> list[str]:
    """Return the words of a text and the pairs of neighbours.

    >>> terms("No chest pain")
    ['no', 'chest', 'pain', 'no chest', 'chest pain']
    """
    found = _WORD.findall(text.lower())
    return found + [f"{a} {b}" for a, b in itertools.pairwise(found)]


def statement_text(statement: Statement) -> str:
    """Write a statement with what was asked and answered, as the model learned to read it."""
    asked = f"{statement.question} ? " if statement.question and not statement.answer else ""
    return f"{asked}{statement.text} {statement.answer}".strip()


def dense_features(statements: Sequence[Statement], turns: int, embed: Embed) -> Vectors:
    """Describe statements by meaning, by what was said before, by speaker and by place; one row a statement."""
    if not statements:
        return np.zeros((0, 0), dtype=np.float32)
    vectors = embed([statement_text(s) for s in statements])
    before = np.zeros_like(vectors)
    for row in range(len(statements)):
        near = vectors[max(0, row - _BEFORE) : row]
        if len(near):
            before[row] = near.mean(axis=0)
    place = [_place(s, n / max(len(statements) - 1, 1), turns) for n, s in enumerate(statements)]
    return np.concatenate([3 * vectors, 2 * before, np.asarray(place, dtype=np.float32)], axis=1)


def _place(statement: Statement, at: float, turns: int) -> list[float]:
    words = len(statement.text.split())
    doctor = float(statement.speaker == "doctor")
    return [
        doctor,
        float(bool(statement.answer)),
        float(bool(statement.question)),
        at,
        at * at,
        doctor * at,
        doctor * at * at,
        min(words, 40) / 20,
        float(words < 4),
        float(any(c.isdigit() for c in statement.text)),
        min(turns, 100) / 100,
    ]


def sections(statements: Sequence[Statement], turns: int, embed: Embed) -> list[dict[str, float]]:
    """Return for each statement the probability of each section, "none" among them."""
    if not statements:
        return []
    model = load("section")
    rows = model([statement_text(s) for s in statements], dense_features(statements, turns, embed))
    return [dict(zip(model.classes, map(float, row), strict=True)) for row in rows]


def header(dialogue: str, embed: Embed) -> dict[str, float]:
    """Return the probability of each of MTS-Dialog's headers for a short dialogue."""
    model = load("header")
    made = model([dialogue], header_features([dialogue], embed))[0]
    return dict(zip(model.classes, map(float, made), strict=True))


def chapters(lines: Sequence[str], embed: Embed) -> list[dict[str, float]]:
    """Return for each line of a note the probability of each chapter, and of belonging into none."""
    if not lines:
        return []
    model = load("line")
    rows = model(lines, line_features(lines, embed))
    return [dict(zip(model.classes, map(float, row), strict=True)) for row in rows]


def line_features(lines: Sequence[str], embed: Embed) -> Vectors:
    """Describe lines of a note by meaning and length; one row a line."""
    lengths = [[min(len(line.split()), 30) / 10, float(any(c.isdigit() for c in line))] for line in lines]
    return np.concatenate([3 * embed(lines), np.asarray(lengths, dtype=np.float32)], axis=1)


def header_features(dialogues: Sequence[str], embed: Embed) -> Vectors:
    """Describe short dialogues by meaning and length; one row a dialogue."""
    lengths = [[min(len(d.split()), 400) / 100, min(d.count("\n"), 40) / 10] for d in dialogues]
    return np.concatenate([3 * embed(dialogues), np.asarray(lengths, dtype=np.float32)], axis=1)
