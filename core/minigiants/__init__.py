"""Private question answering, notes and support on hardware the user owns, with small language models."""

__version__ = "0.1.0"
