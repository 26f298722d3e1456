"""What a clinician types is kept, whoever else works on the same visit meanwhile."""

from pathlib import Path

import pytest

from tests.scenarios.medical_notes.paging import KNEE, Open, book, drafted, finish, going_on, newest, press


@pytest.mark.parametrize("button", ["Add to the visit", "The visit is over: draft the note"])
def test_what_is_typed_is_kept_when_somebody_else_adds_to_the_visit_meanwhile(
    open_page: Open, home: Path, button: str
) -> None:
    said = KNEE.splitlines()
    page = going_on(open_page(), "\n".join(said[:-2]))
    [visit] = book(home).visits()
    page.text_area[0].set_value(said[-1]).run()
    book(home).extend(visit.id, said[-2])

    page = press(page, button)

    assert book(home).visit(visit.id).transcript == KNEE.strip()
    assert not [t for t in page.text_area if t.value == said[-1]]


def test_what_is_typed_stays_in_sight_when_somebody_else_ended_the_visit(open_page: Open, home: Path) -> None:
    page = going_on(open_page(), KNEE)
    [visit] = book(home).visits()
    page.text_area[0].set_value("Doctor: One more thing.").run()
    book(home).extend(visit.id, "", ended=True)

    page = press(page, "Add to the visit")

    assert any("visit is over" in w.value for w in page.warning)
    assert any("Doctor: One more thing." in c.value for c in page.code)
    page = press(page, "Dismiss")
    assert not page.warning


def sign_elsewhere(home: Path) -> str:
    [visit] = book(home).visits()
    version = book(home).latest(visit.id)
    assert version is not None
    book(home).sign(visit.id, version.id, "The note.", by="lee")
    return visit.id


def test_a_line_stays_in_sight_when_the_note_was_signed_meanwhile(open_page: Open, home: Path) -> None:
    page = drafted(open_page())
    page.text_area[0].set_value("Rest for two weeks.").run()
    sign_elsewhere(home)

    page = press(page, "Add the line")

    assert any("this note is signed" in w.value.lower() for w in page.warning)
    assert any("Rest for two weeks." in c.value for c in page.code)


def test_a_message_about_one_visit_is_not_shown_with_another(open_page: Open, home: Path) -> None:
    page = drafted(open_page())
    page.text_area[0].set_value("Rest for two weeks.").run()
    sign_elsewhere(home)
    page = drafted(press(press(page, "Add the line"), "New visit"))

    assert not page.warning


def test_a_line_goes_into_the_note_that_somebody_else_saved_meanwhile(open_page: Open, home: Path) -> None:
    page = drafted(open_page())
    page.text_area[0].set_value("Rest for two weeks.").run()
    theirs = changed_elsewhere(home, "Lee wrote this.")

    page = press(page, "Add the line")

    assert page.text_area[0].value == ""
    assert {"Rest for two weeks.", theirs} <= {x["text"] for x in newest(home)["lines"]}


def changed_elsewhere(home: Path, words: str) -> str:
    """Give the first line other words in another window."""
    [visit] = book(home).visits()
    version = book(home).latest(visit.id)
    assert version is not None
    first, *others = version.body["lines"]
    book(home).save(
        visit.id, {**version.body, "lines": [first | {"text": words}, *others]}, author="lee", based_on=version.id
    )
    return words


def test_nobody_vouches_for_words_that_they_did_not_see(open_page: Open, home: Path) -> None:
    page = drafted(open_page())
    page.text_area[0].set_value("The patient is allergic to latex.").run()
    page = press(page, "Add the line")
    [visit] = book(home).visits()
    version = book(home).latest(visit.id)
    assert version is not None
    *others, last = version.body["lines"]
    changed = last | {"text": "The patient is allergic to nickel."}
    book(home).save(visit.id, {**version.body, "lines": [*others, changed]}, author="lee", based_on=version.id)

    page = press(page, "I vouch for it")

    assert any("changed meanwhile" in w.value for w in page.warning)
    assert newest(home)["lines"][-1] == changed


def test_two_clicks_before_the_page_is_drawn_anew_both_count(open_page: Open, home: Path) -> None:
    page = drafted(open_page())
    page.text_area[0].set_value("The patient is allergic to latex.").run()
    page = press(page, "Add the line")
    [vouch] = [b for b in page.button if b.label == "I vouch for it"]
    leave = [b for b in page.button if b.label == "Leave it out"]
    assert len(leave) > 1

    for button in (vouch, *leave[:2]):
        button.click()
    page.run()

    [line] = [x for x in newest(home)["lines"] if x["text"] == "The patient is allergic to latex."]
    assert line["confirmed"] == "local"
    assert sum(bool(o["settled"]) for o in newest(home)["omissions"]) == 2
    assert not page.warning


def test_an_earlier_version_is_read_and_taken_up_again(open_page: Open, home: Path) -> None:
    page = drafted(open_page())
    was = newest(home)["lines"]
    page = press(page, "Add it") if any(b.label == "Add it" for b in page.button) else press(page, "Remove it")
    assert newest(home)["lines"] != was

    [versions] = [s for s in page.selectbox if s.label == "Version"]
    page = versions.select_index(0).run()
    assert any("SUBJECTIVE" in t.value or "acetaminophen" in t.value for t in page.text)
    page = press(page, "Restore this version")

    assert newest(home)["lines"] == was


def test_an_addendum_is_kept_in_the_form_while_somebody_else_adds_one(open_page: Open, home: Path) -> None:
    page = finish(drafted(open_page()))
    page.text_area[0].set_value("Also rest.").run()
    [visit] = book(home).visits()
    book(home).add_addendum(visit.id, "And ice.", author="lee")

    press(page, "Sign the addendum")

    assert [a.text for a in book(home).signed(visit.id).addenda] == ["And ice.", "Also rest."]
