"""Build the suite's pages: one look, one backend, no text of a document ever read as markup."""

from minigiants.ui._apps import run_app, run_suite, run_tool
from minigiants.ui._backend import Backend, backend, in_words
from minigiants.ui._home import home_page
from minigiants.ui._linked import Change, Item, Source, show_linked
from minigiants.ui._page import document_page, enter
from minigiants.ui._rating import show_rating
from minigiants.ui._status import model_problem, model_status
from minigiants.ui._style import heading, style
from minigiants.ui._support import support_page
from minigiants.ui._support_desk import desk_page
from minigiants.ui._text import count, plain, shorten

__all__ = [
    "Backend",
    "Change",
    "Item",
    "Source",
    "backend",
    "count",
    "desk_page",
    "document_page",
    "enter",
    "heading",
    "home_page",
    "in_words",
    "model_problem",
    "model_status",
    "plain",
    "run_app",
    "run_suite",
    "run_tool",
    "shorten",
    "show_linked",
    "show_rating",
    "style",
    "support_page",
]
