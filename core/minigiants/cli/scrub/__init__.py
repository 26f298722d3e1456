"""`minigiants scrub`: texts of any form and length, block by block, each out whole or not at all; and over HTTP."""

from minigiants.cli.scrub.app import app

__all__ = ["app"]
