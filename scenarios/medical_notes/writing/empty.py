"""Tell which lines say nothing that a note needs: courtesies, and words of a clinician's that name nothing."""

import re
from collections.abc import Mapping, Sequence

from minigiants.grounding import content_words

from ..checks import Dialogue, Piece, body_part, read
from ..facts import dangers
from ..talk import NUMBERS, small_talk
from .lines import is_courtesy
from .places import ANALYTE

_TELLING = 2
"""Content words that a line of the clinician's has which names nothing else."""
_UNTIL = re.compile(r"^(?:until|till|because|so that|still so|may i)\b[^,;]*$", re.IGNORECASE)
"""Goes on with what another line says."""
_FORBIDS = re.compile(r"\b(?:don't|do not|no|never|avoid|keep|nothing|only|not)\b", re.IGNORECASE)
"""Tells what not to do, or to go on with."""
_LOOSE = frozenset({"finding", "other", "plan"})
"""Kinds of pieces that need name nothing."""
_OF_TIME = content_words(
    "about ago minute hour day week month year minutes hours days weeks months years last since around within"
)


def tells_nothing(words: str, piece: Piece, visit: Dialogue, chosen: Mapping[str, Sequence[int]]) -> bool:
    """Tell whether a line of a piece is courtesy, or a word out of a clinician's talk that names nothing."""
    if _UNTIL.match(words):
        return True
    own, exchange = read(words), visit.account.said[piece.places[-1]].exchange
    if is_courtesy(words) or not own.stems - _OF_TIME - {s for s in own.stems if s[0].isdigit()} - _written_numbers(
        words
    ):
        return not (own.concepts or own.drugs or own.sides) and not exchange.question
    named = [drug for drug in own.drugs if not ANALYTE.fullmatch(drug) or own.amounts or len(own.stems) > _TELLING]
    if own.concepts or named or own.amounts or own.days or own.sides or body_part(words) or dangers(words):
        return False
    if small_talk(words):
        return True
    if _FORBIDS.search(words):
        return False
    loose = exchange.by_clinician and (piece.omission.kind in _LOOSE or bool(own.drugs))
    unchosen = not exchange.question and not any(piece.place in places for places in chosen.values())
    return loose and (len(own.stems) < _TELLING or unchosen)


def _written_numbers(words: str) -> frozenset[str]:
    return content_words(" ".join(word for word in words.lower().split() if word.strip(".,;") in NUMBERS))
