"""The desk of those who take customers over: `streamlit run apps/support_desk.py`."""

from minigiants import ui

ui.run_tool("support_desk")
