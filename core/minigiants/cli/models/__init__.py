"""`minigiants models`: the catalog at the terminal, pulling, verifying, adding and measuring."""

from minigiants.cli.models.command import app

__all__ = ["app"]
