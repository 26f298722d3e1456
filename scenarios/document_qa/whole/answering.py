"""Answer a question that wants everything read, and say how much was; what can't be done is said as such."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from minigiants.answering import Run, asking
from minigiants.pipeline import Shelf
from minigiants.types import Answer, Claim

from .choosing import central, on_subject, pairs
from .reading import Sentence, documents_of, quoted, read

if TYPE_CHECKING:
    from minigiants.retrieval import DocumentInfo

SUMMED = 7
"""Sentences of the summary of one document."""
SUMMED_EACH = 2
"""Sentences of each document in the summary of several."""
LISTED = 40
DIFFERING = 12
MOST = 600
"""Sentences of a text that are compared with another or summed up; longer ones are to be narrowed."""

BEYOND = (
    "I can find, list, compare and summarise what your documents say, and count and add up in their tables. "
    "Writing, translating, drawing or sending something is not among it."
)
TWO = "Name the two documents to compare, or choose just these two: {names}."
LONG = "That is more than I can read at once ({count} sentences): choose one document, or name a section."
NOTHING = "There is no text to read in these documents."


def answer(run: Run, documents: Sequence[str]) -> Answer | None:
    """Return the answer to a question that wants more than a fact; None for a fact, and where the search knows more."""
    shelf, kind = run.services.shelf, asking.kind_of(run.question)
    if kind == "beyond":
        return run.refuse("clarify", "not done here", BEYOND)
    if kind == "fact" or shelf is None:
        return None
    infos = documents_of(run, shelf, documents)
    if kind in ("list", "count"):
        return _list(run, shelf, infos, kind)
    if kind == "summary":
        return _summary(run, shelf, infos)
    return _difference(run, shelf, infos)


def _summary(run: Run, shelf: Shelf, infos: "Sequence[DocumentInfo]") -> Answer:
    """Quote the sentences that say most of each document, or of the section that the question names."""
    subject = asking.subject(run.question, tuple(info.name for info in infos))
    every = read(run, shelf, infos)
    section = [s for s in every if s.heading and subject and subject <= asking.subject(s.heading)]
    every = section or every
    run.lap("gather")
    if not every:
        return run.refuse("abstain", "no documents", NOTHING)
    if len(every) > MOST:
        return run.refuse("clarify", "too much to read", LONG.format(count=len(every)))
    own: dict[str, list[Sentence]] = {}
    for sentence in every:
        own.setdefault(sentence.evidence.document, []).append(sentence)
    each = SUMMED if len(own) == 1 else SUMMED_EACH
    claims = []
    for name, sentences in own.items():
        vectors = run.services.embed([s.text for s in sentences])
        before = "" if len(own) == 1 else f"{name}: "
        claims += [quoted(sentences[i], before) for i in central(vectors, each)]
    where = f"the section “{section[0].heading}”" if section else _names(infos)
    run.steps.append(
        f"Read all {len(every)} sentences of {where}, and picked the {len(claims)} that say most of it, word for word."
    )
    run.lap("select")
    return _told(run, claims)


def _list(run: Run, shelf: Shelf, infos: "Sequence[DocumentInfo]", kind: asking.Kind) -> Answer | None:
    """Quote every sentence that has all words of the subject; None where there is none."""
    subject = asking.subject(run.question, tuple(info.name for info in infos))
    if not subject:
        return None
    every = read(run, shelf, infos)
    places = on_subject(every, subject)
    run.lap("gather")
    if not places:
        run.steps.append(
            f"Read all {len(every)} sentences of {_names(infos)}: none has all the words asked for, so this is from "
            "the nearest places and may not be all."
        )
        return None
    more = f"; the first {LISTED} are shown" if len(places) > LISTED else ""
    counted = "Only tables can be counted exactly: these are places, not things. " if kind == "count" else ""
    run.steps.append(
        f"{counted}Read all {len(every)} sentences of {_names(infos)}: "
        f"{len(places)} have all the words asked for{more}."
    )
    return _told(run, [quoted(sentence) for sentence in places[:LISTED]])


def _difference(run: Run, shelf: Shelf, infos: "Sequence[DocumentInfo]") -> Answer:
    """Quote what two documents say differently, and what only one of them says."""
    if len(infos) != 2:
        names = ", ".join(info.name for info in shelf.documents(run.collection)[:8])
        return run.refuse("clarify", "which documents", TWO.format(names=names))
    subject = asking.subject(run.question, tuple(info.name for info in infos))
    both = [_narrowed(read(run, shelf, [info]), subject) for info in infos]
    run.lap("gather")
    if not all(both):
        return run.refuse("abstain", "no documents", NOTHING)
    if max(map(len, both)) > MOST:
        return run.refuse("clarify", "too much to read", LONG.format(count=max(map(len, both))))
    claims, same = _differences(run, both[0], both[1])
    run.lap("select")
    run.steps.append(
        f"Read all {len(both[0])} and {len(both[1])} sentences of {_names(infos)}"
        f"{' on this subject' if subject else ''}, {same} of them the same in both."
    )
    if not claims:
        return run.finish("answer", "", "They say the same.", [_same(both)], None)
    return _told(run, claims)


def _differences(run: Run, one: Sequence[Sentence], other: Sequence[Sentence]) -> tuple[list[Claim], int]:
    vectors = [run.services.embed([s.text for s in side]) for side in (one, other)]
    matched = pairs(vectors[0], vectors[1])
    changed = [(i, j) for i, j in sorted(matched) if _plain(one[i]) != _plain(other[j])]
    claims = [_changed(one[i], other[j]) for i, j in changed[:DIFFERING]]
    for side, taken in ((one, {i for i, _ in matched}), (other, {j for _, j in matched})):
        alone = [s for n, s in enumerate(side) if n not in taken][: DIFFERING // 2]
        claims += [quoted(s, f"Only in {s.evidence.document}: ") for s in alone]
    return claims, len(matched) - len(changed)


def _narrowed(sentences: Sequence[Sentence], subject: frozenset[str]) -> list[Sentence]:
    """Return the sentences that have, with their heading, a word of the subject; all when none has."""
    near = [s for s in sentences if subject & asking.subject(f"{s.heading} {s.text}")]
    return near or list(sentences)


def _changed(one: Sentence, other: Sentence) -> Claim:
    text = f"{one.evidence.document}: “{one.text}” – {other.evidence.document}: “{other.text}”"
    return Claim(text=text, evidence=(one.evidence, other.evidence), verdict="supported")


def _same(both: Sequence[Sequence[Sentence]]) -> Claim:
    evidence = tuple(side[0].evidence for side in both)
    return Claim(text="They say the same.", evidence=evidence, verdict="supported")


def _plain(sentence: Sentence) -> str:
    return sentence.text.casefold().strip(" .;-•")


def _names(infos: "Sequence[DocumentInfo]") -> str:
    if len(infos) <= 3:
        return " and ".join(info.name for info in infos)
    return f"{len(infos)} documents"


def _told(run: Run, claims: Sequence[Claim]) -> Answer:
    return run.finish("answer", "", "\n".join(claim.text for claim in claims), claims, None)
