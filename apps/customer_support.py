"""Answer customers, ask back, or hand over to a person: `streamlit run apps/customer_support.py`."""

from minigiants import ui

ui.run_app("customer_support")
