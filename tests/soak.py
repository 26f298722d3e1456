"""How large the runs are that kill and crowd: a size that finds a mistake by default, the whole with `make soak`."""

import os

WHOLE = os.environ.get("SOAK") == "1"


def sized(usual: int, whole: int) -> int:
    """Return how many there are to be of something in this run."""
    return whole if WHOLE else usual
