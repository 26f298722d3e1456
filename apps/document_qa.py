"""Questions about your own documents: `streamlit run apps/document_qa.py`."""

from streamlit.starlette import App

from minigiants import ui

if __name__ == "__main__":  # what a page shows
    ui.run_app("document_qa", beside=("privacy_review",))
else:  # the server that shows it, behind the door
    app = App(__file__, middleware=ui.door())
