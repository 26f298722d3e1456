"""`minigiants scrub`: texts of any form and length, block by block, each out whole or not at all."""

from minigiants.cli.scrub.command import scrub

__all__ = ["scrub"]
