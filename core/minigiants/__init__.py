"""Private question answering, notes and support on hardware the user owns, with small language models."""

import os

from minigiants import offline

__version__ = "0.1.0"

# Libraries read these switches when they are imported, so this comes before any of them.
offline.enforce()
# Threads of OpenMP spin at every barrier by default. On a busy machine each spin burns the other thread's time: a 1.5B
# model read nothing in minutes that way. Sleeping at once costs a third of the writing speed of a quiet one; a short
# spin keeps both.
os.environ.setdefault("GOMP_SPINCOUNT", "20000")
