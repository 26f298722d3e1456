"""`minigiants rate`: statistics, campaigns, exports, imports, and the gate of corrections."""

from minigiants.cli.rate.command import app

__all__ = ["app"]
