"""Show the views of a visit's page."""

from .draft import draft_view
from .live import live_view
from .new import new_visit
from .notices import show_told
from .signed import document, signed_view

__all__ = ["document", "draft_view", "live_view", "new_visit", "show_told", "signed_view"]
