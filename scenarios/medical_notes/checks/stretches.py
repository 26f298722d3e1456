"""Cut a visit into stretches of talk, each long enough to be understood by itself."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from minigiants.language import sentences

from ..talk import Turn
from .dialogue import Dialogue
from .pieces import Piece

LEAST = 70
"""Words from which a stretch ends before the clinician speaks next."""
MOST = 120
"""Words from which it ends before anybody does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitStretch:
    """Some turns behind each other."""

    id: str
    """What it is called, the same at every look."""
    turns: tuple[Turn, ...]
    places: tuple[int, ...]
    """Places of the exchanges that end in it."""


def stretches(visit: Dialogue) -> list[VisitStretch]:
    """Return the stretches of a visit in which something is said, in order."""
    found = []
    for number, turns in enumerate(_cut(visit.turns)):
        within = {turn.number for turn in turns}
        places = tuple(n for n, h in enumerate(visit.account.said) if h.exchange.turns[-1] in within)
        if places:
            found.append(VisitStretch(id=f"s{number}", turns=tuple(turns), places=places))
    return found


def stretch_of(piece: Piece, visit: Dialogue) -> VisitStretch:
    """Return the turns of a piece as a stretch of its own."""
    said = visit.account.said
    numbers = {number for place in piece.places for number in said[place].exchange.turns}
    turns = tuple(turn for turn in visit.turns if turn.number in numbers)
    return VisitStretch(id=piece.id, turns=turns, places=piece.places)


def _cut(turns: Sequence[Turn]) -> Iterator[list[Turn]]:
    stretch: list[Turn] = []
    words = 0
    for turn in itertools.chain.from_iterable(map(_shorter, turns)):
        long = len(turn.text.split())
        if stretch and ((words >= LEAST and turn.speaker == "doctor") or words + long > MOST):
            yield stretch
            stretch, words = [], 0
        stretch.append(turn)
        words += long
    if stretch:
        yield stretch


def _shorter(turn: Turn) -> Iterator[Turn]:
    """Cut a turn that is longer than a stretch between its sentences: somebody who dictates speaks without an answer.

    >>> long = Turn(number=0, speaker="doctor", label="", text=" ".join(["One two three four five."] * 30))
    >>> [len(short.text.split()) for short in _shorter(long)]
    [120, 30]
    """
    words: list[str] = []
    if len(turn.text.split()) <= MOST:
        yield turn
        return
    spoken = (turn.text[start:end].split() for start, end in sentences(turn.text))
    for following in (one[n : n + MOST] for one in spoken for n in range(0, len(one), MOST)):
        if words and len(words) + len(following) > MOST:
            yield replace(turn, text=" ".join(words))
            words = []
        words += following
    yield replace(turn, text=" ".join(words))
