"""Look over what tells who somebody is in a text, and take it out: `streamlit run apps/privacy_review.py`."""

from streamlit.starlette import App

from minigiants import ui

if __name__ == "__main__":  # what a page shows
    ui.run_tool("privacy_review")
else:  # the server that shows it, behind the door
    app = App(__file__, middleware=ui.door())
