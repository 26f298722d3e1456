"""Add documents with a line for each file, list them, delete them, offer the samples."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.settings import Settings
from minigiants.ui.documents.collections import FIRST, choose_next
from minigiants.ui.shell import count, in_words, plain, shorten, size, table

if TYPE_CHECKING:
    from minigiants.ingestion import FileReport
    from minigiants.privacy import Funnel
    from minigiants.retrieval import DocumentInfo, Library

SAMPLES = "Sample documents"
_SHOWN = 50
_ICONS = {"added": "check_circle", "replaced": "sync", "unchanged": "check", "failed": "error"}
_STAGES = {"read": "reading", "embed": "understanding", "index": "filing"}
_KINDS = "PDF, Word, PowerPoint, Excel, OpenDocument, RTF, mail, EPUB, HTML, Markdown, CSV, text, or a ZIP of these"


def empty_state(library: "Library", collection: str, samples: Path, funnel: "Funnel") -> None:
    """Invite to add the first documents, or to begin with the samples."""
    with st.container(border=True, key="empty"):
        st.markdown("**No documents yet.** Add your own, or start with the samples to see how it works.")
        _uploader(library, collection or FIRST, funnel)
        if any(samples.glob("*")) and st.button("Load the sample documents", icon=":material/library_books:"):
            files = [(file.name, file.read_bytes()) for file in sorted(samples.iterdir()) if file.is_file()]
            take_in(library, files, SAMPLES, funnel)


def documents_view(library: "Library", collection: str, funnel: "Funnel") -> None:
    """Show what the collection holds, and take in more."""
    _uploader(library, collection or FIRST, funnel)
    documents = library.documents(collection) if collection else []
    if not documents:
        st.caption("No documents in this collection yet.")
        return
    words = st.text_input("Filter by name", key="filter-documents") if len(documents) > 10 else ""
    matching = [d for d in documents if words.lower() in d.name.lower()]
    for document in matching[:_SHOWN]:
        _row(library, collection, document)
    if len(matching) > _SHOWN:
        st.caption(f"And {len(matching) - _SHOWN:,} more. Type part of a name to find them.")


def _row(library: "Library", collection: str, document: "DocumentInfo") -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"document-{document.id[:16]}"):
        with st.container():
            st.text("\n".join([document.name, *document.other_names]))
            facts = f"{count(document.pages, 'page')}, {count(document.passages, 'passage')}, "
            st.caption(f"{facts}{size(document.bytes)}, added {document.added.astimezone():%d %b %Y}")
            for note in document.notes:
                st.caption(f":material/info: {plain(note)}")
        label = f"Delete {plain(shorten(document.name, 60))}"
        if st.button("Delete", icon=":material/delete:", key=f"delete-{document.id}", help=label, type="tertiary"):
            _confirm_delete(library, collection, document)


@st.dialog("Delete this document?")
def _confirm_delete(library: "Library", collection: str, document: "DocumentInfo") -> None:
    st.text(document.name)
    st.text("It is erased from the collection and the index. Answers already given keep the sentences they quote.")
    arguments = (collection, document.id)
    if st.button("Delete", type="primary", key="delete-document-now", on_click=library.remove, args=arguments):
        st.rerun()


def _uploader(library: "Library", collection: str, funnel: "Funnel") -> None:
    from minigiants.documents import formats

    turn = st.session_state.setdefault("upload-turn", 0)
    uploads = st.file_uploader(
        f"Add documents to “{plain(collection)}”: {_KINDS}", accept_multiple_files=True, key=f"upload-{turn}"
    )
    with st.expander("What is read in each kind of file", icon=":material/info:"):
        rows = [[words.replace("`", "") for words in (f.files, f.read, f.unread or "–")] for f in formats()]
        table(("Files", "Read", "Not read"), rows, caption="What is read in each kind of file and what is not")
    if uploads:
        take_in(library, [(upload.name, upload.getvalue()) for upload in uploads], collection, funnel)


def take_in(library: "Library", files: Sequence[tuple[str, bytes]], collection: str, funnel: "Funnel") -> None:
    """Ingest the files, each with its own line and bar, and show the page anew with what became of them."""
    from minigiants.documents import FileReader, Limits
    from minigiants.ingestion import ingest

    lines = [st.empty() for _ in files]
    for line, (name, _) in zip(lines, files, strict=True):
        line.progress(0.0, text=f"{plain(shorten(name, 60))}: waiting")
    at = 0

    def on_progress(name: str, stage: str, done: int, total: int) -> None:
        share = done / total if total else 0.0
        lines[at].progress(share, text=f"{plain(shorten(name, 60))}: {_STAGES.get(stage, stage)}, {share:.0%}")

    done_lines = []
    try:
        with FileReader(Limits.of(Settings())) as reader:
            for report in ingest(
                library, files, collection=collection, on_progress=on_progress, funnel=funnel, reader=reader
            ):
                done_lines.append(_line(report))
                lines[at].markdown(done_lines[-1])
                at = min(at + 1, len(files) - 1)
    except Exception as error:  # noqa: BLE001 - such as a full disk: say it, and keep what is done
        st.session_state["notice"] = in_words(error)
    st.session_state["reports"] = done_lines
    st.session_state["upload-turn"] = st.session_state.get("upload-turn", 0) + 1
    choose_next(collection)
    st.rerun()


def reports() -> None:
    """Show what became of the files added last, until the reader has seen enough."""
    lines = st.session_state.get("reports")
    if not lines:
        return
    with st.container(border=True, key="reports"):
        for line in lines:
            st.markdown(line)
        st.button("Clear this list", type="tertiary", on_click=lambda: st.session_state.pop("reports", None))


def _line(report: "FileReport") -> str:
    icon = f":material/{_ICONS.get(report.status, 'info')}:"
    name = plain(shorten(report.name, 60))
    if report.status == "failed":
        return f"{icon} **{name}** was not added. {plain(' '.join([report.reason, *report.notes]))}"
    tables = f", {count(report.tables, 'table')}" if report.tables else ""
    facts = f"{report.kind}, {count(report.pages, 'page')}{tables}, {count(report.passages, 'passage')}"
    words = {"added": "added", "replaced": "replaced by this version", "unchanged": "was already there"}
    notes = " ".join(plain(note) for note in report.notes)
    return f"{icon} **{name}** {words[report.status]}: {facts}. {notes}"
