"""Every visit can be found, drafted, corrected and deleted, and every signed note opens."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.scenarios.medical_notes.paging import KNEE, Open, book, drafted, finish, going_on, press


@pytest.mark.slow
def test_a_signed_note_is_shown_at_its_address_however_old_it_is(open_page: Open, home: Path) -> None:
    finish(drafted(open_page()))
    [old] = book(home).visits()
    for number in range(41):
        new = book(home).add_visit("Doctor: Hi.", patient={"name": f"New {number}"}, template="soap", creator="lee")
        version = book(home).save(new.id, {"lines": []}, author="lee", based_on=None)
        book(home).sign(new.id, version.id, "The note.", by="lee")

    page = open_page()
    assert not any("Ola Sample" in b.label for b in page.button)
    page.query_params["visit"] = old.id
    assert "Signed by" in page.run().success[0].value
    page = open_page()
    page = page.text_input(key="find-visit").set_value("ola").run()
    assert "Signed by" in press(page, f"Ola Sample, {old.created:%d %b %H:%M}").success[0].value


def test_an_address_without_a_visit_says_so(open_page: Open) -> None:
    page = open_page()
    page.query_params["visit"] = "nothing"

    assert "does not exist" in page.run().warning[0].value


def test_an_addendum_pasted_from_word_leaves_the_note_open_and_exportable(open_page: Open, home: Path) -> None:
    page = finish(drafted(open_page()))
    [visit] = book(home).visits()
    book(home).add_addendum(visit.id, "Kept\x0bbefore\x01 this.", author="lee")
    page.text_area[0].set_value("Rest.\x0bAnd\x0c ice\x1f.").run()

    page = press(page, "Sign the addendum")

    assert [a.text for a in book(home).signed(visit.id).addenda][1] == "Rest.\nAnd\n ice."
    assert "Signed by" in page.success[0].value


def test_a_visit_whose_template_is_gone_is_drafted_in_the_usual_form(open_page: Open, home: Path) -> None:
    visit = book(home).add_visit(KNEE, patient={"name": "Ola Sample"}, template="gone", creator="ray")

    page = press(open_page(), f"Ola Sample, {visit.created:%d %b %H:%M}")

    assert "usual form" in page.warning[0].value
    assert "Signed by" in finish(page).success[0].value


def delete(page: AppTest) -> AppTest:
    return press(press(page, "Delete this visit"), "Delete")


def test_a_visit_that_could_not_be_drafted_is_not_ended(open_page: Open, home: Path) -> None:
    page = press(open_page(), "Start a live visit")

    page = press(page, "The visit is over: draft the note")

    assert "nothing to write a note from" in page.warning[0].value
    [visit] = book(home).visits()
    assert visit.going_on


def test_a_visit_that_can_not_be_drafted_is_corrected_and_drafted(open_page: Open, home: Path) -> None:
    visit = book(home).add_visit("Доктор: Здравствуйте.", patient={"name": "Ola"}, template="soap", creator="ray")
    page = press(open_page(), f"Ola, {visit.created:%d %b %H:%M}")
    assert "not in English" in page.error[0].value

    page.text_area(key=f"said-{visit.id}").set_value(KNEE).run()
    page = press(page, "Save the correction")

    assert book(home).visit(visit.id).transcript == KNEE.strip()
    assert any(b.label.startswith("Sign as") for b in page.button)


def test_a_visit_that_can_not_be_drafted_is_deleted(open_page: Open, home: Path) -> None:
    visit = book(home).add_visit("...", patient={"name": "Ola"}, template="soap", creator="ray")

    page = delete(press(open_page(), f"Ola, {visit.created:%d %b %H:%M}"))

    assert book(home).visits() == []
    assert any(b.label == "Draft the note" for b in page.button)


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_visit_is_deleted_only_when_asked_twice(open_page: Open, home: Path, goes_on: bool) -> None:
    page = press(going_on(open_page(), KNEE) if goes_on else drafted(open_page()), "Delete this visit")
    assert len(book(home).visits()) == 1

    press(page, "Delete")

    assert book(home).visits() == []
