"""The commands of customer support: serve its API and widget, and add sites."""

from .support import app

__all__ = ["app"]
