"""Answer customers, ask back, or hand over to a person: `streamlit run apps/customer_support.py`."""

from streamlit.starlette import App

if __name__ == "__main__":  # what a page shows
    from minigiants import ui

    ui.run_app("customer_support")
else:  # the server that shows it, behind the door
    from minigiants.api import watching
    from minigiants.security import page_door

    app = App(__file__, middleware=page_door(), routes=watching())
