"""Select the few sentences that a model reads, and say from the search how likely they answer."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from minigiants.answering._candidates import Candidate, Embed, candidates
from minigiants.answering._signals import question_signals
from minigiants.learned import Logistic
from minigiants.types import Evidence, Hit

GENERAL = Path(__file__).parent / "weights.json"
"""Learned on encyclopedia questions by `python -m benchmarks.learn_document_qa`."""
PASSAGES = 4
SENTENCES = 8
CHARACTERS = 1500
"""At most about 400 tokens of evidence: a prompt is a cost."""
LEAST = 0.05
"""A sentence less probable than this is not worth reading: a fifth of the tokens, and .003 of the recall."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """The learned numbers of answering from evidence."""

    sentence: Logistic
    """Whether a sentence belongs to an answer."""
    answerable: Logistic
    """Whether what a search found answers the question."""
    citation: Logistic
    """Whether a draft rests on a sentence."""
    answer: Logistic
    """Whether an answer is right, of how far it stands in what was read, of the thing that was asked."""
    second: Logistic
    """The same, with what the model says when it is asked a second time; learned for one model."""

    @classmethod
    def load(cls, path: Path = GENERAL, *, second: str = "second") -> "Weights":
        """Read a JSON file of the five models; `second` is the entry of the last."""
        named = {name: Logistic.load(path, name) for name in ("sentence", "answerable", "citation", "answer")}
        return cls(**named, second=Logistic.load(path, second))


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """The evidence for a question, in prompt order, and how likely the documents answer it."""

    chosen: tuple[Candidate, ...] = ()
    """What an answer is checked against."""
    read: tuple[Candidate, ...] = ()
    """What the model reads of it."""
    priors: tuple[float, ...] = ()
    """Probability of each chosen sentence to belong to an answer."""
    signals: dict[str, float] = field(default_factory=dict)
    answerable: float = 0.0


def select(question: str, hits: Sequence[Hit], embed: Embed, weights: Weights) -> Selection:
    """Choose the sentences to read from `hits` (in rank order, at least one)."""
    every = candidates(question, hits, embed, passages=PASSAGES)
    if not every:
        return Selection()
    scored = sorted(((weights.sentence(c.features), c) for c in every), key=lambda pair: -pair[0])
    best_first = _within(scored)
    best = {c.hit: p for p, c in reversed(scored)}
    best_first.sort(key=lambda pair: (-best[pair[1].hit], pair[1].evidence.start))
    signals = question_signals(question, hits, every)
    chosen = tuple(_with_score(c, p) for p, c in best_first)
    return Selection(
        chosen=chosen,
        read=chosen,
        priors=tuple(p for p, _ in best_first),
        signals={name: value for name, value in signals.items() if not math.isnan(value)},
        answerable=weights.answerable(signals),
    )


def numbered(chosen: Sequence[Candidate]) -> str:
    """Write the evidence for the prompt: numbered sentences under the title of their passage."""
    return listed((candidate.title, candidate.evidence.text) for candidate in chosen)


def listed(sentences: Iterable[tuple[str, str]]) -> str:
    r"""Write titles and sentences for the prompt.

    >>> listed([("Lease", "The rent is 900 euros."), ("Lease", "Pets are welcome.")])
    'From Lease:\n[1] The rent is 900 euros.\n[2] Pets are welcome.'
    """
    lines, last = [], None
    for number, (title, text) in enumerate(sentences, start=1):
        if title != last:
            last = title
            lines.append(f"From {title}:")
        lines.append(f"[{number}] {' '.join(text.split())}")
    return "\n".join(lines)


def _within(scored: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    room_for: list[tuple[float, Candidate]] = []
    room = CHARACTERS
    for probability, candidate in scored[:SENTENCES]:
        room -= len(candidate.evidence.text)
        if room_for and (room < 0 or probability < LEAST):
            break
        room_for.append((probability, candidate))
    return room_for


def _with_score(candidate: Candidate, probability: float) -> Candidate:
    evidence: Evidence = replace(candidate.evidence, score=round(probability, 4))
    return replace(candidate, evidence=evidence)
