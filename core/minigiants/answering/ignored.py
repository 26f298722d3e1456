"""Say why a document was not used for a question, step by step, and what to do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from minigiants.answering._named import named
from minigiants.answering._selection import Weights
from minigiants.answering._windows import windows
from minigiants.answering.orders import without_orders
from minigiants.types import Hit

if TYPE_CHECKING:
    from minigiants.retrieval import DocumentInfo, Library

READ = 12
"""Passages that go on to be read, as in the pipeline of document questions."""
SEARCHED = 40
"""Passages that are searched for where nothing narrows the search."""
ALL = 2000


def why_ignored(
    question: str, name: str, collection: str, library: "Library", *, only: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return what became of the document called `name` on its way to an answer, one sentence a step, the last advice.

    `only` names the documents that the question was narrowed to. Raises UnknownCollection.
    """
    infos = library.documents(collection)
    info = next((each for each in infos if name in (each.name, *each.other_names)), None)
    if info is None:
        return (_elsewhere(name, collection, library),)
    steps = [_read(info)]
    if name != info.name:
        steps.append(f"It has the very content of {info.name!r} and is searched under that name, once.")
    if not info.passages:
        return (*steps, "There is no text in it to search: if it is a scan, have it recognised, and add it again.")
    if only and info.name not in only:
        return (*steps, "The question was narrowed to other documents: choose this one too, or all.")
    wanted = named(question, [each.name for each in infos])
    if not only and wanted and info.name not in wanted:
        return (*steps, f"The question names {', '.join(wanted)}, so only that is looked at: name this one instead.")
    hits = library.search(question, collection=collection, limit=ALL if only else SEARCHED)
    used = [hit for hit in hits if hit.passage.document in (only or wanted or [hit.passage.document])]
    return (*steps, *_ranked(question, info, used, library))


def _elsewhere(name: str, collection: str, library: "Library") -> str:
    others = [
        other.name
        for other in library.collections()
        if other.name != collection
        and any(name in (info.name, *info.other_names) for info in library.documents(other.name))
    ]
    if others:
        places = ", ".join(map(repr, others))
        return f"It is not in this collection but in {places}: ask there, or add it here."
    return "It is in no collection: add it, and look at the line that says what was read of it."


def _read(info: "DocumentInfo") -> str:
    pages, passages = (
        f"{info.pages} page{'s'[: info.pages != 1]}",
        f"{info.passages} passage{'s'[: info.passages != 1]}",
    )
    notes = f" Of its content: {' '.join(info.notes)}" if info.notes else ""
    return f"It was read ({pages}) and indexed ({passages}).{notes}"


def _ranked(question: str, info: "DocumentInfo", hits: Sequence[Hit], library: "Library") -> list[str]:
    """Say how its best passage stands among those that were found, and whether anything of it is read."""
    own = [n for n, hit in enumerate(hits, start=1) if hit.passage.document_id == info.id]
    if not own:
        advice = "ask with words that stand in it, or ask only in it"
        return [f"None of its passages is among the {len(hits)} nearest: {advice}."]
    best = hits[own[0] - 1]
    words = f"rank {best.text_rank} by words" if best.text_rank else "no word matched"
    meaning = f"rank {best.similarity_rank} by meaning" if best.similarity_rank else "not among the nearest by meaning"
    place = f"Its best passage, on page {best.passage.page}, is number {own[0]} of those found ({words}, {meaning})."
    cleared = without_orders([best], library.embeddings.vectors)
    if cleared.left_out:
        place += " What it says to programs, such as orders to ignore others, is left out: mend the document."
    if not cleared.hits:
        return [place, "Nothing is left of that passage."]
    if own[0] > READ:
        return [place, f"Only the first {READ} go on: ask with its own words, or ask only in this document."]
    read = without_orders(hits, library.embeddings.vectors, limit=READ).hits
    windowed = windows(question, read, library.embeddings.vectors, Weights.load()).read
    if not any(candidate.evidence.document_id == info.id for candidate in windowed):
        return [place, "What is read was full of sentences that fit better: ask only in this document."]
    return [place, "Sentences of it were read: if they are not in the answer, see what the check refused."]
