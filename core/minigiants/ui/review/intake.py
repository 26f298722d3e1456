"""Take texts in for a review: pasted, or from files."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import streamlit as st

from minigiants.ui.review.text import ReviewedNote
from minigiants.ui.shell import count, plain, shorten

NOTES, REPORTS, _TURN = "review-notes", "review-reports", "review-turn"
LONGEST = 200_000
"""Characters of a text that a browser still shows at once."""
_PLAIN = {".txt", ".text", ".md"}
_KINDS = "text, Markdown, Word (docx), PDF or HTML"


def intake() -> None:
    """Ask for texts, and put them into the queue."""
    turn = st.session_state.setdefault(_TURN, 0)
    with st.container(border=True, key="review-intake"):
        pasted = st.text_area("Text to check", key=f"review-paste-{turn}", height=220, max_chars=LONGEST)
        uploads = st.file_uploader(f"Or add files: {_KINDS}", accept_multiple_files=True, key=f"review-upload-{turn}")
        with st.expander("Known names and numbers"):
            description = st.text_area(
                "Names, numbers, dates and other words to remove, one per line",
                key=f"review-known-{turn}",
                max_chars=4000,
                help="Every mention is then found, even abbreviated or misspelt by one letter.",
            )
        go = st.button("Check for personal data", icon=":material/search:", key="review-go")
    st.caption("What you paste or add stays on this page only, and is gone when you close it.")
    if not go:
        return
    from minigiants.privacy import known_of

    files = [(upload.name, upload.getvalue()) for upload in uploads or ()]
    notes = [ReviewedNote(name="Pasted text", text=pasted)] if pasted.strip() else []
    reports = []
    person = known_of(description)
    with st.spinner("Reading…"):
        for file in read(files):
            if isinstance(file, ReviewedNote):
                notes.append(file)
            else:
                reports.append(file)
    if not notes and not reports:
        st.warning("There is no text yet: paste one, or add a file.", icon=":material/info:")
        return
    st.session_state[NOTES] = [replace(note, known=person) for note in notes]
    st.session_state[REPORTS] = reports
    st.session_state[_TURN] = turn + 1
    st.rerun()


def reports() -> None:
    """Say which files could not be read, until the reader has seen enough."""
    lines = st.session_state.get(REPORTS)
    if not lines:
        return
    with st.container(border=True, key="review-unread"):
        for line in lines:
            st.markdown(f":material/error: {line}")
        st.button("Clear this list", type="tertiary", on_click=lambda: st.session_state.pop(REPORTS, None))


def read(files: Iterable[tuple[str, bytes]]) -> Iterator[ReviewedNote | str]:
    """Yield a note for each file, or a sentence about why it can't be read."""
    for name, data in files:
        refusal = f"**{plain(shorten(name, 60))}** can't be checked."
        try:
            text = _text(name, data)
        except Exception as error:  # noqa: BLE001 - one file that fails stops no other, and its words may quote it
            yield f"{refusal} {plain(_why(error))}"
            continue
        if not text.strip():
            yield f"{refusal} It contains no text."
        elif len(text) > LONGEST:
            yield f"{refusal} It has {count(len(text), 'character')}, too many for a page: use `minigiants scrub`."
        else:
            yield ReviewedNote(name=name, text=text)


def _text(name: str, data: bytes) -> str:
    """Return a file's text, as it is where it is plain."""
    if Path(name).suffix.lower() in _PLAIN:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp1252")
    from minigiants import documents

    return "\n\n".join(page.text for page in documents.read(data, name).pages)


def _why(error: Exception) -> str:
    from minigiants.documents import Unreadable

    return str(error) if isinstance(error, Unreadable) else "Unknown kind of file: save it again as text or PDF."
