"""Cut a visit into stretches of talk, each long enough to be understood by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..talk import Turn
from .dialogue import Dialogue

LEAST = 70
"""Words from which a stretch ends before the clinician speaks next."""
MOST = 120
"""Words from which it ends before anybody does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitStretch:
    """Some turns behind each other."""

    number: int
    turns: tuple[Turn, ...]
    places: tuple[int, ...]
    """Places of the exchanges that end in it."""

    @property
    def id(self) -> str:
        """Return what the stretch is called, the same at every look."""
        return f"s{self.number}"


def stretches(visit: Dialogue) -> list[VisitStretch]:
    """Return the stretches of a visit in which something is said, in order."""
    found = []
    for number, turns in enumerate(_cut(visit.turns)):
        within = {turn.number for turn in turns}
        places = tuple(n for n, h in enumerate(visit.account.said) if h.exchange.turns[-1] in within)
        if places:
            found.append(VisitStretch(number=number, turns=tuple(turns), places=places))
    return found


def _cut(turns: Sequence[Turn]) -> Iterator[list[Turn]]:
    stretch: list[Turn] = []
    words = 0
    for turn in turns:
        long = len(turn.text.split())
        if stretch and ((words >= LEAST and turn.speaker == "doctor") or words + long > MOST):
            yield stretch
            stretch, words = [], 0
        stretch.append(turn)
        words += long
    if stretch:
        yield stretch
