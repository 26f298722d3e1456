"""Draw what every page has: the backend, the frame, one look, and texts that are never read as markup."""

from minigiants.ui.shell.backend import Backend, artist, backend, in_words, keep_quiet
from minigiants.ui.shell.copying import copy_button
from minigiants.ui.shell.frame import choose_view, enter, notice, with_library
from minigiants.ui.shell.linked import Change, LinkedLine, LinkedSource, show_linked
from minigiants.ui.shell.person import ask_name, known_name, name_place
from minigiants.ui.shell.status import model_problem, model_status
from minigiants.ui.shell.style import heading, style
from minigiants.ui.shell.table import Bar, Cell, bar, table
from minigiants.ui.shell.text import count, duration, file_name, ordinal, plain, shorten, size

__all__ = [
    "Backend",
    "Bar",
    "Cell",
    "Change",
    "LinkedLine",
    "LinkedSource",
    "artist",
    "ask_name",
    "backend",
    "bar",
    "choose_view",
    "copy_button",
    "count",
    "duration",
    "enter",
    "file_name",
    "heading",
    "in_words",
    "keep_quiet",
    "known_name",
    "model_problem",
    "model_status",
    "name_place",
    "notice",
    "ordinal",
    "plain",
    "shorten",
    "show_linked",
    "size",
    "style",
    "table",
    "with_library",
]
