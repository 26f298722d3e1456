"""Omissions are looked for again with every change, and what is put in is checked and has its place."""

from dataclasses import replace
from functools import partial

import pytest

from minigiants.ui import Change
from scenarios.medical_notes.checks import Dialogue, dialogue_of, omissions
from scenarios.medical_notes.note import Line, Note, Omission, from_json, to_json
from scenarios.medical_notes.pages import editing
from scenarios.medical_notes.pipeline import recheck, sketch
from scenarios.medical_notes.talk import turns
from tests.scenarios.medical_notes.fakes import Writer, services

DIALOGUE = """Doctor: Any allergies?
Patient: I'm allergic to penicillin.
Doctor: What do you take?
Patient: I take lisinopril 10 mg every day.
Doctor: Have you had any fever or chills?
Patient: No.
"""
VISIT = dialogue_of(turns(DIALOGUE), {})


def look(note: Note, visit: Dialogue = VISIT) -> Note:
    return editing.looked_over(note, omissions(note.lines, visit))


@pytest.fixture
def note() -> Note:
    return look(sketch({"dialogue": DIALOGUE}, services(Writer())).note)


def check(line: Line) -> Line:
    return recheck(line, VISIT, services(Writer()))


def the(note: Note, word: str) -> Line:
    return next(line for line in note.lines if word in line.text)


def missing(note: Note) -> list[str]:
    return [o.why for o in note.open if isinstance(o, Omission)]


def test_a_removed_allergy_is_an_omission_that_blocks_signing_until_it_is_back(note: Note) -> None:
    gone = editing.removed(note, the(note, "penicillin").id, look)
    [omission] = gone.omissions

    back = editing.added(gone, omission, check, look)

    assert (missing(note), missing(gone), missing(back)) == (
        [],
        ["Not in the note: allergy to penicillin."],
        [],
    )
    assert (the(back, "penicillin").part, the(back, "penicillin").verdict) == ("allergies", "supported")


def test_a_line_that_is_edited_to_say_less_leaves_an_omission(note: Note) -> None:
    less = editing.edited(note, the(note, "lisinopril").id, "The patient takes a tablet every day.", check, look)
    emptied = editing.edited(note, the(note, "lisinopril").id, " ", check, look)

    assert "lisinopril 10 mg" in missing(less)[0]
    assert "lisinopril 10 mg" in missing(emptied)[0]


def test_a_drug_taken_is_put_under_medications(note: Note) -> None:
    gone = editing.removed(note, the(note, "lisinopril").id, look)

    back = editing.added(gone, gone.omissions[0], check, look)

    assert the(back, "lisinopril").part == "medications"


def test_what_was_left_out_on_purpose_stays_settled_through_later_changes(note: Note) -> None:
    gone = editing.removed(note, the(note, "penicillin").id, look)
    settled = editing.settled(gone, gone.omissions[0].id, "ray")

    later = from_json(to_json(editing.written(settled, "plan", "Rest.", check, look)))

    assert [o.settled for o in later.omissions] == ["ray"]
    assert missing(editing.removed(later, the(later, "fever").id, look)) == [
        "Not in the note: denied: chills, denied: fever."
    ]


def test_more_that_is_lost_of_the_same_words_is_open_again() -> None:
    visit = dialogue_of(turns("Doctor: Well?\nPatient: I have a cough and a fever."), {})
    again = partial(look, visit=visit)
    cough = Line(id="a", part="subjective", text="The patient has a cough.", turns=(2,))
    note = again(Note(template="soap", lines=(cough,)))
    settled = editing.settled(note, note.omissions[0].id, "ray")

    assert missing(settled) == []
    assert "cough" in missing(editing.removed(settled, "a", again))[0]


def test_what_is_put_in_is_checked_like_any_other_line(note: Note) -> None:
    wrong = Omission(id="o", part="plan", text="The patient is allergic to latex.", turns=(2,), why="Said.")

    assert the(editing.added(note, wrong, check, look), "latex").verdict == "unsupported"
    assert the(editing.written(note, "plan", "Start aspirin.", check, look), "aspirin").verdict == "unsupported"


def test_the_same_words_that_were_put_in_are_missing_no_more() -> None:
    omission = Omission(id="o", part="plan", text="Rest it.", turns=(1,), why="Not in the note: a plan.")
    note = Note(template="soap", lines=(Line(id="o", part="plan", text="Rest it.", turns=(1,)),))

    assert editing.looked_over(note, [omission]).omissions == ()


def test_an_added_line_that_is_changed_can_be_missing_again_without_sharing_its_id(note: Note) -> None:
    gone = editing.removed(note, the(note, "penicillin").id, look)
    back = editing.added(gone, gone.omissions[0], check, look)

    changed = editing.edited(back, the(back, "penicillin").id, "The patient flew to the moon.", check, look)

    ids = [*(x.id for x in changed.lines), *(x.id for x in changed.omissions)]
    assert len(set(ids)) == len(ids)
    assert missing(changed)


def test_a_second_click_on_the_same_change_does_nothing(note: Note) -> None:
    line = the(note, "lisinopril")
    edit = Change(act="edit", id=line.id, seen=line.text, text="He takes lisinopril 10 mg.")
    remove = Change(act="remove", id=line.id, seen=edit.text)

    once = editing.changed(note, edit, "lee", check, look)
    twice = editing.changed(once, edit, "lee", check, look)
    gone = editing.changed(twice, remove, "lee", check, look)

    assert the(once, "lisinopril").text == edit.text
    assert twice == once
    assert editing.changed(gone, remove, "lee", check, look) == gone
    [omission] = [o for o in gone.omissions if not o.settled]
    left = editing.resolved(gone, omission, "lee", check, look, add=False)
    assert editing.resolved(left, omission, "lee", check, look, add=True) == left


def test_what_the_reader_did_not_see_is_neither_vouched_for_nor_left_out(note: Note) -> None:
    line = the(note, "lisinopril")
    gone = editing.removed(note, line.id, look)
    [seen] = gone.omissions
    more = replace(gone, omissions=(replace(seen, missing=(*seen.missing, "aspirin 75 mg"), why="Aspirin, too."),))

    with pytest.raises(editing.OutdatedError, match="changed meanwhile"):
        editing.changed(note, Change(act="confirm", id=line.id, seen="Other words."), "lee", check, look)
    with pytest.raises(editing.OutdatedError, match="more of this"):
        editing.resolved(more, seen, "lee", check, look, add=False)
