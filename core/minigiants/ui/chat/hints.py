"""Offer first questions that are made from the documents themselves."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.documents import columns
from minigiants.language import word_set
from minigiants.ui.chat.again import NextQuestion, ask_next

if TYPE_CHECKING:
    from minigiants.retrieval import DocumentInfo, Library

_OFFERED = 3
_LOOKED_AT = 6
"""Documents that are looked at for a question."""
_LONGEST = 60


def offer_questions(library: "Library", collection: str, documents: "Sequence[DocumentInfo]") -> None:
    """Show up to three questions as buttons; a click asks one."""
    questions = list(dict.fromkeys(_questions(library, collection, documents)))[:_OFFERED]
    if not questions:
        return
    st.caption("For example:")
    for number, question in enumerate(questions):
        if st.button(question, key=f"example-{number}", type="tertiary", icon=":material/chat_bubble:"):
            ask_next(NextQuestion(question=question))
            st.rerun()


def _questions(library: "Library", collection: str, documents: "Sequence[DocumentInfo]") -> Iterator[str]:
    """Yield one question on a table, one on a heading and one on a whole document, as far as there are any."""
    some = documents[:_LOOKED_AT]
    yield from _first(_of_tables(library, collection, some))
    yield from _first(_of_headings(library, collection, some))
    yield from (f"Summarise {info.name}" for info in some[:1])


def _of_tables(library: "Library", collection: str, documents: "Sequence[DocumentInfo]") -> Iterator[str]:
    for info in documents:
        for table in library.tables(collection, info.id) if info.tables else ():
            typed = columns(table)
            label = next((c.name for c in typed if c.kind == "text" and c.name), "")
            number = next((c.name for c in typed if c.kind == "number" and c.name), "")
            if label and number and len(label) + len(number) <= _LONGEST:
                yield f"Which {label} has the highest {number}?"


def _of_headings(library: "Library", collection: str, documents: "Sequence[DocumentInfo]") -> Iterator[str]:
    for info in documents:
        passages = library.passages(collection, info.id)
        title = passages[0].heading if passages else ""
        for passage in passages:
            heading = passage.heading.strip(" .:#0123456789")
            of_a_subject = heading and heading.casefold() not in word_set("headings", "of_every_book")
            if of_a_subject and passage.heading != title and len(heading) <= _LONGEST:
                yield f"What does {PurePath(info.name).stem} say about {heading}?"


def _first(questions: Iterator[str]) -> Iterator[str]:
    question = next(questions, "")
    if question:
        yield question
