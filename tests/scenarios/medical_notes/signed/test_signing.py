"""A note is signed only when nothing is open, and stays readable whatever becomes of its template."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from minigiants.settings import Settings
from minigiants.store import StoreError
from scenarios.medical_notes.note import Line, Note, Omission, templates, text, to_json
from scenarios.medical_notes.pages import document
from scenarios.medical_notes.signed import NoteBook, Version, Visit, signing

OWN = """title = "Our note"
[[sections]]
name = "all"
heading = "{heading}"
parts = ["subjective", "medications", "allergies", "exam", "results", "assessment", "plan"]
"""
NOTE = Note(
    template="own",
    lines=(Line(id="a", part="plan", text="Rest.", turns=(1,)),),
    done=templates.PARTS,
)


@pytest.fixture
def book(home: Path) -> Iterator[NoteBook]:
    opened = NoteBook(Settings(home=home).database_url)
    yield opened
    opened.close()


@pytest.fixture
def own(home: Path) -> Iterator[Path]:
    """A template of the site's."""
    file = home / "templates" / "own.toml"
    file.parent.mkdir()
    file.write_text(OWN.format(heading="OURS"), "utf-8")
    yield file
    templates.read.cache_clear()


def drafted(book: NoteBook, note: Note = NOTE, template: str = "own") -> tuple[Visit, Version]:
    visit = book.add_visit("Doctor: Rest.", patient={"name": "Ola"}, template=template, creator="ray")
    return visit, book.save(visit.id, to_json(note), author="ray", based_on=None)


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (replace(NOTE, lines=(replace(NOTE.lines[0], verdict="unsupported"),)), "still open"),
        (
            replace(NOTE, omissions=(Omission(id="o", part="plan", text="Ice.", turns=(1,), why="Said."),)),
            "still open",
        ),
        (replace(NOTE, done=("plan",)), "not drafted to its end"),
    ],
)
def test_what_is_open_keeps_a_note_from_being_signed_whoever_asks(book: NoteBook, note: Note, why: str) -> None:
    visit, version = drafted(book, note)

    with pytest.raises(StoreError, match=why):
        signing.sign(book, visit, version.id, by="ray")

    assert book.visit(visit.id).state == "draft"


def test_a_line_that_somebody_vouches_for_can_be_signed(book: NoteBook) -> None:
    line = replace(NOTE.lines[0], verdict="unsupported", confirmed="ray")
    visit, version = drafted(book, replace(NOTE, lines=(line,)))

    assert "Rest." in signing.sign(book, visit, version.id, by="ray").text


@pytest.mark.parametrize("change", ["removed", "edited"])
def test_a_signed_note_keeps_its_headings_when_its_template_changes(book: NoteBook, own: Path, change: str) -> None:
    visit, version = drafted(book)
    signing.sign(book, visit, version.id, by="ray")
    if change == "removed":
        own.unlink()
    else:
        own.write_text(OWN.format(heading="THEIRS"), "utf-8")
    templates.read.cache_clear()

    made = document(visit, book.signed(visit.id))

    assert book.intact(visit.id)
    assert [s.heading for s in made.template.sections] == ["OURS"]
    assert made.sections == {"all": "Rest."}


def test_a_note_that_was_signed_without_its_headings_is_given_out_as_it_was_signed(book: NoteBook, own: Path) -> None:
    visit, version = drafted(book)
    words = text(NOTE, templates.load("own"))
    book.sign(visit.id, version.id, words, by="ray")
    before = document(visit, book.signed(visit.id))
    own.unlink()
    after = document(visit, book.signed(visit.id))

    assert book.intact(visit.id)
    assert before.sections == {"all": "Rest."}
    assert after.sections == {"note": words}


def test_a_template_with_two_sections_of_one_name_is_refused(own: Path) -> None:
    parts = '"subjective", "medications", "allergies", "exam", "results", "assessment", "plan"'
    two = OWN.replace(parts, '"plan"') + OWN.replace(parts, parts.removesuffix(', "plan"')).partition("\n")[2]
    own.write_text(two, "utf-8")

    with pytest.raises(templates.TemplateError, match="two sections of one name"):
        templates.load("own")


def test_a_template_that_is_gone_leaves_its_visits_the_usual_form() -> None:
    assert templates.usable("gone") == templates.load(templates.DEFAULT)
    assert templates.from_json(asdict(templates.load("soap"))) == templates.load("soap")
