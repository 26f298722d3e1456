"""Tell whoever looks after a box how it fares: whether it can answer, and how much, how fast and how well it did."""

from minigiants.watch.health import ailments
from minigiants.watch.metrics import exposition, measured

__all__ = ["ailments", "exposition", "measured"]
