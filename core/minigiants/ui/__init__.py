"""Build the suite's pages: one look, one backend, no text of a document ever read as markup."""

from minigiants.ui.apps import run_app, run_suite, run_tool
from minigiants.ui.chat import document_page
from minigiants.ui.home import home_page
from minigiants.ui.rating import show_rating
from minigiants.ui.shell import (
    Backend,
    Change,
    LinkedLine,
    LinkedSource,
    ask_name,
    backend,
    count,
    enter,
    file_name,
    heading,
    in_words,
    known_name,
    model_problem,
    model_status,
    name_place,
    plain,
    shorten,
    show_linked,
    style,
)

__all__ = [
    "Backend",
    "Change",
    "LinkedLine",
    "LinkedSource",
    "ask_name",
    "backend",
    "count",
    "document_page",
    "enter",
    "file_name",
    "heading",
    "home_page",
    "in_words",
    "known_name",
    "model_problem",
    "model_status",
    "name_place",
    "plain",
    "run_app",
    "run_suite",
    "run_tool",
    "shorten",
    "show_linked",
    "show_rating",
    "style",
]
