"""The HTTP door that every scenario has in common: whose pages come in, how often, and how a waiting person is told."""

from minigiants.api._door import Door
from minigiants.api._limits import Limiter
from minigiants.api._stream import lines
from minigiants.api.watching import HEALTH, METRICS, watching

__all__ = ["HEALTH", "METRICS", "Door", "Limiter", "lines", "watching"]
