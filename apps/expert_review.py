"""Rate answers as work, blind and by keyboard: `streamlit run apps/expert_review.py`."""

from streamlit.starlette import App

from minigiants import ui

if __name__ == "__main__":  # what a page shows
    ui.run_tool("expert_review")
else:  # the server that shows it, behind the door
    app = App(__file__, middleware=ui.door())
