"""The desk of those who take customers over: `streamlit run apps/support_desk.py`."""

from streamlit.starlette import App

from minigiants import ui

if __name__ == "__main__":  # what a page shows
    ui.run_tool("support_desk")
else:  # the server that shows it, behind the door
    app = App(__file__, middleware=ui.door())
