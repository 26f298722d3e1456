"""Say why an answer came out as it did: read, indexed, found, selected, refused."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.types import Answer, Hit, Trace
from minigiants.ui.shell import Bar, Cell, bar, count, duration, ordinal, table

if TYPE_CHECKING:
    from minigiants.retrieval import DocumentInfo

_DOCUMENTS = 12
"""Documents listed one by one; the rest is counted."""
_STAGES = {
    "search": "Searching",
    "select": "Selecting sentences",
    "write": "Reading and writing",
    "check": "Checking",
}


def show_trace(answer: Answer, documents: "Sequence[DocumentInfo]") -> None:
    """Show the way from the documents to this answer, in words."""
    trace = answer.trace
    if trace is None:
        st.text("There is no record of how this answer was produced.")
        return
    _files(answer, trace, documents)
    _found(trace)
    _read(answer, trace)
    _refused(trace)
    _decision(answer, trace)
    _cost(answer, trace)


def _files(answer: Answer, trace: Trace, documents: "Sequence[DocumentInfo]") -> None:
    hits = Counter(hit.passage.document_id for hit in trace.hits)
    used = Counter(e.document_id for e in trace.selected)
    cited = Counter(e.document_id for e in answer.evidence)
    rows: list[Sequence[Cell]] = []
    for d in sorted(documents, key=lambda d: (-cited[d.id], -hits[d.id], d.name))[:_DOCUMENTS]:
        what = _part(hits[d.id], used[d.id], cited[d.id])
        rows.append((d.name, f"{count(d.pages, 'page')} read, {count(d.passages, 'passage')} indexed", what))
    _step("1. Your documents now")
    if not documents:
        st.text("The collection is empty or was deleted.")
        return
    table(("Document", "Read and indexed", "For this question"), rows, caption="Documents and what they contributed")
    if len(documents) > _DOCUMENTS:
        st.caption(f"And {count(len(documents) - _DOCUMENTS, 'document')} more, none of them closer.")


def _part(hits: int, used: int, cited: int) -> str:
    """Say what a document gave to an answer.

    >>> _part(3, 2, 1)
    '3 passages close to the question; 2 sentences given to the model; 1 cited'
    >>> _part(1, 0, 0)
    '1 passage close to the question, but other passages were closer'
    """
    if not hits:
        return "nothing close to the question"
    if not used:
        return f"{count(hits, 'passage')} close to the question, but other passages were closer"
    given = f"{count(hits, 'passage')} close to the question; {count(used, 'sentence')} given to the model; "
    return given + (f"{cited} cited" if cited else "none cited")


def _found(trace: Trace) -> None:
    _step("2. Passages found")
    if not trace.hits:
        st.text("The search found no passage.")
        return
    headers = ("Rank", "Passage", "Rank by words", "Rank by meaning", "Similarity of meaning")
    table(headers, hit_rows(trace.hits), caption="Passages found, in rank order")


def hit_rows(hits: Sequence[Hit]) -> list[Sequence[Cell]]:
    """Return a table row for each hit: rank, place, rank by words, rank by meaning, nearness."""
    return [
        (
            ordinal(number),
            f"{hit.passage.document}, page {hit.passage.page}",
            ordinal(hit.text_rank) if hit.text_rank else "no word matched",
            ordinal(hit.similarity_rank) if hit.similarity_rank else "not among the closest",
            Bar(value=hit.similarity, label=f"similarity {hit.similarity:.2f} of 1"),
        )
        for number, hit in enumerate(hits, start=1)
    ]


def _read(answer: Answer, trace: Trace) -> None:
    _step("3. Sentences selected for the model to read")
    if not trace.selected:
        st.text("None: the model was not asked.")
        _left_out(trace)
        return
    cited = {(e.document_id, e.page, e.start) for e in answer.evidence}
    rows = [
        (
            str(number),
            e.text,
            f"{e.document}, page {e.page}",
            "cited" if (e.document_id, e.page, e.start) in cited else "not needed for the answer",
        )
        for number, e in enumerate(trace.selected, start=1)
    ]
    table(("No.", "Sentence", "Place", "Used"), rows, caption="Sentences that the model read")
    passages = {e.passage_id for e in trace.selected}
    _left_out(trace)
    left = sum(hit.passage.id not in passages for hit in trace.hits)
    if left:
        st.caption(f"{count(left, 'found passage')} contributed no sentence: others were closer to the question.")


def _left_out(trace: Trace) -> None:
    """Name the sentences of documents that give orders to a program."""
    if trace.left_out:
        rows = [(e.text, f"{e.document}, page {e.page}") for e in trace.left_out]
        st.text("Left out, because it speaks to a program or asks for a password:")
        table(("Sentence", "Place"), rows, caption="Sentences that were not read as evidence")


def _refused(trace: Trace) -> None:
    _step("4. What the check rejected")
    if not trace.withheld:
        st.text("Nothing: no sentence was withheld.")
        return
    rows = [(claim.text, claim.why or claim.kind) for claim in trace.withheld]
    table(("The model wrote", "Withheld because"), rows, caption="Sentences that the check withheld")


def _decision(answer: Answer, trace: Trace) -> None:
    value = trace.signals.get("answerable")
    if value is None:
        return
    _step("5. Whether to answer")
    enough = value >= trace.threshold
    st.text(
        f"How likely it looked that these documents answer the question: {value:.0%}. "
        f"An answer is given from {trace.threshold:.0%}; this one was {'above' if enough else 'below'} that."
    )
    bar(Bar(value=value, mark=trace.threshold, label=f"{value:.0%}, the threshold is {trace.threshold:.0%}"))
    search, doubt = trace.signals.get("search"), trace.signals.get("refusal")
    if search is not None and doubt is not None:
        st.caption(f"From the search alone: {search:.0%}. The model's own doubt, also weighed in: {doubt:.0%}.")
    if answer.action != "answer" and enough:
        st.text("It was still not answered, because no sentence passed the check.")


def _cost(answer: Answer, trace: Trace) -> None:
    _step("6. Time and model")
    longest = max(trace.seconds.values(), default=0) or 1
    rows = [
        (_STAGES.get(stage, stage), duration(s), Bar(value=s / longest, label=duration(s)))
        for stage, s in trace.seconds.items()
    ]
    if rows:
        table(("Step", "Time", "Share"), rows, caption="Time of each step")
    generation = answer.generation
    if generation:
        by = f", run by {generation.engine}" if generation.engine else ""
        file = f", file {generation.model_sha256[:12]}…" if generation.model_sha256 else ""
        again = f", asked {generation.attempts} times for the right format" if generation.attempts > 1 else ""
        st.caption(
            f"Model {generation.model}{by}{file}{again}, prompt {generation.prompt_sha256[:12]}…, "
            f"seed {generation.seed}; "
            f"{generation.tokens_in:,} tokens read, {generation.tokens_out:,} written, first word after "
            f"{duration(generation.seconds_to_first_token)}, in all {duration(answer.seconds)}."
        )


def _step(title: str) -> None:
    st.markdown(f"**{title}**")
