"""Questions about your own documents: `streamlit run apps/document_qa.py`."""

from minigiants import ui

ui.run_app("document_qa", beside=("privacy_review",))
