"""Describe how far an answer stands in what was read, of the very thing that was asked: deciding is learned from it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from minigiants.answering._candidates import Candidate, Embed
from minigiants.answering._selection import Selection
from minigiants.answering._windows import REFERS, fit
from minigiants.answering.deciding.sought import gives, names, sought, values
from minigiants.grounding import content_words

_CODE = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[\w.-]+\b|\b\d[\d.,]*\b")
_HOW = re.compile(
    r"\bhow (?:high|large|big|long|old|tall|deep|wide|heavy|warm|fast|far|often|many|much)\b", re.IGNORECASE
)
_LEAD = re.compile(r"^\s*(?:yes|no)\b[,.:;]?\s*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A sentence or row that was read, with the words that are near it."""

    candidate: Candidate
    words: frozenset[str]
    around: frozenset[str]
    """Of the sentence, the one before and after it, and its title."""
    values: frozenset[object]
    """Numbers and names in it."""
    marks: frozenset[str]
    """Numbers, codes and names in it and around it, as written."""


def units(selection: Selection, question: str) -> list[Unit]:
    """Return what was read, sentence by sentence.

    A name in the question that stands anywhere in a document says which document is meant: all its sentences count as
    having it.
    """
    read = selection.chosen
    every = [_unit(read, i) for i in range(len(read))]
    subject = content_words(" ".join(names(_rest(question))))
    placed: dict[str, frozenset[str]] = {}
    for unit in every:
        document = unit.candidate.evidence.document_id
        placed[document] = placed.get(document, frozenset()) | (subject & unit.around)
    return [_placed(unit, placed[unit.candidate.evidence.document_id]) for unit in every]


def asked_words(question: str) -> frozenset[str]:
    """Return the content words of a question without the measure that "how" asks for.

    >>> sorted(asked_words("How high is the deposit?"))
    ['deposit']
    """
    return content_words(_HOW.sub(" ", question))


def _placed(unit: Unit, subject: frozenset[str]) -> Unit:
    return replace(unit, words=unit.words | subject, around=unit.around | subject)


def _rest(question: str) -> str:
    first = re.match(r"\W*\w+", question)
    return question[first.end() :] if first else question


def support(question: str, answer: str, selection: Selection, embed: Embed) -> dict[str, float]:
    """Describe the answer by named signals; what the model says when asked a second time is NaN until it is put in.

    The anchor is the sentence that holds most of what the answer adds to the question.
    """
    read = units(selection, question)
    body = _LEAD.sub("", answer)
    question_words, answer_words = asked_words(question), content_words(body)
    added_values, added_words = values(body) - values(question), answer_words - question_words
    weights = _weights(question_words, read)
    anchor = anchor_of(question, answer, read)
    rivals = [_share(question_words & unit.words, weights) for unit in read if not added_values & unit.values]
    cover = _share(question_words & anchor.words, weights)
    fits = sorted((fit(unit.candidate) for unit in read), reverse=True)
    vector = embed([body or answer])[0]
    marks = _marks(question)
    return {
        "values": len(added_values & anchor.values) / len(added_values) if added_values else 1.0,
        "valueless": float(not added_values),
        "words": len(added_words & anchor.around) / len(added_words) if added_words else 1.0,
        "adds": float(bool(added_values or added_words)),
        "cover": cover,
        "around": _share(question_words & anchor.around, weights),
        "rival": max([*rivals, 0.0]) - cover,
        "unknown": _share(question_words - frozenset().union(*(unit.around for unit in read)), weights),
        "lacking": len(marks - anchor.marks) / max(len(marks), 1),
        "absent": len(marks - frozenset().union(*(unit.marks for unit in read))) / max(len(marks), 1),
        "titled": anchor.candidate.features["titled"],
        "below_best": fit(anchor.candidate) - fits[0],
        "near": float(anchor.candidate.vector @ vector),
        "gives": float(gives(sought(question), answer, question)),
        "choices": math.log1p(len(anchor.values - values(question))),
        "likely": _log_odds(selection.answerable),
        "stated": math.nan,
        "missing": math.nan,
    }


def anchor_of(question: str, answer: str, read: Sequence[Unit]) -> Unit:
    """Return the sentence that holds most of what `answer` adds to `question`, and then of the question."""
    body = _LEAD.sub("", answer)
    question_words = asked_words(question)
    weights = _weights(question_words, read)
    added_values, added_words = values(body) - values(question), content_words(body) - question_words

    def holds(unit: Unit) -> float:
        share_values = len(added_values & unit.values) / len(added_values) if added_values else 0.0
        share_words = len(added_words & unit.words) / len(added_words) if added_words else 0.0
        return 2 * share_values + share_words + 0.5 * _share(question_words & unit.words, weights)

    return max(read, key=holds)


def _unit(read: Sequence[Candidate], i: int) -> Unit:
    candidate = read[i]
    beside = [
        read[j]
        for j in (i - 1, i + 1)
        if 0 <= j < len(read) and read[j].evidence.passage_id == candidate.evidence.passage_id
    ]
    text = candidate.evidence.text
    name = f"{candidate.evidence.document} {candidate.title}".replace("_", " ").replace("-", " ")
    row = "; " in text or " | " in text
    before = [c.evidence.text for c in beside if c.evidence.start < candidate.evidence.start]
    replies = [told for told in before if _asks(told) or REFERS.match(text)]
    around = " . ".join([text, name, *(c.evidence.text for c in beside if not row)])
    return Unit(
        candidate=candidate,
        words=content_words(" . ".join([text, *replies])),
        around=content_words(around),
        values=values(text),
        marks=_marks(around) | frozenset(word.casefold() for word in re.findall(r"\w+", around)),
    )


def _asks(text: str) -> bool:
    """Tell whether a sentence is a question, to which the next one replies."""
    return text.rstrip("*_ ").endswith("?")


def _marks(text: str) -> frozenset[str]:
    """Return what a question names exactly: numbers, codes, and capitalised words but the first."""
    return frozenset(code.strip(".,").casefold() for code in _CODE.findall(text)) | names(_rest(text))


def _weights(asked: frozenset[str], read: Sequence[Unit]) -> dict[str, float]:
    """Weigh each word of the question by how few of the sentences have it."""
    return {word: math.log((len(read) + 2) / (sum(word in unit.words for unit in read) + 1)) for word in asked}


def _share(words: frozenset[str], weights: dict[str, float]) -> float:
    total = sum(weights.values())
    return sum(weights[word] for word in words) / total if total else 0.0


def _log_odds(probability: float) -> float:
    held = float(np.clip(probability, 0.001, 0.999))
    return math.log(held / (1 - held))
