"""Let the model write a chapter of the note from what it has read; each line is checked, and what fails is withheld."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from langchain_core.language_models import BaseChatModel

from minigiants.grounding import content_words
from minigiants.pipeline import Ground
from minigiants.types import Generation

from ..checks import Dialogue, check, tie
from ..facts import facts
from ..note import Line, sentence
from ..talk import Screen, nameless
from .asking import OnEvent, Reading, fits
from .hearing import heard
from .lines import in_speech, lines_of
from .requests import Chapter, chapters

_UNIT = re.compile(
    r"(?<=\d)\s?(?:mmhg|bpm|beats per minute|%|mg/l|ng/ml|mmol/l|mmol/mol|°c|ml/min(?:/1\.73 ?m2)?)(?!\w)", re.I
)
"""Units of measurements that a model adds from its own knowledge: those that nobody said are left out."""
_OF_CLINICIAN = ("plan", "exam", "results", "assessment")
_STRAYING = ("assessment", "exam", "results")
_COVERED = 0.4
"""Share of a statement's weighted words from which a line says it already."""
_SAME = 0.5
"""Share of a line's words from which it repeats the plan."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What came of asking for a chapter."""

    lines: tuple[Line, ...]
    """Those that the checks let through, in the order they were written."""
    withheld: tuple[Line, ...]
    """Those that the checks refused, but for what nobody spoke of."""
    generations: tuple[Generation, ...]
    whole: bool
    """Whether everything was asked in time."""


def write(
    chapter: Chapter,
    reading: Reading,
    before: Sequence[Line],
    *,
    chosen: Mapping[str, Sequence[int]],
    visit: Dialogue,
    screen: Screen,
    ground: Ground,
) -> Written:
    """Return a chapter as the model writes it, as far as it comes in time, without what the lines `before` it plan.

    `chosen` are the statements of each part: what rests on a clinician's stands in the part of that.
    """
    plan = [line for line in before if line.author == "model" and line.part == "plan"]
    lines: list[Line] = []
    withheld: list[Line] = []
    generations: list[Generation] = []
    for ask in chapter.asks:
        if reading.late():
            break
        generations.append(reading.ask(ask))
        for text in lines_of(generations[-1].text):
            number = len(lines) + len(withheld)
            line = _line(f"{chapter.parts[0]}-m{number}", chapter.part_of(text), text, screen, visit)
            line = replace(line, part=_placed(line, chosen, visit))
            strays = bool(lines) or line.part != "assessment"
            if not (_said_before(line, lines) or (strays and _planned(line, plan))):
                line = _checked(line, visit, ground)
                if line.verdict == "supported":
                    lines.append(line)
                elif line.kind != "no-evidence":  # of what nobody spoke of there is nothing to decide
                    withheld.append(line)
    whole = len(generations) == len(chapter.asks) and not reading.late()
    return Written(lines=tuple(lines), withheld=tuple(withheld), generations=tuple(generations), whole=whole)


def put_before(
    visit: Dialogue,
    chosen: Mapping[str, Sequence[int]],
    *,
    screen: Screen,
    model: BaseChatModel,
    on_event: OnEvent,
    late: Callable[[], bool] = lambda: False,
) -> tuple[Reading, bool]:
    """Return a visit as the model reads it, and whether that is all of it.

    Of a visit that is too long for the model it reads the turns of the `chosen` statements, the shortest if need be.
    """
    longest = max((ask for chapter in chapters() for ask in chapter.asks), key=len)
    turns, whole = list(visit.turns), True
    if not fits("\n".join(heard(turns)), longest, model):
        numbers = {n for places in chosen.values() for place in places for n in visit.statements[place].turns}
        turns, whole = [turn for turn in turns if turn.number in numbers], False
    while turns and not fits("\n".join(heard(turns)), longest, model):
        turns.remove(max(turns, key=lambda turn: len(turn.text)))
    dialogue = "\n".join(screen.hide(heard(turns)))
    return Reading(dialogue=dialogue, model=model, on_event=on_event, late=late), whole


def standing(places: Sequence[int], made: Sequence[Line], visit: Dialogue) -> list[int]:
    """Return the places of the statements that no line says: their facts, and the most telling of their words."""
    return [place for place in places if not _covered(place, made, visit)]


def _covered(place: int, made: Sequence[Line], visit: Dialogue) -> bool:
    near = [line.text for line in made if {*line.turns} & {*visit.statements[place].turns}]
    if facts(visit.lines[place]) - set().union(*map(facts, near)):
        return False
    words = content_words(visit.lines[place])
    said = words & frozenset[str]().union(*map(content_words, near))
    return bool(near) and _weight(said, visit) >= _COVERED * _weight(words, visit)


def _weight(words: frozenset[str], visit: Dialogue) -> float:
    return sum(visit.weight.get(word, 1.0) for word in words)


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


def _line(name: str, part: str, said: str, screen: Screen, visit: Dialogue) -> Line:
    spoken = " ".join(turn.text for turn in visit.turns).casefold()
    said = _UNIT.sub(lambda unit: unit[0] if unit[0].strip().casefold() in spoken else "", said)
    text = sentence(nameless(screen.restore(said).text, visit.names))
    return Line(id=name, part=part, text=text, turns=(), author="model")


def _checked(line: Line, visit: Dialogue, ground: Ground) -> Line:
    """Return a line with its verdict; what only the patient said moves to where such things stand."""
    made = check(line, visit, ground)
    if made.kind == "speaker" and (kinds := {fact.kind for fact in facts(line.text)}):
        made = check(replace(line, part="medications" if "drug" in kinds else "subjective"), visit, ground)
    line = made
    if line.verdict == "supported" and line.part == "assessment" and not _judges(line):
        return replace(line, verdict="unsupported", kind="place", why="It names a drug, and no impression.")
    if not in_speech(line.text):
        return line
    why = "It is written as people speak, not as a note."
    return replace(line, verdict="unsupported", kind="speech", why=why)


def _placed(line: Line, chosen: Mapping[str, Sequence[int]], visit: Dialogue) -> str:
    """Return the part of a line: small models write plans and findings below the history as well."""
    best = next(iter(tie(line.text, visit)), -1)
    if best < 0 or visit.statements[best].speaker != "doctor" or line.part in ("allergies", "plan"):
        return line.part
    parts = [part for part in _OF_CLINICIAN if best in chosen[part]]
    return line.part if line.part in parts or not parts else parts[0]


def _judges(line: Line) -> bool:
    """Tell whether a line of the impression says more than a drug."""
    kinds = {fact.kind for fact in facts(line.text)}
    return not kinds or not kinds <= {"drug", "dose"}


def _planned(line: Line, plan: Sequence[Line]) -> bool:
    """Tell whether a line of another part repeats one of the plan, as small models do below their findings."""
    words, told = content_words(line.text), facts(line.text)
    return line.part in _STRAYING and any(
        told <= facts(other.text) and len(words & content_words(other.text)) >= _SAME * len(words) for other in plan
    )


def distinct(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out lines all of whose words and facts another line of their part has."""
    stand: list[Line] = []
    for line in sorted(lines, key=lambda line: -len(line.text)):
        if not _said_before(line, [other for other in stand if other.part == line.part]):
            stand.append(line)
    return tuple(line for line in lines if line in stand)


def _said_before(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether an earlier line has all of a line's words and facts."""
    words, told = content_words(line.text), facts(line.text)
    return any(words <= content_words(other.text) and told <= facts(other.text) for other in lines)
