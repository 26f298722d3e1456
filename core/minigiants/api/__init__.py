"""Carry customer support over HTTP: an API with a key for each site, and a widget that a web page embeds."""

from minigiants.api._app import build_app
from minigiants.api._limits import Limiter

__all__ = ["Limiter", "build_app"]
