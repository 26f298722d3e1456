"""Sign a note with nothing left to resolve; its headings are signed with it, whatever becomes of its template."""

from dataclasses import asdict

from minigiants.store import StoreError

from ..note import Note, Section, Template, from_json, sections, templates, text
from .book import NoteBook
from .visits import ConflictError, Signed, Visit

_WHOLE = Template(name="", title="Note", sections=(Section(name="note", heading="Note", parts=templates.PARTS),))
"""For a note whose own headings are not known any more: its text as it was signed, in one piece."""


def sign(book: NoteBook, visit: Visit, version: int, *, by: str) -> Signed:
    """Make the draft `version` the signed note.

    Raises ConflictError when it is not the newest, and StoreError when the note is signed, not drafted to its end, or
    holds a line or an omission that nobody has resolved.
    """
    latest = book.latest(visit.id)
    if latest is None or latest.id != version:
        raise ConflictError("the note was changed meanwhile: look at it again before you sign")
    note = from_json(latest.body)
    if note.open:
        raise StoreError("something in this note is still open: resolve it before you sign")
    if not set(note.done) >= set(templates.PARTS):
        raise StoreError("this note is not drafted to its end: let it be drafted before you sign")
    template = templates.usable(visit.template)
    return book.sign(visit.id, version, text(note, template), by=by, also={"form": asdict(template)})


def shape(visit: Visit, signed: Signed) -> tuple[Template, dict[str, str]]:
    """Return the form of a signed note and the text of each of its sections, exactly as it was signed."""
    note = from_json(signed.body)
    template = _signed_form(note) or templates.usable(visit.template)
    if text(note, template) == signed.text:
        return template, sections(note, template)
    return _WHOLE, {"note": signed.text}


def _signed_form(note: Note) -> Template | None:
    return templates.from_json(note.form) if note.form else None
