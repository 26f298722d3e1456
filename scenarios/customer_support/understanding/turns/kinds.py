"""Weigh a message's embedding and a few signals, as was learned from turns that were written for ten kinds of shops."""

import json
import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

Vectors = np.ndarray[Any, np.dtype[np.float32]]

Kind = Literal["ask", "fix", "reject", "close", "person", "machine", "open"]
"""Asks or tells something; corrects what was asked; says that the reply was not it; ends the talk; wants a person;
wants none; greets or announces a question."""
Before = Literal["none", "answer", "more", "offer", "question"]
"""What stands before the message: nothing, an answer, "anything else?", the offer of a person, a question back."""

KINDS: tuple[Kind, ...] = get_args(Kind)
REPLIES: tuple[Before, ...] = get_args(Before)
TURNS = Path(__file__).with_name("turns.tsv")
WEIGHTS = Path(__file__).with_name("weights.json")
SURE = 0.45
"""Probability below which a message is taken for something to answer."""
_LISTS = {
    name: re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
    for name, phrases in tomllib.loads(Path(__file__).with_name("signals.toml").read_text("utf-8")).items()
}
_PERSON = re.compile(r"\b(?:person|human|colleague|somebody|someone|agent)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:anything|something) else\b|\bfurther\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """A direction for each kind in the space of embeddings and signals."""

    weights: Vectors
    """Shape (kinds, dimensions + signals)."""
    bias: Vectors

    def __call__(self, features: Vectors) -> Vectors:
        """Return the probability of each kind."""
        logits = self.weights @ features + self.bias
        odds = np.exp(logits - logits.max())
        return np.asarray(odds / odds.sum(), np.float32)


def kind(text: str, vector: Vectors, reply: Before) -> tuple[Kind, float]:
    """Return what a message is, and how probable that is; ("ask", 0) for vectors of another embedding model."""
    described, learned = features(text, vector, reply), model()
    if learned.weights.shape[1] != len(described):
        return "ask", 0.0
    found = learned(described)
    best = int(found.argmax())
    return KINDS[best], float(found[best])


def before(reply: str) -> Before:
    """Return what stands before a message, told from the last `reply`.

    >>> before(""), before("It is 49 euros."), before("It is 49 euros. Can I help you with anything else?")
    ('none', 'answer', 'more')
    >>> before("I could not find this. Would you like a person to help you?"), before("Which helmet do you mean?")
    ('offer', 'question')
    """
    if not reply:
        return "none"
    last = re.split(r"(?<=[.!?])\s+", reply.strip())[-1]
    if not last.endswith("?"):
        return "answer"
    return "more" if _MORE.search(last) else "offer" if _PERSON.search(last) else "question"


def features(text: str, vector: Vectors, reply: Before) -> Vectors:
    """Describe a message: its embedding, what stands before it, its length, whether it asks, a few lists of words."""
    words = len(text.split())
    signals = [float(reply == each) for each in REPLIES]
    signals += [math.log1p(words) / 3, float("?" in text), float(words <= 3), float(words > 9)]
    said = re.sub(r"[’`´]", "'", text)
    signals += [float(bool(listed.search(said))) for listed in _LISTS.values()]
    return np.concatenate([vector, np.asarray(signals, np.float32)]).astype(np.float32)


@cache
def model() -> Model:
    """Read what was learned."""
    read = json.loads(WEIGHTS.read_text("utf-8"))
    rows = read["kinds"]
    return Model(
        weights=np.asarray([rows[name]["weights"] for name in KINDS], np.float32),
        bias=np.asarray([rows[name]["bias"] for name in KINDS], np.float32),
    )
