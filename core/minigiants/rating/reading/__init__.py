"""Read votes from a table, words in place of numbers too, and say how they were read."""

from minigiants.rating.reading.labels import numbered, read_votes, scale_of
from minigiants.rating.reading.remarks import remarks

__all__ = ["numbered", "read_votes", "remarks", "scale_of"]
