"""Work out for a note under review what counts, what is given out, and what is kept of the review."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from minigiants.types import Entity
from minigiants.ui.review.desk import ReviewDesk
from minigiants.ui.review.text import BY_HAND, ReviewedNote, family, kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from minigiants.privacy import Find, Known, Policy, Scrubbed
    from minigiants.store import Review, ReviewedMark

WITHHELD = "This text could not be searched, so it is withheld: none of it is exported."


def search(desk: ReviewDesk, note: ReviewedNote) -> None:
    """Search the note once; bring back what a reviewer said of the same text before."""
    if note.raw is not None or note.problem:
        return
    try:
        [note.raw] = desk.find([note.text], known=note.known)
    except Exception:  # noqa: BLE001 - whatever it is, the text must not pass, nor its words in the message
        note.problem = WITHHELD
        return
    reviews = desk.store.reviews(desk.text_key(note.text))
    if reviews:
        last = reviews[-1]
        note.earlier = f"{last.time.astimezone():%d %B %Y}"
        note.rejected = {(span.start, span.end) for span in last.spans if span.verdict == "rejected"}
        note.added = [_entity(span) for span in last.spans if span.recognizer == BY_HAND]


def counted(note: ReviewedNote, policy: "Policy") -> list[Entity]:
    """Return what the finder found that counts under `policy`, with all that it always takes out."""
    from minigiants.privacy import Scrubber

    return list(Scrubber(_fixed(note.raw or ()), policy).scrub(note.text).entities)


def taken_out(note: ReviewedNote, policy: "Policy", marks: "Sequence[Entity]") -> "Scrubbed":
    """Take exactly `marks` out of the note."""
    from minigiants.privacy import Scrubber

    decided = replace(policy, deny=(), allow=(), least={})
    return Scrubber(_fixed(marks), decided, key=note.key).scrub(note.text)


def new_parts(scrubbed: "Scrubbed") -> list[dict[str, Any]]:
    """Cut the scrubbed text into plain parts and what was put in."""
    cut: list[dict[str, Any]] = []
    at = 0
    for new in scrubbed.replacements:
        cut.append({"text": scrubbed.text[at : new.start]})
        cut.append({"text": new.text, "kind": kind(new.type), "family": family(new.type), "out": True})
        at = new.end
    return [*cut, {"text": scrubbed.text[at:]}]


def review(
    desk: ReviewDesk, note: ReviewedNote, policy: "Policy", entities: "Sequence[Entity]", *, reviewer: str
) -> "Review":
    """Return what is kept of a reviewed note: places, types and verdicts, never its words."""
    from minigiants.store import Review

    return Review(
        text_key=desk.text_key(note.text),
        reviewer=reviewer,
        policy=policy.name,
        finder=desk.finder,
        characters=len(note.text),
        spans=tuple(_judged(note, mark, entities) for mark in note.marks(entities)),
        time=datetime.now(UTC),
    )


def as_json(kept: "Review", policy: "Policy") -> str:
    """Write the marks of a review for a program, without the text."""
    spans = [asdict(s) | {"act": "keep" if s.verdict == "rejected" else policy.act(s.type)} for s in kept.spans]
    about = {"policy": kept.policy, "finder": kept.finder, "characters": kept.characters}
    return json.dumps(about | {"spans": spans}, indent=1)


def _judged(note: ReviewedNote, mark: Entity, found: "Sequence[Entity]") -> "ReviewedMark":
    from minigiants.store import ReviewedMark

    return ReviewedMark(**asdict(mark), verdict=note.verdict(mark, found))


def _entity(span: "ReviewedMark") -> Entity:
    return Entity(start=span.start, end=span.end, type=span.type, score=span.score, recognizer=span.recognizer)


def _fixed(entities: "Iterable[Entity]") -> "Find":
    """Return a finder that finds exactly these in each text."""

    def find(texts: "Iterable[str]", *, known: "Known | None" = None) -> "Iterator[list[Entity]]":
        return (list(entities) for _ in texts)

    return find
