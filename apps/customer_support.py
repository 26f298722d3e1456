"""Answer customers, ask back, or hand over to a person: `streamlit run apps/customer_support.py`."""

from streamlit.starlette import App

from minigiants import ui

if __name__ == "__main__":  # what a page shows
    ui.run_app("customer_support")
else:  # the server that shows it, behind the door
    app = App(__file__, middleware=ui.door())
