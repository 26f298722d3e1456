"""Turn what the model wrote of a stretch of a visit into checked lines, each in its part of the note."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from minigiants.pipeline import Ground
from minigiants.types import Generation

from ..checks import (
    Account,
    Dialogue,
    Heard,
    VisitStretch,
    check,
    doubt_of,
    only_asked,
    read,
    segments,
    statement_of,
    telling_words,
    tie_to,
)
from ..note import Line, sentence
from ..talk import Screen, nameless
from .asking import LONGEST_OF_STRETCH
from .chaptered import OF_CLINICIAN, placed
from .hearing import cleaned
from .learned import Embed
from .lines import in_speech, lines_in_parts, lines_of
from .requests import shown_lines
from .wording import as_said

_WIDER = frozenset({"unsaid", "value", "no-evidence"})
"""Refusals that may come of looking at too few exchanges."""
_MOST = 0.8
"""Share of the words of a line in an earlier one from which it says the same again."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d])")
_SPEAKERS = {"doctor": "Clinician", "patient": "Patient"}


@dataclass(frozen=True, kw_only=True, slots=True)
class StretchLines:
    """What came of a stretch."""

    stand: tuple[Line, ...]
    withheld: tuple[Line, ...]


def spoken_in(stretch: VisitStretch) -> str:
    """Return a stretch as the model reads it: who says what, without fillers, numbers in digits."""
    said = ((_SPEAKERS.get(turn.speaker, turn.label or "Companion"), cleaned(turn.text)) for turn in stretch.turns)
    return "\n".join(f"{who}: {words}" for who, words in said if words)


def write_stretch(
    stretch: VisitStretch,
    generation: Generation,
    *,
    parts: Mapping[int, str],
    visit: Dialogue,
    screen: Screen,
    ground: Ground,
    embed: Embed,
    learned: bool = False,
) -> StretchLines:
    """Return the lines that the model wrote of a stretch: those that the checks let through, and those withheld.

    `parts` has the part of each exchange of which it is known, by its place. A model that has `learned` it says of each
    line in which part it stands.
    """
    good: list[Line] = []
    bad: list[Line] = []
    spoken, earlier = spoken_in(stretch), list[str]()
    whole = generation.tokens_out < LONGEST_OF_STRETCH
    text_of_lines = generation.text if whole else generation.text.rpartition("\n")[0]  # the last line is cut
    written = lines_in_parts(text_of_lines) if learned else [("", words) for words in lines_of(text_of_lines)]
    for number, (own_part, words) in enumerate(written):
        if words.casefold() in shown_lines() or _said_again(words, earlier):
            continue
        earlier.append(words)
        text = nameless(screen.restore(as_said(words, spoken, visit)).text, visit.names)
        name = f"{stretch.id}-{number}"
        lines = [
            line
            for n, part in enumerate(_SENTENCE.split(text))
            for line in _made(f"{name}-{n}", sentence(part), _of_part(stretch, own_part, visit), visit, ground)
        ]
        stand = [replace(line, part=own_part) for line in lines if line.verdict == "supported"]
        good += _joined(stand if own_part else placed(stand, visit, embed, parts))
        bad += [replace(line, part=own_part or "subjective") for line in lines if line.verdict != "supported"]
    return StretchLines(stand=tuple(good), withheld=tuple(bad))


def _said_again(text: str, before: Sequence[str]) -> bool:
    """Tell whether most of what a line tells stands in an earlier line of its stretch, and it names no other number.

    >>> _said_again("Thyroid overactive, auntie.", ["Thyroid: overactive.", "Auntie: thyroid overactive, drink."])
    True
    """
    words = telling_words(text)
    numbers = {word for word in words if word[0].isdigit()}
    return any(
        len(words & telling_words(other)) >= _MOST * len(words) and numbers <= telling_words(other) for other in before
    )


def _of_part(stretch: VisitStretch, part: str, visit: Dialogue) -> tuple[VisitStretch, ...]:
    """Return what a line of a part may rest on: what the clinician says alone where only that belongs in it, then all.

    "Possible stroke." of the assessment is not the father's stroke that the patient tells of.
    """
    said = visit.account.said
    own = tuple(n for n in stretch.places if said[n].exchange.by_clinician) if part in OF_CLINICIAN else ()
    return (replace(stretch, places=own), stretch) if own else (stretch,)


def _made(name: str, text: str, within: Sequence[VisitStretch], visit: Dialogue, ground: Ground) -> list[Line]:
    """Return a sentence as a line with its verdict; where it fails, the halves of it that hold, and what does not."""
    whole = _checked(Line(id=name, part="", text=text, turns=(), author="model"), within, visit, ground)
    halves = segments(text)
    if whole.verdict == "supported" or len(halves) < 2:
        return [whole]
    halved = [_checked(replace(whole, text=half), within, visit, ground) for half in halves]
    holding = [line for line in halved if line.verdict == "supported"]
    if not holding:
        return [whole]
    rest = replace(holding[0], text=sentence(" ".join(x.text for x in holding).rstrip(" ;,")))
    rest = replace(rest, turns=tuple(sorted({turn for x in holding for turn in x.turns})))
    return [rest, *(replace(x, id=f"{name}-{n}") for n, x in enumerate(halved) if x.verdict != "supported")]


def _checked(line: Line, within: Sequence[VisitStretch], visit: Dialogue, ground: Ground) -> Line:
    """Return a line with its verdict against the first of some stretches that holds it, else against the last."""
    verdicts = (_against(line, stretch, visit, ground) for stretch in within)
    return next((made for made in verdicts if made.verdict == "supported"), None) or _against(
        line, within[-1], visit, ground
    )


def _against(line: Line, stretch: VisitStretch, visit: Dialogue, ground: Ground) -> Line:
    """Return a line with the turns it rests on and its verdict against these, or against the whole stretch."""
    hearings = visit.account.said
    near = tie_to(read(line.text), Account(said=tuple(hearings[n] for n in stretch.places), corrected=()))
    narrow = check(line, visit, ground, [n for n in stretch.places if hearings[n] in near] or stretch.places)
    wide = check(line, visit, ground, stretch.places) if narrow.kind in _WIDER else narrow
    if wide.verdict != "supported":
        return narrow
    kind, why = "retracted", _taken_back(line.text, near, visit)
    if not why:
        kind, why = "asked", only_asked(line.text, [hearings[n] for n in stretch.places])
    if not why and in_speech(line.text):
        kind, why = "speech", "It is written as people speak, not as a note."
    return replace(
        wide, turns=narrow.turns, verdict="unsupported" if why else "supported", kind=kind * bool(why), why=why
    )


def _taken_back(text: str, near: Sequence[Heard], visit: Dialogue) -> str:
    """Return why what a line rests on was taken back later, empty when it was not."""
    for one in near:
        place, doubt = statement_of(one.exchange, visit), doubt_of(one.exchange, visit)
        if place is not None and doubt is not None and doubt.about(text, visit.statements[place].text):
            return doubt.why
    return ""


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Return the sentences of one line that stand in the same part as one line again."""
    rows: list[Line] = []
    for line in lines:
        if rows and rows[-1].part == line.part:
            turns = tuple(sorted({*rows[-1].turns, *line.turns}))
            rows[-1] = replace(rows[-1], text=f"{rows[-1].text} {line.text}", turns=turns)
        else:
            rows.append(line)
    return rows
