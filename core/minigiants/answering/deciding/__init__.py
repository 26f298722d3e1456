"""Decide from an answer whether it is shown: where it stands, and whether that place speaks of what was asked."""

from minigiants.answering.deciding.contradictions import contradiction
from minigiants.answering.deciding.decision import Decision, decide, off_the_mark
from minigiants.answering.deciding.differing import differing
from minigiants.answering.deciding.quoting import quote
from minigiants.answering.deciding.sought import sought
from minigiants.answering.deciding.support import support

__all__ = ["Decision", "contradiction", "decide", "differing", "off_the_mark", "quote", "sought", "support"]
