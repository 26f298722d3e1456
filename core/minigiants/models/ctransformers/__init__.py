"""Run models by ctransformers, an engine of 2023: rewrite today's files for it, and chat. It can go as one folder."""

from minigiants.models.ctransformers.convert import convert, converted

__all__ = ["convert", "converted"]
