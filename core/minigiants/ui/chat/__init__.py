"""Ask questions of documents and show the conversation: drafts, checked answers, sources, and why."""

from minigiants.ui.chat.answer import show_answer, show_refusal
from minigiants.ui.chat.draft import Draft
from minigiants.ui.chat.page import document_page

__all__ = [
    "Draft",
    "document_page",
    "show_answer",
    "show_refusal",
]
