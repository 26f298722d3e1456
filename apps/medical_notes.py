"""Notes from visits: `streamlit run apps/medical_notes.py`."""

from minigiants import ui

ui.run_app("medical_notes", beside=("privacy_review",))
