"""Look over what tells who somebody is in a text, and take it out: `streamlit run apps/privacy_review.py`."""

from minigiants import ui

ui.run_tool("privacy_review")
