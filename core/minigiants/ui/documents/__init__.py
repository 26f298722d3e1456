"""Choose collections, add documents to them, and open a document at the place that was cited."""

from minigiants.ui.documents.collections import FIRST, NEXT, choose_collection, choose_next
from minigiants.ui.documents.source import Place, show_source
from minigiants.ui.documents.upload import documents_view, empty_state, reports, take_in

__all__ = [
    "FIRST",
    "NEXT",
    "Place",
    "choose_collection",
    "choose_next",
    "documents_view",
    "empty_state",
    "reports",
    "show_source",
    "take_in",
]
