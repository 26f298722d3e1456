"""Notes from visits: `streamlit run apps/medical_notes.py`."""

from streamlit.starlette import App

if __name__ == "__main__":  # what a page shows
    from minigiants import ui

    ui.run_app("medical_notes", beside=("privacy_review",))
else:  # the server that shows it, behind the door
    from minigiants.api import watching
    from minigiants.security import page_door

    app = App(__file__, middleware=page_door(), routes=watching())
