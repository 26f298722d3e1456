"""Rate answers as work, blind and by keyboard: `streamlit run apps/expert_review.py`."""

from minigiants import ui

ui.run_tool("expert_review")
