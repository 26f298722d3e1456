"""Answer from the tables of the documents, where one of them has all that the question names: by computing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from minigiants import answering
from minigiants.answering import Run, tables
from minigiants.pipeline import Shelf
from minigiants.types import Answer, Claim, Passage, Table

if TYPE_CHECKING:
    from minigiants.retrieval import DocumentInfo

MOST = 60
"""Documents whose tables are looked at; those nearest to the question come first."""
TOLD = 4
"""Tables that are given side by side where nobody said which."""
SEVERAL = "Several tables answer this."


def answer(run: Run, documents: Sequence[str]) -> Answer | None:
    """Return the computed answer to the run's question, None when no table has all that it names."""
    shelf = run.services.shelf
    if shelf is None:
        return None
    infos = _with_tables(run, shelf, documents)
    how, results = tables.computed(run.question, _sheets(run.collection, shelf, infos))
    run.lap("compute")
    if how == "none":
        return None
    results = results[:TOLD]
    run.steps.extend(each.step for each in results)
    if how == "one":
        return run.finish("answer", "", results[0].text, results[0].claims, None)
    claims = [_by_name(claim, each) for each in results for claim in each.claims]
    return run.finish("answer", "documents differ", " ".join([SEVERAL, *(c.text for c in claims)]), claims, None)


def _by_name(claim: Claim, computed: tables.Computed) -> Claim:
    return replace(claim, text=f"{computed.sheet.document}: {claim.text}")


def _with_tables(run: Run, shelf: Shelf, documents: Sequence[str]) -> "list[DocumentInfo]":
    """Return the documents that have tables: the chosen ones, else those that the question names, else all."""
    infos = [info for info in shelf.documents(run.collection) if info.tables]
    chosen = documents or answering.named(run.question, [info.name for info in infos])
    if chosen:
        infos = [info for info in infos if info.name in chosen]
    rank = {hit.passage.document_id: -number for number, hit in enumerate(reversed(run.hits))}
    return sorted(infos, key=lambda info: rank.get(info.id, 1))[:MOST]


def _sheets(collection: str, shelf: Shelf, infos: "Sequence[DocumentInfo]") -> Iterator[tables.Sheet]:
    for info in infos:
        passages = shelf.passages(collection, info.id)
        for table in shelf.tables(collection, info.id):
            yield tables.Sheet(
                document_id=info.id,
                document=info.name,
                table=table,
                heading=_heading(table, passages),
                page_text=partial(shelf.page_text, collection, info.id),
            )


def _heading(table: Table, passages: Sequence[Passage]) -> str:
    """Return the document's first heading and the one that the table stands under."""
    first = passages[0].heading if passages else ""
    start = table.spans[0][0] if table.spans else 0
    own = [p.heading for p in passages if p.page == table.page and p.start <= start < p.end]
    return " ".join(dict.fromkeys(filter(None, [first, *own[:1]])))
