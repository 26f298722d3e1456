"""Cut retrieved passages into sentences and describe each by how well it fits the question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import numpy as np

from minigiants.answering._sections import evidence_of, sections
from minigiants.grounding import content_words
from minigiants.types import Evidence, Hit

Vectors = np.ndarray[Any, np.dtype[np.float32]]
Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A sentence that might be evidence, with the features that rank it."""

    evidence: Evidence
    hit: int
    """Index of its passage among the hits."""
    title: str
    """What the passage is about: its heading, else the document's name."""
    features: Mapping[str, float]
    vector: Vectors


def candidates(question: str, hits: Sequence[Hit], embed: Embed, *, passages: int = 4) -> list[Candidate]:
    """Return every sentence of the first `passages` hits, in reading order within rank order."""
    cut = [(rank, hit, sections(hit.passage)) for rank, hit in enumerate(hits[:passages])]
    rows = [(rank, hit, span, heading or title_of(hit)) for rank, hit, spans in cut for span, heading in spans]
    if not rows:
        return []
    texts = [hit.passage.text[a:b] for _, hit, (a, b), _ in rows]
    titled = [f"{title}: {text}" for (_, _, _, title), text in zip(rows, texts, strict=True)]
    vectors = embed([question, *texts, *titled])
    plain, with_title = vectors[1 : len(rows) + 1], vectors[len(rows) + 1 :]
    features = sentence_features(
        question, hits, [row[0] for row in rows], texts, vector=vectors[0], plain=plain, titled=with_title
    )
    return [
        Candidate(evidence=evidence_of(hit.passage, span), hit=rank, title=title, features=f, vector=v)
        for (rank, hit, span, title), f, v in zip(rows, features, plain, strict=True)
    ]


def sentence_features(
    question: str,
    hits: Sequence[Hit],
    ranks: Sequence[int],
    texts: Sequence[str],
    *,
    vector: Vectors,
    plain: Vectors,
    titled: Vectors,
) -> list[dict[str, float]]:
    """Describe each sentence by similarity, position and shared words; one dict a sentence.

    `ranks[i]` is the hit that sentence i stands in; vectors are unit length, shape (sentences, dimensions).
    """
    words = content_words(question)
    near, near_titled = plain @ vector, titled @ vector
    top = max(h.similarity for h in hits)
    order = np.argsort(np.argsort(-near))
    rows = []
    for i, (rank, text) in enumerate(zip(ranks, texts, strict=True)):
        own = [j for j, r in enumerate(ranks) if r == rank]
        fit = {
            "similarity": float(near[i]),
            "titled": float(near_titled[i]),
            "below_best": float(near[i] - near.max()),
            "titled_below_best": float(near_titled[i] - near_titled.max()),
            "passage": hits[rank].similarity,
            "passage_below_best": hits[rank].similarity - top,
            "coverage": len(words & content_words(text)) / max(len(words), 1),
            "length": min(len(text), 400) / 100,
            "short": float(len(text) < 40),
            "order": float(min(order[i], 20)),
            "is_best": float(order[i] == 0),
        }
        rows.append(fit | _place(i, rank, own, near, plain))
    return rows


def _place(i: int, rank: int, own: list[int], near: Vectors, plain: Vectors) -> dict[str, float]:
    """Describe where sentence `i` stands among its passage's sentences `own`, and how these fit the question."""
    place = own.index(i)
    around = [float(near[j]) for j in (own[place - 1] if place else -1, i + 1) if j in own]
    return {
        "rank": float(rank),
        "first_passage": float(rank == 0),
        "place": float(min(place, 6)),
        "opens": float(place == 0),
        "sentences": float(min(len(own), 15)),
        "relative_place": place / len(own),
        "neighbour": max([*around, 0.0]),
        "neighbours": float(np.mean(around)) if around else 0.0,
        "central": float(np.mean(plain[own] @ plain[i])),
    }


def title_of(hit: Hit) -> str:
    """Return what the passage is about: its heading, else its document's name without the suffix."""
    return hit.passage.heading or PurePath(hit.passage.document).stem
