"""Carry customer support over HTTP: an API with a key for each site, and a widget that a web page embeds."""

from ._app import build_app

__all__ = ["build_app"]
