"""Notes from visits: `streamlit run apps/medical_notes.py`."""

from streamlit.starlette import App

from minigiants import ui

if __name__ == "__main__":  # what a page shows
    ui.run_app("medical_notes", beside=("privacy_review",))
else:  # the server that shows it, behind the door
    app = App(__file__, middleware=ui.door())
