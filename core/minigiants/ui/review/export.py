"""Export what was reviewed: the text, its marks, or all texts at once."""

import io
import zipfile

import streamlit as st

from minigiants.ui.review.text import ReviewedNote
from minigiants.ui.shell import count, file_name


def export(text: str, marks: str, at: int) -> None:
    """Offer the text without its personal data, and its marks as JSON."""
    with st.container(horizontal=True, key=f"review-export-{at}"):
        # Numbered, not named: a file's name may tell who it is about.
        st.download_button(
            "Export the text",
            text,
            file_name=file_name(f"{at + 1:04d}", "text-without-personal-data", "txt"),
            mime="text/plain",
            icon=":material/download:",
            on_click="ignore",
            key=f"review-save-text-{at}",
        )
        st.download_button(
            "Export the marks (JSON)",
            marks,
            file_name=file_name(f"{at + 1:04d}", "marks", "json"),
            mime="application/json",
            icon=":material/data_object:",
            on_click="ignore",
            key=f"review-save-marks-{at}",
        )


def finished(notes: list[ReviewedNote]) -> None:
    """Say that all is done, and offer all texts at once."""
    reviewed = [note for note in notes if note.done]
    withheld = f" {count(len(notes) - len(reviewed), 'text')} withheld." if len(reviewed) < len(notes) else ""
    st.success(f"All done: {count(len(reviewed), 'text')} reviewed and saved.{withheld}", icon=":material/task_alt:")
    if len(notes) > 1:
        data = _zipped(notes)
        st.download_button(
            "Export all texts (ZIP)",
            data,
            file_name=file_name(count(len(reviewed), "text"), "without-personal-data", "zip"),
            mime="application/zip",
            on_click="ignore",
            key="review-save-all",
        )


def _zipped(notes: list[ReviewedNote]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for number, note in enumerate(notes, start=1):
            if note.done:
                file.writestr(f"{number:04d}.txt", note.scrubbed)
    return packed.getvalue()
