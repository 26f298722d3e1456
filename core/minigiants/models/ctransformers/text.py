"""Turn tokens' bytes into text as they come: no character is broken, and nothing of a stop sequence is let out."""

import codecs
from collections.abc import Sequence


class Text:
    r"""A text being written.

    >>> text = Text(["END"])
    >>> [text.add(piece) for piece in (b"caf", b"\xc3", b"\xa9 E", b"N", b"D!")], text.stopped
    (['caf', '', 'é ', '', ''], True)
    """

    def __init__(self, stop: Sequence[str]) -> None:
        """Begin a text that ends before the first of the sequences `stop`."""
        self._stop = [sequence for sequence in stop if sequence]
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self.stopped = False

    def add(self, piece: bytes) -> str:
        """Take in the bytes of a token and return the text that can be let out."""
        self._held += self._decoder.decode(piece)
        ends = [self._held.index(sequence) for sequence in self._stop if sequence in self._held]
        if ends:
            self.stopped = True
            out, self._held = self._held[: min(ends)], ""
            return out
        keep = max((_overlap(self._held, sequence) for sequence in self._stop), default=0)
        end = len(self._held) - keep
        out, self._held = self._held[:end], self._held[end:]
        return out

    def rest(self) -> str:
        """Return what was held back in case a stop sequence had begun; half a character is left out."""
        out, self._held = self._held, ""
        return out


def _overlap(text: str, sequence: str) -> int:
    """Return how many characters at the end of `text` begin `sequence`."""
    longest = min(len(text), len(sequence) - 1)
    return next((n for n in range(longest, 0, -1) if text.endswith(sequence[:n])), 0)
