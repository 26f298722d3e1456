"""Change a draft: each change gives a new note, is checked like any other line, and omissions are looked for again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import uuid4

from minigiants.documents import printable
from minigiants.ui import Change, LinkedLine

from ..note import NOT_DISCUSSED, Line, Note, Omission, Template

Check = Callable[[Line], Line]
Look = Callable[[Note], Note]
"""Looks for omissions again, such as `looked_over` with what is missing now."""


def items(note: Note, template: Template) -> list[LinkedLine]:
    """Return the note as headings and lines for the page."""
    rows: list[LinkedLine] = []
    for section in template.sections:
        rows.append(LinkedLine(id="", text=section.heading))
        lines = [line for part in section.parts for line in note.of(part)]
        for line in lines:
            open_ = line.verdict != "supported" and not line.confirmed
            rows.append(LinkedLine(id=line.id, text=line.text, rests=line.turns, problem=line.why if open_ else ""))
        if not lines:
            rows.append(LinkedLine(id="", text=NOT_DISCUSSED))
    return rows


class OutdatedError(Exception):
    """What was clicked on is not, by now, what the reader saw; the message is one sentence for the reader."""


def changed(note: Note, change: Change, by: str, check: Check, look: Look) -> Note:
    """Do to a line of the newest note what a reader did to it; twice is as good as once.

    Raises OutdatedError when the line has other words than the reader saw, for nobody vouches for what they didn't
    read.
    """
    words = {line.id: line.text for line in note.lines}.get(change.id)
    if (change.act == "remove" and words is None) or (change.act == "edit" and words == _one_line(change.text)):
        return note
    if words != change.seen:
        raise OutdatedError("this line was changed meanwhile: read it as it is now")
    if change.act == "remove":
        return removed(note, change.id, look)
    if change.act == "confirm":
        return confirmed(note, change.id, by)
    return edited(note, change.id, change.text, check, look)


def resolved(note: Note, seen: Omission, by: str, check: Check, look: Look, *, add: bool) -> Note:
    """Take into the newest note what was left out, or leave it out on purpose; one that is resolved stays so.

    Raises OutdatedError when more is missing by now than the reader saw, and it was to be left out.
    """
    now = next((o for o in note.omissions if o.id == seen.id and not o.settled), None)
    if now is None:
        return note
    if add:
        return added(note, now, check, look)
    if not _covers(seen, now):
        raise OutdatedError("more of this is missing from the note by now: read it again")
    return settled(note, seen.id, by)


def edited(note: Note, name: str, words: str, check: Check, look: Look) -> Note:
    """Give a line other words; without words it is removed."""
    words = _one_line(words)
    if not words:
        return removed(note, name, look)
    lines = (
        check(replace(x, id=_own(x.id), text=words)) if x.id == name and x.text != words else x for x in note.lines
    )
    return look(replace(note, lines=tuple(lines)))


def _one_line(words: str) -> str:
    return " ".join(printable(words).split())


def _own(name: str) -> str:
    """Return a line's id once its words are the clinician's: the omission it was made of may come back."""
    return f"own-{uuid4().hex[:8]}" if name.startswith("omitted-") else name


def removed(note: Note, name: str, look: Look) -> Note:
    """Take a line out; what only it said is an omission from then on."""
    return look(replace(note, lines=tuple(x for x in note.lines if x.id != name)))


def confirmed(note: Note, name: str, by: str) -> Note:
    """Let a clinician vouch for a line that the dialogue does not show."""
    return replace(note, lines=tuple(replace(x, confirmed=by) if x.id == name else x for x in note.lines))


def settled(note: Note, name: str, by: str) -> Note:
    """Leave out on purpose what was said."""
    return replace(note, omissions=tuple(replace(o, settled=by) if o.id == name else o for o in note.omissions))


def added(note: Note, omission: Omission, check: Check, look: Look) -> Note:
    """Take into the note what was said and was left out."""
    line = check(Line(id=omission.id, part=omission.part, text=omission.line or omission.text, turns=omission.turns))
    left = tuple(o for o in note.omissions if o.id != omission.id)
    return look(replace(note, lines=(*note.lines, replace(line, author="rules")), omissions=left))


def written(note: Note, part: str, words: str, check: Check, look: Look) -> Note:
    """Add a line of the clinician's own, unless it is in the note already: a second click adds nothing."""
    words = _one_line(words)
    if any(x.part == part and x.text == words for x in note.lines):
        return note
    line = Line(id=f"own-{uuid4().hex[:8]}", part=part, text=words, turns=(), author="clinician")
    return look(replace(note, lines=(*note.lines, check(line))))


def looked_over(note: Note, missing: Sequence[Omission]) -> Note:
    """Return the note with the omissions that there are now; what was left out on purpose stays settled.

    What is missing beyond that is open again, even when it was said in the same words.
    """
    settled = {o.id: o for o in note.omissions if o.settled}
    put_in = {(line.id, line.text) for line in note.lines}
    now = [o for o in missing if (o.id, o.line or o.text) not in put_in]
    kept = [settled.pop(o.id) if o.id in settled and _covers(settled[o.id], o) else o for o in now]
    others = {o.id for o in kept}
    return replace(note, omissions=(*kept, *(o for o in settled.values() if o.id not in others)))


def _covers(settled: Omission, now: Omission) -> bool:
    return settled.why == now.why or set(now.missing) <= set(settled.missing)
