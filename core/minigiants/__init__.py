"""Private question answering, notes and support on hardware the user owns, with small language models."""

from minigiants import offline

__version__ = "0.1.0"

# Libraries read these switches when they are imported, so this comes before any of them.
offline.enforce()
