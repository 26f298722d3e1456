"""Show an answer with its citations, or an honest refusal; no text of a document or a model is read as markup."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from minigiants.types import Answer, Claim, Evidence, Hit
from minigiants.ui.documents.source import Place
from minigiants.ui.shell import count, plain, shorten

Open = Callable[[Place], None]

_BULLET = re.compile(r"[\s*•\-]*(?:\d{1,2}[.)]\s+)?")
_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")
# textContent, never innerHTML: what a document says stays text.
_JS = Path(__file__).with_suffix(".js").read_text("utf-8")
_component = component("minigiants_answer", html="<div class='answer'></div>", css=_CSS, js=_JS)


def show_answer(answer: Answer, collection: str, key: str, *, on_open: Open) -> None:
    """Show the checked sentences, each with a chip for each source, and the list of sources below."""
    places = [_place(evidence, collection) for evidence in answer.evidence]
    result = _component(data={"parts": parts(answer)}, key=f"text-{key}", on_citation_change=lambda: None)
    with st.container(gap=None, key=f"sources-{key}"):
        for number, (place, evidence) in enumerate(zip(places, answer.evidence, strict=True), start=1):
            label = f"**{number}**  {plain(shorten(place.document, 50))}, page {place.page}{as_read(evidence)}"
            if st.button(label, key=f"source-{number}-{key}", type="tertiary", help="Open this page"):
                on_open(place)
            st.html(f"<p class='mg-quote'>{html.escape(shorten(evidence.text, 280))}</p>")
    chosen = result.citation
    if isinstance(chosen, int) and 1 <= chosen <= len(places):
        on_open(places[chosen - 1])


def show_refusal(answer: Answer, documents: int, key: str, *, on_open: Open) -> None:
    """Say that no answer stands the check: where one may, quote the places to judge, else say what is near."""
    trace = answer.trace
    unsure = answer.reason == "not sure"
    with st.container(border=True, key=f"refusal-{key}"):
        title = ":material/help: Not sure" if unsure else ":material/search_off: Not answered from your documents"
        st.markdown(f"**{title}**")
        if answer.text:
            st.text(answer.text)
        if trace and answer.action != "clarify" and not unsure:
            st.caption(f"Looked through {count(documents, 'document')} in “{plain(trace.collection)}”.")
        places = _to_judge(answer)
        if places and not unsure:
            st.markdown("Closest places, for you to judge:")
        for number, (place, text) in enumerate(places, start=1):
            sure = as_read(answer.evidence[number - 1]) if answer.evidence else ""
            label = f"{plain(shorten(place.document, 50))}, page {place.page}{sure}"
            if st.button(label, key=f"near-{number}-{key}", type="tertiary", icon=":material/find_in_page:"):
                on_open(place)
            st.html(f"<p class='mg-quote'>{html.escape(shorten(text, 400 if unsure else 180))}</p>")
        if answer.action != "clarify" and not unsure:
            st.caption("Try the words that the document itself uses, or check under Documents that the file is there.")


def _to_judge(answer: Answer) -> list[tuple[Place, str]]:
    """Return the sentences and rows that an unsure answer quotes, else the best passages, with their text."""
    trace = answer.trace
    collection = trace.collection if trace else ""
    if answer.evidence:
        return [(_place(evidence, collection), evidence.text) for evidence in answer.evidence]
    found = [hit.passage for hit in nearest(trace.hits if trace else ())]
    return [(Place(collection, p.document_id, p.document, p.page, ((p.start, p.end),)), p.text) for p in found]


def as_read(evidence: Evidence) -> str:
    """Say of a scanned page how surely it was read; nothing of one that is text."""
    return "" if evidence.confidence is None else f", scanned ({evidence.confidence:.0f} % sure)"


def parts(answer: Answer) -> list[dict[str, Any]]:
    """Cut the answer into its sentences with their citations: [{"text", "marks": [{"number", "label"}]}].

    Only sentences that the check supports are shown, whatever the text says beside them.
    """
    numbers = {_key(evidence): number for number, evidence in enumerate(answer.evidence, start=1)}
    pieces: list[dict[str, Any]] = []
    end = 0
    for claim in answer.claims:
        if claim.verdict != "supported":
            continue
        start = answer.text.find(claim.text, end)
        gap = answer.text[end:start] if start >= 0 else " "
        gap = gap if _BULLET.fullmatch(gap) else " "
        end = start + len(claim.text) if start >= 0 else end
        pieces.append({"text": (gap if pieces else gap.lstrip()) + claim.text, "marks": _marks(claim, numbers)})
    return pieces


def nearest(hits: tuple[Hit, ...], limit: int = 3) -> list[Hit]:
    """Return the best hits, at most one a page."""
    pages: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        pages.setdefault((hit.passage.document_id, hit.passage.page), hit)
    return list(pages.values())[:limit]


def _marks(claim: Claim, numbers: dict[tuple[str, int, int, int], int]) -> list[dict[str, Any]]:
    cited = {numbers[_key(e)]: e for e in claim.evidence if _key(e) in numbers}
    return [{"number": n, "label": f"Source {n}: {e.document}, page {e.page}"} for n, e in sorted(cited.items())]


def _key(evidence: Evidence) -> tuple[str, int, int, int]:
    return evidence.document_id, evidence.page, evidence.start, evidence.end


def _place(evidence: Evidence, collection: str) -> Place:
    spans = ((evidence.start, evidence.end),)
    return Place(collection, evidence.document_id, evidence.document, evidence.page, spans)
