"""Gather what was said of each answer, so that it can be given out in any form."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from minigiants.rating._campaign import asked
from minigiants.rating._corrections import last_edits
from minigiants.store import Kept, Mark, Rating, Store


@dataclass(kw_only=True, slots=True)
class Said:
    """What one rater finally said of an answer."""

    rater: str
    values: dict[str, int] = field(default_factory=dict)
    text: str = ""
    """Corrected, or empty."""
    comment: str = ""
    reason: str = ""
    marks: tuple[Mark, ...] = ()
    time: datetime | None = None
    """Of the last word."""
    corrected_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """An answer with all that raters finally said of it."""

    id: str
    question: str
    text: str
    evidence: tuple[str, ...]
    """What the model read, in the prompt's order."""
    sources: tuple[str, ...]
    """Document and page of each."""
    model: str
    prompt_sha256: str
    said: tuple[Said, ...]

    @property
    def prompt(self) -> str:
        """What a model is to be asked: the evidence, numbered, and the request."""
        evidence = "\n".join(f"{number}. {text}" for number, text in enumerate(self.evidence, start=1))
        return (f"Evidence:\n{evidence}\n\n" if evidence else "") + self.question

    @property
    def corrected(self) -> str:
        """The last corrected text, or empty."""
        texts = [said.text for said in sorted(self.said, key=_corrected_at) if said.text]
        return texts[-1] if texts else ""


def judged(store: Store, scenario: str, *, scrub: bool = False, names: bool = False) -> list[Judged]:
    """List a scenario's rated answers as they may leave the house; raters are numbered unless `names`.

    `scrub` takes personal data out whatever the policy says; PrivacyError when a text can't be searched.
    """
    by_answer: defaultdict[str, list[Rating]] = defaultdict(list)
    for rating in store.standing_ratings():
        by_answer[rating.answer_id].append(rating)
    stored = {kept.answer.id: kept for kept in store.answers(scenario, limit=1_000_000) if kept.answer.id in by_answer}
    raters = {r.rater for key in stored for r in by_answer[key]}
    called = {name: name if names else f"rater-{n}" for n, name in enumerate(sorted(raters), start=1)}
    shown = store.shown()
    found = {
        key: _as_meant(ratings, stored[key].answer.text, shown) for key, ratings in by_answer.items() if key in stored
    }
    return [_judged(store, stored[key], given, called, scrub=scrub) for key, given in found.items()]


def _as_meant(ratings: list[Rating], text: str, texts: Mapping[int, str]) -> list[Rating]:
    """Return the ratings without choices, and with those corrections alone that stand.

    Marks on a text that a campaign showed with labels in the place of names stand on other words than the answer's.
    """
    edits = {id(rating): edit for rating, edit in last_edits(ratings, text, texts)}
    return [
        replace(r, edit=edits.get(id(r), ""), marks=r.marks if texts.get(r.task_id or 0, text) == text else ())
        for r in ratings
        if r.criterion != "preference"
    ]


def _judged(store: Store, stored: Kept, ratings: list[Rating], called: Mapping[str, str], *, scrub: bool) -> Judged:
    answer = stored.answer
    evidence = (answer.trace.selected if answer.trace else ()) or answer.evidence
    texts: dict[str, Any] = {
        "question": asked(stored.request),
        "text": answer.text,
        "evidence": [e.text for e in evidence],
        "sources": [f"{e.document}, page {e.page}" for e in evidence],
        "ratings": ratings,
    }
    # One value, so that the same person has the same label in the question, the answer and what was said of it.
    out = store.let_out(texts, scenario=stored.scenario, scrub=scrub)
    changed = out["text"] != answer.text
    generation = answer.generation
    return Judged(
        id=answer.id,
        question=out["question"],
        text=out["text"],
        evidence=tuple(out["evidence"]),
        sources=tuple(out["sources"]),
        model=generation.model if generation else "",
        prompt_sha256=generation.prompt_sha256 if generation else "",
        said=tuple(_said(out["ratings"], name, called, marks=not changed) for name in _raters(ratings)),
    )


def _said(ratings: list[Rating], rater: str, called: Mapping[str, str], *, marks: bool) -> Said:
    judgement = Said(rater=called[rater])
    for one in ratings:
        if one.rater != rater:
            continue
        if one.criterion == "marks":
            # Where labels took the place of words, the marks' places are no longer true.
            judgement.marks = one.marks if marks else ()
        elif one.value is not None:
            judgement.values[one.criterion] = one.value
        if one.edit:
            judgement.text, judgement.corrected_at = one.edit, one.time
        judgement.comment = one.comment or judgement.comment
        judgement.reason = one.reason or judgement.reason
        judgement.time = one.time
    return judgement


def _raters(ratings: list[Rating]) -> list[str]:
    return list(dict.fromkeys(r.rater for r in ratings))


def _corrected_at(said: Said) -> str:
    return said.corrected_at.isoformat() if said.corrected_at else ""
