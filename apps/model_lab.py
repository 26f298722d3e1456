"""Find the smallest model that is good enough: `streamlit run apps/model_lab.py`."""

from streamlit.starlette import App

if __name__ == "__main__":  # what a page shows
    from minigiants import ui

    ui.run_tool("model_lab")
else:  # the server that shows it, behind the door
    from minigiants.api import watching
    from minigiants.security import page_door

    app = App(__file__, middleware=page_door(), routes=watching())
