"""Let the model turn each piece of a visit into a line of the note; each is checked, and what fails is withheld."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from minigiants.grounding import content_words
from minigiants.pipeline import Ground
from minigiants.types import Generation

from ..checks import Dialogue, Piece, check
from ..facts import acts, facts
from ..note import Line, sentence
from ..talk import Screen, nameless
from .asking import Scribe
from .hearing import cleaned
from .lines import in_speech, line_of

_UNIT = re.compile(
    r"(?<=\d)\s?(?:mmhg|bpm|beats per minute|%|mg/l|ng/ml|mmol/l|mmol/mol|°c|ml/min(?:/1\.73 ?m2)?)(?!\w)", re.I
)
"""Units of measurements that a model adds from its own knowledge: those that nobody said are left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What came of asking for the line of a piece."""

    line: Line | None
    """None when nothing was written, or what was said already."""
    generation: Generation


def write(
    piece: Piece,
    scribe: Scribe,
    before: Sequence[Line],
    *,
    chosen: Mapping[str, Sequence[int]],
    visit: Dialogue,
    screen: Screen,
    ground: Ground,
) -> Written:
    """Return a piece as the model writes it, with its verdict, unless a line `before` it says the same.

    `chosen` are the places of the statements of each part: where a piece is one of them it stands in that part.
    """
    [spoken] = screen.hide([cleaned(piece.spoken)])
    generation = scribe.ask(spoken)
    said = line_of(generation.text)
    if not said:
        return Written(line=None, generation=generation)
    heard = " ".join(turn.text for turn in visit.turns).casefold()
    said = _UNIT.sub(lambda unit: unit[0] if unit[0].strip().casefold() in heard else "", said)
    text = sentence(nameless(screen.restore(said).text, visit.names))
    part = _part(piece, chosen, visit)
    line = Line(id=f"{part}-{piece.id}", part=part, text=text, turns=piece.omission.turns, author="model")
    if _said_before(line, before):
        return Written(line=None, generation=generation)
    line = replace(check(line, visit, ground, piece.places), turns=piece.omission.turns)
    if line.verdict == "supported" and in_speech(line.text):
        why = "It is written as people speak, not as a note."
        line = replace(line, verdict="unsupported", kind="speech", why=why)
    return Written(line=line, generation=generation)


def _part(piece: Piece, chosen: Mapping[str, Sequence[int]], visit: Dialogue) -> str:
    """Return the part of a piece: that of its statement where one was chosen, and that of what it holds elsewhere."""
    exchange = visit.account.said[piece.places[-1]].exchange
    if exchange.by_clinician and acts(exchange.said) and piece.omission.part == "medications":
        return "plan"
    if piece.omission.kind == "allergy":
        return "allergies"
    return next((part for part, places in chosen.items() if piece.place in places), piece.omission.part)


def total(generations: Sequence[Generation]) -> Generation | None:
    """Return what all requests of a note cost together, None when there was none."""
    if not generations:
        return None
    return replace(
        generations[0],
        text="\n".join(g.text for g in generations),
        tokens_in=sum(g.tokens_in for g in generations),
        tokens_out=sum(g.tokens_out for g in generations),
        seconds=sum(g.seconds for g in generations),
        model=next((g.model for g in generations if g.model), ""),
        model_sha256=next((g.model_sha256 for g in generations if g.model_sha256), ""),
        engine=next((g.engine for g in generations if g.engine), ""),
        attempts=max(g.attempts for g in generations),
    )


def distinct(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out lines all of whose words and facts another line has, whatever part they stand in.

    A drug that is taken, an allergy and what is planned of it are three things: of those only the same part counts.
    """
    stand: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.author == "rules", -len(line.text))):
        told = {fact.kind for fact in facts(line.text)}
        rivals = [x for x in stand if x.part == line.part or not told & {"drug", "allergy", "dose"}]
        if not _said_before(line, rivals):
            stand.append(line)
    return tuple(line for line in lines if line in stand)


def _said_before(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether an earlier line has all of a line's words and facts."""
    words, told = content_words(line.text), facts(line.text)
    return any(words <= content_words(other.text) and told <= facts(other.text) for other in lines)
