"""Hold a note: lines that each lead back to turns, and what is still open before it can be signed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from minigiants.types import Verdict

from .templates import Template

NOT_DISCUSSED = "Not discussed."
Author = Literal["rules", "model", "clinician"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a note."""

    id: str
    part: str
    """One of `templates.PARTS`."""
    text: str
    turns: tuple[int, ...]
    """Numbers of the turns that it rests on."""
    verdict: Verdict = "supported"
    kind: str = ""
    why: str = ""
    author: Author = "rules"
    confirmed: str = ""
    """The clinician who vouches for an unsupported line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Omission:
    """Something said that no line says."""

    id: str
    part: str
    text: str
    """What was said, as it was spoken."""
    turns: tuple[int, ...]
    why: str
    settled: str = ""
    """The clinician who left it out on purpose."""
    missing: tuple[str, ...] = ()
    """What of it no line says, such as "aspirin 75 mg"."""
    kind: str = ""
    """The most dangerous sort of it, such as "allergy" or "safety net"."""
    line: str = ""
    """What could be added, as a line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A draft or a signed note."""

    template: str
    lines: tuple[Line, ...] = ()
    omissions: tuple[Omission, ...] = ()
    done: tuple[str, ...] = ()
    """Parts that are drafted; all of them when the draft is whole."""
    withheld: tuple[Line, ...] = ()
    """What the model wrote and the checks refused; what was said stands in its place."""
    limits: tuple[str, ...] = field(default=())
    """What the reader must know of this draft, in sentences."""
    form: Mapping[str, Any] | None = None
    """The template as it was when the note was signed, as JSON values."""

    def of(self, part: str) -> list[Line]:
        """Return the lines of a part, in order."""
        return [line for line in self.lines if line.part == part]

    @property
    def open(self) -> list[Line | Omission]:
        """Return what keeps the note from being signed."""
        lines = [x for x in self.lines if x.verdict != "supported" and not x.confirmed]
        return [*lines, *(o for o in self.omissions if not o.settled)]


def sections(note: Note, template: Template, *, also_refused: bool = True) -> dict[str, str]:
    """Return the text of each section; one without lines says that it was not discussed."""
    texts = {}
    for section in template.sections:
        lines = [
            x
            for part in section.parts
            for x in note.of(part)
            if also_refused or x.verdict == "supported" or x.confirmed
        ]
        texts[section.name] = "\n".join(x.text for x in lines) if lines else NOT_DISCUSSED
    return texts


def text(note: Note, template: Template, *, also_refused: bool = True) -> str:
    """Return the whole note with its headings."""
    texts = sections(note, template, also_refused=also_refused)
    return "\n\n".join(f"{s.heading}\n\n{texts[s.name]}" for s in template.sections)


def to_json(note: Note) -> dict[str, Any]:
    """Return the note as JSON values.

    >>> from_json(to_json(Note(template="soap"))) == Note(template="soap")
    True
    """
    return asdict(note)


def from_json(body: Mapping[str, Any]) -> Note:
    """Read what `to_json` wrote."""
    return Note(
        template=body["template"],
        lines=_lines(body["lines"]),
        omissions=tuple(
            Omission(**{**o, "turns": tuple(o["turns"]), "missing": tuple(o.get("missing", ()))})
            for o in body["omissions"]
        ),
        done=tuple(body["done"]),
        withheld=_lines(body["withheld"]),
        limits=tuple(body["limits"]),
        form=body.get("form"),
    )


def _lines(rows: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(Line(**{**row, "turns": tuple(row["turns"])}) for row in rows)
