"""Draft a note from a visit's dialogue: choose what belongs in it, write it, check every line, look for omissions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from minigiants.pipeline import Event, Request, Services
from minigiants.types import Action, Answer, Claim, Evidence, Generation, Trace

from .checks import Dialogue, check, dialogue_of, omissions
from .note import Line, Note, sections, templates, text
from .talk import RefusalError, Screen, admit, known, masked
from .writing import (
    STYLE,
    Chapter,
    Reading,
    chapters,
    choose,
    denials,
    distinct,
    drafted,
    drugs_named,
    in_speech,
    put_before,
    standing,
    terse,
    total,
    write,
)

SECONDS = 120.0
"""Time in which the model may read and write; for what it has not reached by then the draft by rules stands."""
SHORTENED = "The model has read only what matters most of this long visit: look for what is missing."

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
    """Return the note; `on_note` gets it after each chapter, and `kept`, such a note, is gone on with.

    Raises RefusalError when there is nothing to write a note from, TranscriptError, TemplateError and StyleError.
    """
    emit, tell = on_event or (lambda event: None), on_note or (lambda note: None)
    template = templates.load(str(request.get("template") or templates.DEFAULT))
    asked = chapters(str(request.get("style") or template.style or STYLE))
    emit(Event(stage="search"))
    started = services.clock()
    run, chosen = _begun(request, services, emit, tell)
    run.note = kept or run.first(template.name, chosen)
    tell(run.note)
    emit(Event(stage="write", text=text(run.note, template) + "\n\n"))
    seconds = {"select": services.clock() - started}
    run.write(asked, chosen, until=started + float(request.get("seconds") or SECONDS))
    emit(Event(stage="check"))
    run.note = run.finish()
    tell(run.note)
    seconds["write"] = services.clock() - started - seconds["select"]
    return Drafted(note=run.note, visit=run.visit, generation=total(run.generations), seconds=seconds)


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
    """Let the model read a visit that goes on, without writing: at its end it begins to write at once."""
    run, chosen = _begun(request, services, on_event, lambda note: None)
    if any(chosen.values()):
        run.reading(chosen)[0].ahead()


def recheck(line: Line, visit: Dialogue, services: Services) -> Line:
    """Return a line that a clinician wrote or changed, tied to the dialogue and checked like any other."""
    return replace(check(replace(line, author="clinician"), visit, services.ground), confirmed="")


def _begun(
    request: Request, services: Services, emit: Callable[[Event], None], tell: OnNote
) -> tuple["_Run", dict[str, list[int]]]:
    """Return a note in the making, and the places of the statements of each part."""
    admitted = admit(str(request["dialogue"]))
    visit = dialogue_of(admitted.turns, _header(request))
    screen = Screen(known(visit.names, _header(request)), services.funnel)
    run = _Run(visit=visit, screen=screen, services=services, emit=emit, tell=tell, limits=admitted.limits)
    return run, choose(visit, services.embed)


@dataclass(kw_only=True, slots=True)
class _Run:
    """A note in the making."""

    visit: Dialogue
    screen: Screen
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
        done = tuple(part for part in templates.PARTS if not chosen[part])
        return Note(template=template, lines=tuple(lines), done=done, limits=self.limits)

    def reading(
        self, chosen: Mapping[str, list[int]], late: Callable[[], bool] = lambda: False
    ) -> tuple[Reading, bool]:
        """Return the visit as the model reads it, and whether that is all of it."""
        model = self.services.bare_model  # the screen has taken out what it must not read
        return put_before(self.visit, chosen, screen=self.screen, model=model, on_event=self.emit, late=late)

    def write(self, asked: Sequence[Chapter], chosen: Mapping[str, list[int]], until: float) -> None:
        """Let the model write the chapters that are not done and of which something was said, until the time is up."""
        left = [chapter for chapter in asked if not {*chapter.parts} <= {*self.note.done}]
        if not left:
            return
        reading, whole = self.reading(chosen, lambda: self.services.clock() > until)
        if not whole and SHORTENED not in self.note.limits:
            self.note = replace(self.note, limits=(*self.note.limits, SHORTENED))
        for chapter in left:
            self._word(chapter, reading, chosen)
            self.note = replace(
                self.note, done=(*self.note.done, *(p for p in chapter.parts if p not in self.note.done))
            )
            self.tell(self.note)

    def _word(self, chapter: Chapter, reading: Reading, chosen: Mapping[str, list[int]]) -> None:
        """Put what the model writes beside what rules wrote, of which only stays what the model's lines do not say."""
        ground = self.services.ground
        made = write(
            chapter,
            reading,
            self.note.lines,
            chosen=chosen,
            visit=self.visit,
            screen=self.screen,
            ground=ground,
        )
        self.generations += made.generations
        new = list(made.lines) if made.whole else []
        parts = {*chapter.parts, *(line.part for line in new)} if new else set[str]()
        left = {part: standing(chosen[part], new, self.visit) for part in parts}
        if "subjective" in parts and (denied := denials(left["subjective"], new, self.visit)):
            new.append(check(denied[0], self.visit, ground, denied[1]))
            left["subjective"] = [place for place in left["subjective"] if place not in denied[1]]
        ids = {f"{part}-{place}" for part, places in left.items() for place in places}
        others = [x for x in self.note.lines if x.author != "rules" or x.part not in parts or x.id in ids]
        self.note = replace(self.note, lines=(*others, *new), withheld=(*self.note.withheld, *made.withheld))

    def finish(self) -> Note:
        """Return the note in the order of what was said, its lines in shorthand, with what no line says."""
        lines = sorted(self.note.lines, key=lambda line: min(line.turns, default=0))
        written = tuple(replace(line, text=terse(line.text)) if line.author == "rules" else line for line in lines)
        stand = distinct([line for line in written if not in_speech(line.text)])
        missing = tuple(omissions(stand, self.visit))
        return replace(self.note, lines=stand, done=templates.PARTS, omissions=missing)


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
    flags += [Claim(text=limit, kind="warning", why="It holds for the whole dialogue.") for limit in note.limits]
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
