"""All scenarios under one navigation: `streamlit run apps/home.py`."""

from minigiants import ui

ui.run_suite()
