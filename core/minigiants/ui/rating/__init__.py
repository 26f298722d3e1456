"""Rate an answer where it stands: values, marks, a correction, and what was said before."""

from minigiants.ui.rating.form import REASONS, show_rating
from minigiants.ui.rating.history import show_changes, show_history

__all__ = [
    "REASONS",
    "show_changes",
    "show_history",
    "show_rating",
]
