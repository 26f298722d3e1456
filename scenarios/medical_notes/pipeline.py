"""Draft a note from a visit's dialogue: choose what belongs in it, write it, check every line, look for omissions."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from minigiants.grounding import content_words
from minigiants.pipeline import Event, Request, Services
from minigiants.types import Action, Answer, Claim, Evidence, Generation, Trace

from .checks import (
    Dialogue,
    Piece,
    VisitStretch,
    check,
    dialogue_of,
    in_order,
    merged,
    names_all,
    omissions,
    piece_of,
    pieces,
    present,
    stretch_of,
    stretches,
    superseded,
)
from .facts import drugs, facts
from .note import Line, Note, Omission, sections, templates, text
from .talk import RefusalError, Screen, admit, known, masked
from .writing import (
    STYLE,
    Scribe,
    StretchLines,
    asked_in_vain,
    belonging,
    choose,
    cleaned,
    distinct,
    drafted,
    drugs_named,
    is_note,
    part_of_piece,
    placed,
    spoken_in,
    style_of,
    terse,
    total,
    with_denials_joined,
    without_repeats,
    write,
    write_stretch,
)

SECONDS = 120.0
"""Time in which the model may read and write; for what it has not reached by then the draft by rules stands."""

_FEW = 2
"""Words up to which a withheld line without a fact says nothing."""

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
        outcome = draft(request, services, on_event=on_event)
    except RefusalError as refusal:
        return Answer(
            id=services.new_id(),
            text=str(refusal),
            action=refusal.action,
            reason=refusal.reason,
            seconds=services.clock() - started,
        )
    return as_answer(outcome, services, services.clock() - started)


def draft(
    request: Request,
    services: Services,
    *,
    on_event: Callable[[Event], None] | None = None,
    resumed: Note | None = None,
    on_note: OnNote | None = None,
) -> Drafted:
    """Return the note; `on_note` gets it after each piece, and `resumed`, such a note, is gone on with.

    Raises RefusalError when there is nothing to write a note from, TranscriptError, TemplateError and StyleError.
    """
    emit, tell = on_event or (lambda event: None), on_note or (lambda note: None)
    template = templates.load(str(request.get("template") or templates.DEFAULT))
    style = style_of(str(request.get("style") or template.style or STYLE))
    emit(Event(stage="search"))
    started = services.clock()
    run, chosen = _begun(request, services, emit, tell)
    run.note = resumed or run.first(template.name, chosen)
    tell(run.note)
    emit(Event(stage="write", text=text(run.note, template) + "\n\n"))
    seconds = {"select": services.clock() - started}
    run.write(style, chosen, until=started + float(request.get("seconds") or SECONDS))
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
    """Let the model read what it is asked of every piece of a visit that goes on: at its end it writes at once."""
    run, chosen = _begun(request, services, on_event, lambda note: None)
    if any(chosen.values()):
        run.scribe(STYLE).for_stretches().ahead()


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
    learned: bool = False
    """Whether the model says of each line in which part it stands."""
    unwritten: set[int] = field(default_factory=set)
    """Last turns of the pieces that the model had no time for."""

    def first(self, template: str, chosen: Mapping[str, list[int]]) -> Note:
        """Return the note as it was said, checked: it is there before the model has read a word."""
        lines: list[Line] = []
        for part, places in chosen.items():
            for line, place in zip(drafted(part, places, self.visit), places, strict=True):
                lines.append(check(line, self.visit, self.services.ground, [place]))
        if not chosen["medications"] and (named := drugs_named(lines, self.visit)):
            lines.append(check(named[0], self.visit, self.services.ground, named[1]))
        lines += [
            Line(id=f"subjective-present-{n}", part="subjective", text=text, turns=(turn,))
            for n, (text, turn) in enumerate(present(self.visit))
        ]
        return Note(template=template, lines=tuple(lines), limits=self.limits)

    def scribe(self, style: str) -> Scribe:
        """Return the model as it is asked for the lines of this visit."""
        model = self.services.bare_model  # the screen has taken out what it must not read
        return Scribe(model=model, on_event=self.emit, style=style)

    def write(self, style: str, chosen: Mapping[str, list[int]], until: float) -> None:
        """Let the model write the note stretch by stretch, then what no line of it says, until the time is up."""
        scribe = self.scribe(style).for_stretches()
        self.learned = scribe.learned
        every = pieces(self.visit, chosen)
        self.write_stretches(stretches(self.visit), scribe, every, chosen, until)
        if scribe.learned:
            self.write_stretches(self._lacking(every), scribe, every, chosen, until)
        else:
            self.write_pieces(style, chosen, until)

    def _lacking(self, every: Sequence[Piece]) -> list[VisitStretch]:
        """Return as short stretches the pieces that no line says, the gravest first."""
        lacking = {omission.id for omission in self._missing([x for x in self.note.lines if x.author != "rules"])}
        wanted = [piece for piece in every if piece.omission.id in lacking]
        return [stretch_of(piece, self.visit) for piece in sorted(wanted, key=lambda piece: piece.rank)]

    def write_stretches(
        self,
        wanted: Sequence[VisitStretch],
        scribe: Scribe,
        every: Sequence[Piece],
        chosen: Mapping[str, list[int]],
        until: float,
    ) -> None:
        """Let the model write the stretches that it has not written."""
        parts = {piece.places[-1]: part_of_piece(piece, chosen, self.visit) for piece in every}
        rest = [stretch for stretch in wanted if stretch.id not in self.note.done]
        spoken = (self.screen.hide([spoken_in(stretch)])[0] for stretch in rest)
        asked = scribe.each(spoken, lambda: self.services.clock() <= until)
        with contextlib.closing(asked):
            for stretch, generation in zip(rest, asked, strict=False):
                outcome = write_stretch(
                    stretch,
                    generation,
                    parts=parts,
                    visit=self.visit,
                    screen=self.screen,
                    ground=self.services.ground,
                    embed=self.services.embed,
                    learned=scribe.learned,
                )
                self.generations.append(generation)
                self._take(stretch, self._helping(stretch, outcome, every))
                self.tell(self.note)
        self.unwritten |= {
            self.visit.account.said[place].exchange.turns[-1]
            for stretch in rest
            if stretch.id not in self.note.done
            for place in stretch.places
        }

    def _helping(self, stretch: VisitStretch, outcome: StretchLines, every: Sequence[Piece]) -> StretchLines:
        """Return what came of a piece, which is looked at a second time, without lines that say nothing missing."""
        own = [piece.omission for piece in every if piece.id == stretch.id]
        if not own:
            return outcome
        return replace(outcome, stand=tuple(line for line in outcome.stand if self._helps(line, own)))

    def _take(self, stretch: VisitStretch, outcome: StretchLines) -> None:
        """Take the lines of a stretch into the note, in the place of what rules wrote of it and they name."""
        text = " ".join(line.text for line in outcome.stand)
        within = {turn.number for turn in stretch.turns}
        lines = [
            line
            for line in self.note.lines
            if line.author != "rules" or not {*line.turns} <= within or not names_all(text, line.text)
        ]
        self.note = replace(
            self.note,
            lines=(*lines, *outcome.stand),
            withheld=(*self.note.withheld, *outcome.withheld),
            done=(*self.note.done, stretch.id),
        )

    def write_pieces(self, style: str, chosen: Mapping[str, list[int]], until: float) -> None:
        """Let the model write what no line of its own says, and by itself what is grave, the gravest first."""
        own = [line for line in self.note.lines if line.author != "rules"]
        lacking = {omission.id for omission in self._missing(own)}
        wanted = [piece for piece in pieces(self.visit, chosen) if piece.omission.id in lacking or piece.grave]
        of_piece = {
            f"{part}-{place}": piece.id
            for part, places in chosen.items()
            for place in places
            if (piece := piece_of(place, wanted, self.visit))
        }
        rest = [piece for piece in sorted(wanted, key=lambda piece: piece.rank) if piece.id not in self.note.done]
        spoken = (self.screen.hide([cleaned(piece.spoken)])[0] for piece in rest)
        asked = self.scribe(style).each(spoken, lambda: self.services.clock() <= until)
        with contextlib.closing(asked):
            for piece, generation in zip(rest, asked, strict=False):
                self._word(piece, generation, chosen)
                if self.note.lines and self.note.lines[-1].id.endswith(f"-{piece.id}"):
                    self._drop({name for name, other in of_piece.items() if other == piece.id}, self.note.lines[-1])
                self.note = replace(self.note, done=(*self.note.done, piece.id))
                self.tell(self.note)
        self.unwritten |= {piece.omission.turns[-1] for piece in wanted if piece.id not in self.note.done}

    def _word(self, piece: Piece, generation: Generation, chosen: Mapping[str, list[int]]) -> None:
        """Add what the model wrote of a piece to the note, or to what is withheld."""
        before = [line for line in self.note.lines if line.author == "model"]
        outcome = write(
            piece,
            generation,
            before,
            chosen=chosen,
            visit=self.visit,
            screen=self.screen,
            ground=self.services.ground,
        )
        self.generations.append(outcome.generation)
        if outcome.line is None:
            return
        scrap = not piece.grave and not self._helps(outcome.line, [piece.omission])
        if outcome.line.verdict == "supported" and scrap:
            return
        if outcome.line.verdict == "supported":
            self.note = replace(self.note, lines=(*self.note.lines, outcome.line))
        else:
            self.note = replace(self.note, withheld=(*self.note.withheld, outcome.line))

    def _helps(self, line: Line, wanted: Sequence[Omission]) -> bool:
        """Tell whether a line says some of what would be missing of its turns: else it is a scrap of talk."""
        left = {omission.id: omission.missing for omission in omissions([line], self.visit)}
        own = [omission for omission in wanted if {*omission.turns} & {*line.turns}]
        return not own or any(len(left.get(one.id, ())) < len(one.missing) for one in own)

    def _drop(self, names: set[str], made: Line) -> None:
        """Take out what rules wrote of a piece, as far as the model's line names all that it names."""
        left = [line for line in self.note.lines if line.id not in names or not names_all(made.text, line.text)]
        self.note = replace(self.note, lines=tuple(left))

    def finish(self) -> Note:
        """Return the note in the order of what was said, its lines in shorthand, with what no line says.

        What rules wrote stands where something that matters would be missing without it, or the model had no time;
        what reads like speech is left out, and asked after when it matters.
        """
        lines = in_order(list(self.note.lines))
        written = [replace(line, text=terse(line.text)) if line.author == "rules" else line for line in lines]
        needed, wanted = self._needed(), omissions([], self.visit)
        stand = distinct(
            [
                x
                for x in written
                if x.author != "rules"
                or (self._stands(x) and (needed is None or (needed & {*x.turns} and self._helps(x, wanted))))
            ]
        )
        stand = without_repeats(self._in_place(stand), self.services.embed)
        missing = self._missing(stand)
        stand = with_denials_joined(stand)
        return replace(self.note, lines=stand, done=templates.PARTS, omissions=missing)

    def _in_place(self, lines: Sequence[Line]) -> list[Line]:
        """Return lines in their parts: a model that has learned it has said in which its own stand."""
        given = [line for line in lines if self.learned and line.author == "model" and line.part]
        rest = [line for line in lines if line not in given]
        embed = self.services.embed
        return in_order([*belonging(given, embed), *placed(rest, self.visit, embed)])

    def _missing(self, lines: Sequence[Line]) -> tuple[Omission, ...]:
        """Return what no line says and a note must have."""
        missing = omissions(lines, self.visit)
        vain = asked_in_vain(missing, self.services.embed)
        return tuple(omission for omission in missing if omission.id not in vain)

    def _needed(self) -> set[int] | None:
        """Return the turns of which the model's lines lack something that matters, None when it wrote no line."""
        own = [line for line in self.note.lines if line.author == "model" or "-present-" in line.id]
        if not any(line.author == "model" for line in own):
            return None
        lacking = {omission.turns[-1] for omission in self._missing(own)}
        present = {turn for line in own if "-present-" in line.id for turn in line.turns}
        return lacking | present | self.unwritten

    def _stands(self, line: Line) -> bool:
        """Tell whether a line of the rules reads like one of a note and says nothing that was corrected later."""
        if line.verdict != "supported":
            return True
        if line.id == "medications-named" and any(x.part == "medications" for x in self.note.lines if x != line):
            return False
        return is_note(line.text) and not superseded(line.text, self.visit.account)


def _header(request: Request) -> Mapping[str, Any]:
    header = request.get("patient")
    return header if isinstance(header, Mapping) else {}


def as_answer(outcome: Drafted, services: Services, seconds: float) -> Answer:
    """Return a draft as an answer: what the checks let through, and what they refused or found missing as flags."""
    note, visit = outcome.note, outcome.visit
    template = templates.load(note.template)
    standing = [x for x in note.lines if x.verdict == "supported"]
    flags = [_claim(x, visit) for x in (*(x for x in note.lines if x.verdict != "supported"), *_unmet(note))]
    flags += [Claim(text=limit, kind="warning", why="It holds for the whole dialogue.") for limit in note.limits]
    flags += [
        Claim(text=o.text, evidence=_quotes(visit, o.turns), kind="omission", why=o.why) for o in merged(note.omissions)
    ]
    numbers = sorted({number for x in standing for number in x.turns})
    action: Action = "answer" if standing else "abstain"
    return Answer(
        id=services.new_id(),
        text=text(note, template, also_refused=False)
        if standing
        else "Nothing that belongs into a note was found in this.",
        action=action,
        reason="" if standing else "nothing for a note",
        claims=tuple(_claim(x, visit) for x in standing),
        evidence=_quotes(visit, numbers),
        generation=outcome.generation,
        trace=Trace(question="", withheld=tuple(flags), seconds=dict(outcome.seconds)),
        seconds=seconds,
        sections=sections(note, template, also_refused=False) if standing else {},
    )


def _unmet(note: Note) -> list[Line]:
    """Return what the model wrote and the checks refused, but for what a line or a question of the same turns settles.

    A drug that neither of them names is told as well; "Sure." is not.
    """
    settling: list[Line | Omission] = [*note.lines, *note.omissions]
    met = {turn for x in settling for turn in x.turns}
    named = {drug for x in settling for drug in drugs(x.text)}
    telling = [x for x in note.withheld if facts(x.text) or len(content_words(x.text)) > _FEW]
    return [x for x in telling if not {*x.turns} & met or not {*drugs(x.text)} <= named]


def _claim(line: Line, visit: Dialogue) -> Claim:
    quotes = _quotes(visit, line.turns)
    return Claim(text=line.text, evidence=quotes, verdict=line.verdict, kind=line.kind, why=line.why)


def _quotes(visit: Dialogue, numbers: Sequence[int]) -> tuple[Evidence, ...]:
    """Return turns as they were said, but for the patient's name."""
    return tuple(replace(e, text=masked(e.text, visit.names)) for e in visit.evidence(numbers))
