"""Change a draft: each change gives a new note, and what a person wrote is checked like any other line."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from minigiants.ui import Item

from .note import NOT_DISCUSSED, Line, Note, Omission
from .templates import Template

Check = Callable[[Line], Line]


def items(note: Note, template: Template) -> list[Item]:
    """Return the note as headings and lines for the page."""
    shown: list[Item] = []
    for section in template.sections:
        shown.append(Item(id="", text=section.heading))
        lines = [line for part in section.parts for line in note.of(part)]
        for line in lines:
            open_ = line.verdict != "supported" and not line.confirmed
            shown.append(Item(id=line.id, text=line.text, rests=line.turns, problem=line.why if open_ else ""))
        if not lines:
            shown.append(Item(id="", text=NOT_DISCUSSED))
    return shown


def edited(note: Note, name: str, words: str, check: Check) -> Note:
    """Give a line other words; without words it is removed."""
    words = " ".join(words.split())
    if not words:
        return removed(note, name)
    return replace(
        note, lines=tuple(check(replace(x, text=words)) if x.id == name and x.text != words else x for x in note.lines)
    )


def removed(note: Note, name: str) -> Note:
    """Take a line out."""
    return replace(note, lines=tuple(x for x in note.lines if x.id != name))


def confirmed(note: Note, name: str, by: str) -> Note:
    """Let a clinician vouch for a line that the dialogue does not show."""
    return replace(note, lines=tuple(replace(x, confirmed=by) if x.id == name else x for x in note.lines))


def settled(note: Note, name: str, by: str) -> Note:
    """Leave out on purpose what was said."""
    return replace(note, omissions=tuple(replace(o, settled=by) if o.id == name else o for o in note.omissions))


def added(note: Note, omission: Omission) -> Note:
    """Take into the note what was said and was left out."""
    line = Line(id=omission.id, part=omission.part, text=omission.text, turns=omission.turns)
    left = tuple(o for o in note.omissions if o.id != omission.id)
    return replace(note, lines=(*note.lines, line), omissions=left)


def written(note: Note, part: str, words: str, check: Check) -> Note:
    """Add a line of the clinician's own."""
    line = Line(id=f"own-{uuid4().hex[:8]}", part=part, text=" ".join(words.split()), turns=(), author="clinician")
    return replace(note, lines=(*note.lines, check(line)))
