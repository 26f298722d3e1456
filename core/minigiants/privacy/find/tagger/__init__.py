"""Tag the words of a text by a small model that was trained here, one folder a language."""

from minigiants.privacy.find.tagger.tags import LABELS, WEIGHTS, Tagger, open_tagger, tagger

__all__ = ["LABELS", "WEIGHTS", "Tagger", "open_tagger", "tagger"]
