"""All scenarios under one navigation: `streamlit run apps/home.py`."""

from streamlit.starlette import App

from minigiants import ui

if __name__ == "__main__":  # what a page shows
    ui.run_suite()
else:  # the server that shows it, behind the door
    app = App(__file__, middleware=ui.door())
