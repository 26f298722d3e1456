"""Draft a note from a visit's dialogue: choose what belongs in it, write it, check every line, look for omissions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from minigiants.pipeline import Event, Request, Services
from minigiants.types import Action, Answer, Claim, Evidence, Generation, Trace

from .checks import Dialogue, check, dialogue_of, omissions, said_as
from .note import Line, Note, sections, templates, text
from .talk import RefusalError, Screen, admit, known, masked
from .writing import AT_ONCE, choose, drafted, drugs_named, read_ahead, total, write

SECONDS = 70.0
"""Time in which the model may write; what it has not reached by then stays as it was said."""
BY_MODEL = ("subjective", "assessment", "plan", "exam", "results")
"""Parts that the model words, in this order; drugs taken and allergies stay as they were said."""

OnNote = Callable[[Note], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A draft with what it was made from."""

    note: Note
    visit: Dialogue
    generation: Generation | None
    seconds: Mapping[str, float] = field(default_factory=dict)


def answer(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Draft a note from `request["dialogue"]`, in the form of `request["template"]`; lines that fail are flagged.

    `request["patient"]` may hold the visit's header: name, birth and date (ISO), record, phone, address.
    """
    started = services.clock()
    try:
        made = draft(request, services, on_event=on_event)
    except RefusalError as refusal:
        return Answer(
            id=services.new_id(),
            text=str(refusal),
            action=refusal.action,
            reason=refusal.reason,
            seconds=services.clock() - started,
        )
    return as_answer(made, services, services.clock() - started)


def draft(
    request: Request,
    services: Services,
    *,
    on_event: Callable[[Event], None] | None = None,
    kept: Note | None = None,
    on_note: OnNote | None = None,
) -> Drafted:
    """Return the note; `on_note` gets it after each part, and `kept`, such a note, is gone on with.

    Raises RefusalError when there is nothing to write a note from, TranscriptError and TemplateError.
    """
    emit, tell = on_event or (lambda event: None), on_note or (lambda note: None)
    template = templates.load(str(request.get("template") or templates.DEFAULT))
    header = _header(request)
    emit(Event(stage="search"))
    started = services.clock()
    run, chosen = _begun(request, services, emit, tell)
    visit = run.visit
    run.note = kept or run.first(template.name, chosen)
    tell(run.note)
    emit(Event(stage="write", text=text(run.note, template) + "\n\n"))
    seconds = {"select": services.clock() - started}
    screen = Screen(known(visit.names, header))
    headings = {part: s.heading for s in template.sections for part in s.parts}
    until = started + float(request.get("seconds") or SECONDS)
    for part in BY_MODEL:
        if part not in run.note.done and chosen[part]:
            run.word(part, headings[part], chosen[part], screen, until)
        run.finish(part)
    emit(Event(stage="check"))
    run.note = replace(run.note, done=templates.PARTS, omissions=tuple(omissions(run.note.lines, visit)))
    tell(run.note)
    seconds["write"] = services.clock() - started - seconds["select"]
    return Drafted(note=run.note, visit=visit, generation=total(run.generations), seconds=seconds)


def sketch(request: Request, services: Services) -> Drafted:
    """Return the note by rules alone of what was said so far, of a visit that goes on.

    Raises what `draft` raises.
    """
    template = templates.load(str(request.get("template") or templates.DEFAULT))
    started = services.clock()
    run, chosen = _begun(request, services, lambda event: None, lambda note: None)
    note = run.first(template.name, chosen)
    return Drafted(note=note, visit=run.visit, generation=None, seconds={"select": services.clock() - started})


def ahead(request: Request, services: Services, *, on_event: Callable[[Event], None]) -> None:
    """Let the model read what `draft` will ask it first, of a visit that goes on, without writing."""
    template = templates.load(str(request.get("template") or templates.DEFAULT))
    run, chosen = _begun(request, services, on_event, lambda note: None)
    part = next((p for p in BY_MODEL if chosen[p]), None)
    if part is not None:
        heading = next(s.heading for s in template.sections if part in s.parts)
        asked = [said_as(run.visit, place, part) for place in chosen[part]]
        screen = Screen(known(run.visit.names, _header(request)))
        read_ahead(heading, screen.hide(asked[:AT_ONCE]), services.model, on_event)


def recheck(line: Line, visit: Dialogue, services: Services) -> Line:
    """Return a line that a clinician wrote or changed, tied to the dialogue and checked like any other."""
    return replace(check(replace(line, author="clinician"), visit, services.ground), confirmed="")


def _begun(
    request: Request, services: Services, emit: Callable[[Event], None], tell: OnNote
) -> tuple["_Run", dict[str, list[int]]]:
    """Return a note in the making, and the places of the statements of each part."""
    admitted = admit(str(request["dialogue"]))
    visit = dialogue_of(admitted.turns, _header(request))
    run = _Run(visit=visit, services=services, emit=emit, tell=tell, limits=admitted.limits)
    return run, choose(visit, services.embed)


@dataclass(kw_only=True, slots=True)
class _Run:
    """A note in the making."""

    visit: Dialogue
    services: Services
    emit: Callable[[Event], None]
    tell: OnNote
    limits: tuple[str, ...]
    note: Note = field(default_factory=lambda: Note(template=""))
    generations: list[Generation] = field(default_factory=list)

    def first(self, template: str, chosen: Mapping[str, list[int]]) -> Note:
        """Return the note as it was said, checked: it is there before the model has read a word."""
        lines: list[Line] = []
        for part, places in chosen.items():
            for line, place in zip(drafted(part, places, self.visit), places, strict=True):
                lines.append(check(line, self.visit, self.services.ground, [place]))
        if not chosen["medications"] and (named := drugs_named(lines, self.visit)):
            lines.append(check(named[0], self.visit, self.services.ground, named[1]))
        done = tuple(p for p in templates.PARTS if p not in BY_MODEL or not chosen[p])
        return Note(template=template, lines=tuple(lines), done=done, limits=self.limits)

    def word(self, part: str, heading: str, places: list[int], screen: Screen, until: float) -> None:
        """Let the model word a part, unless the time is up."""
        services = self.services
        made = write(
            part,
            heading,
            places,
            visit=self.visit,
            screen=screen,
            model=services.model,
            ground=services.ground,
            on_event=self.emit,
            late=lambda: services.clock() > until,
        )
        self.generations += made.generations
        others = [x for x in self.note.lines if x.part != part]
        self.note = replace(self.note, lines=(*others, *made.lines), withheld=(*self.note.withheld, *made.withheld))

    def finish(self, part: str) -> None:
        """Note that a part is drafted."""
        if part not in self.note.done:
            self.note = replace(self.note, done=(*self.note.done, part))
            self.tell(self.note)


def _header(request: Request) -> Mapping[str, Any]:
    header = request.get("patient")
    return header if isinstance(header, Mapping) else {}


def as_answer(made: Drafted, services: Services, seconds: float) -> Answer:
    """Return a draft as an answer: what the checks let through, and what they refused or found missing as flags."""
    note, visit = made.note, made.visit
    template = templates.load(note.template)
    shown = [x for x in note.lines if x.verdict == "supported"]
    refused = [*(x for x in note.lines if x.verdict != "supported"), *note.withheld]
    flags = [_claim(x, visit) for x in refused]
    flags += [Claim(text=o.text, evidence=_quotes(visit, o.turns), kind="omission", why=o.why) for o in note.omissions]
    numbers = sorted({number for x in shown for number in x.turns})
    action: Action = "answer" if shown else "abstain"
    return Answer(
        id=services.new_id(),
        text=text(note, template, shown=False) if shown else "Nothing that belongs into a note was found in this.",
        action=action,
        reason="" if shown else "nothing for a note",
        claims=tuple(_claim(x, visit) for x in shown),
        evidence=_quotes(visit, numbers),
        generation=made.generation,
        trace=Trace(question="", withheld=tuple(flags), seconds=dict(made.seconds)),
        seconds=seconds,
        sections=sections(note, template, shown=False) if shown else {},
    )


def _claim(line: Line, visit: Dialogue) -> Claim:
    quotes = _quotes(visit, line.turns)
    return Claim(text=line.text, evidence=quotes, verdict=line.verdict, kind=line.kind, why=line.why)


def _quotes(visit: Dialogue, numbers: Sequence[int]) -> tuple[Evidence, ...]:
    """Return turns as they were said, but for the patient's name."""
    return tuple(replace(e, text=masked(e.text, visit.names)) for e in visit.evidence(numbers))
