"""Read entities off spaCy's entity model as its own greedy search would, many words at a time.

spaCy asks for each word which of its hundred moves are allowed; yet outside of an entity the scores of a word don't
depend on the words before, so one product gives them all, and within one two moves are left: go on, or end.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

Floats = NDArray[np.float32]
_AHEAD = 8
"""Words of an entity that are scored at once."""
_FEW = 2000
"""Words up to which one core multiplies: for so little, the threads of others wait longer than they compute."""
_TURN = threading.Lock()
"""Whoever changes the number of threads, which is the process's, puts it back before another does."""


@dataclass(frozen=True, slots=True)
class _Open:
    """How to go on with an entity of a label."""

    label: str
    weights: Floats
    """(2, hidden units): of going on, and of ending here."""
    bias: Floats
    """(2,)."""


class Decoder:
    """Finds the entities that `ner` would set, for texts without entities or sentences set beforehand."""

    def __init__(self, ner: "EntityRecognizer") -> None:
        """Take the weights; raises ValueError for a model of another make than spaCy's small ones."""
        model: Any = ner.model
        self._tok2vec, self._lower, upper = model.layers
        if not model.attrs["has_upper"] or self._lower.get_dim("nF") != 3 or model.attrs["unseen_classes"]:
            raise ValueError("the entity model is of another make: three features and an upper layer are needed")
        names = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
        self._weights, self._bias = upper.get_param("W"), upper.get_param("b")
        self._begins = np.array([name.startswith("B-") for name in names])
        self._units = np.array([name.startswith("U-") and name != "U-" for name in names])
        self._out = names.index("O")
        self._label = [name[2:] for name in names]
        place = {name: number for number, name in enumerate(names)}
        self._open = {
            number: _Open(label, self._weights[pair], self._bias[pair])
            for number, (name, label) in enumerate(zip(names, self._label, strict=True))
            if name.startswith("B-") and (pair := [place[f"I-{label}"], place[f"L-{label}"]])
        }

    def __call__(self, docs: "Sequence[Doc]") -> Iterator[list[tuple[int, int, str]]]:
        """Yield for each text its entities: first word, the one behind the last, label."""
        filled = [doc for doc in docs if len(doc)]
        if sum(map(len, filled)) > _FEW:
            yield from self._all(docs, filled)
            return
        with _one_core():
            found = list(self._all(docs, filled))
        yield from found

    def _all(self, docs: "Sequence[Doc]", filled: "list[Doc]") -> Iterator[list[tuple[int, int, str]]]:
        features = self._lower.predict(self._tok2vec.predict(filled)) if filled else np.zeros((1, 3, 1, 1), "f")
        rows, start = features[1:], 0
        for doc in docs:
            yield list(self._found(doc, rows[start : start + len(doc)], features[0])) if len(doc) else []
            start += len(doc)

    def _found(self, doc: "Doc", rows: Floats, nowhere: Floats) -> Iterator[tuple[int, int, str]]:
        moves = self._outside(rows, nowhere, doc.to_array("IS_SPACE").astype(bool))
        at = 0
        for word in np.flatnonzero(moves != self._out).tolist():
            if word < at:
                continue
            opened = self._open.get(moves[word])
            at = self._end(rows, word, opened) if opened else word + 1
            yield word, at, self._label[moves[word]]

    def _outside(self, rows: Floats, nowhere: Floats, spaces: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the best move at each word where no entity is open."""
        scores = self._hidden(rows[:, 0] + nowhere[1] + nowhere[2]) @ self._weights.T + self._bias
        allowed = np.broadcast_to(self._begins | self._units, scores.shape).copy()
        allowed[spaces] = False
        allowed[-1] &= ~self._begins
        allowed[:, self._out] = True
        best: NDArray[np.int64] = np.where(allowed, scores, -np.inf).argmax(axis=1)
        return best

    def _end(self, rows: Floats, first: int, opened: _Open) -> int:
        """Return the word behind the entity that begins at the word `first`; the text's last word ends it."""
        for start in range(first + 1, len(rows) - 1, _AHEAD):
            end = min(start + _AHEAD, len(rows) - 1)
            hidden = self._hidden(rows[start:end, 0] + rows[first, 1] + rows[start - 1 : end - 1, 2])
            scores = hidden @ opened.weights.T + opened.bias
            ends = np.flatnonzero(scores[:, 1] > scores[:, 0])
            if len(ends):
                return start + int(ends[0]) + 1
        return len(rows)

    def _hidden(self, summed: Floats) -> Floats:
        hidden: Floats = (summed + self._lower.get_param("b")).max(axis=-1)
        return hidden


@contextmanager
def _one_core() -> Iterator[None]:
    """Let NumPy multiply on the core of the caller.

    Where a model writes on all cores, a product of some hundred words waits for a thread that does not get its turn.
    """
    with _TURN, _pools().limit(limits=1, user_api="blas"):
        yield


@cache
def _pools() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
