"""Build the suite's pages: one look, one backend, no text of a document ever read as markup."""

from minigiants.ui._apps import run_app, run_suite, run_tool
from minigiants.ui._backend import Backend, backend
from minigiants.ui._home import home_page
from minigiants.ui._page import document_page
from minigiants.ui._support import support_page
from minigiants.ui._support_desk import desk_page

__all__ = [
    "Backend",
    "backend",
    "desk_page",
    "document_page",
    "home_page",
    "run_app",
    "run_suite",
    "run_tool",
    "support_page",
]
