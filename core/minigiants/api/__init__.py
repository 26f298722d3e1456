"""The HTTP door that every scenario has in common: whose pages come in, how often, and how a waiting person is told."""

from minigiants.api._door import Door
from minigiants.api._limits import Limiter
from minigiants.api._stream import lines

__all__ = ["Door", "Limiter", "lines"]
