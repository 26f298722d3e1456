"""On the page a visit is drafted, worked on, signed and found again; what is open keeps it from being signed."""

import threading
from pathlib import Path

from scenarios.medical_notes.pages import draft as page_draft
from tests.scenarios.medical_notes.paging import KNEE, Open, book, drafted, finish, press


def test_an_empty_transcript_is_refused_in_a_sentence(open_page: Open) -> None:
    page = press(open_page(), "Draft the note")

    assert "nothing to write a note from" in page.error[0].value


def test_a_visit_is_drafted_settled_signed_and_found_again(open_page: Open, home: Path) -> None:
    page = finish(drafted(open_page()))

    [visit] = book(home).visits()
    signed = book(home).signed(visit.id)
    assert visit.state == "signed"
    assert "acetaminophen 500 mg" in signed.text
    assert signed.sha256 in " ".join(c.value for c in page.caption)

    again = press(open_page(), f"Ola Sample, {visit.created:%d %b %H:%M}")
    assert "Signed by" in again.success[0].value


def test_a_visit_that_goes_on_is_extended_then_drafted(open_page: Open, home: Path) -> None:
    said = KNEE.splitlines()
    page = press(open_page(), "Start a live visit")
    for part in ("\n".join(said[:8]), "\n".join(said[8:])):
        page.text_area[0].set_value(part).run()
        page = press(page, "Add to the visit")
    [visit] = book(home).visits()
    assert (visit.transcript, visit.state) == (KNEE.strip(), "waiting")

    page = press(page, "The visit is over: draft the note")
    assert book(home).visit(visit.id).state == "draft"
    assert any(b.label.startswith("Sign as") for b in page.button)


def test_a_page_follows_the_draft_that_another_page_writes(open_page: Open, home: Path) -> None:
    page = press(open_page(), "Start a live visit")
    page.text_area[0].set_value(KNEE).run()
    page = press(page, "Add to the visit")
    [visit] = book(home).visits()
    page_draft._DRAFTED.add(visit.id)
    ended = threading.Timer(1.5, lambda: page_draft._DRAFTED.discard(visit.id))
    ended.start()

    page = press(page, "The visit is over: draft the note")

    ended.join()
    assert book(home).visit(visit.id).state == "draft"
    assert not page.error
    assert any(b.label.startswith("Sign as") for b in page.button)
    assert not page_draft._DRAFTED


def test_an_open_line_keeps_the_note_from_being_signed(open_page: Open, home: Path) -> None:
    page = drafted(open_page())
    page.text_area[0].set_value("The patient is allergic to latex.").run()
    page = press(page, "Add the line")

    assert any("Not supported by what was said" in m.value for m in page.markdown)
    [read] = [c for c in page.checkbox if c.label.startswith("I have read")]
    page = read.check().run()
    [sign] = [b for b in page.button if b.label.startswith("Sign as")]
    assert sign.disabled

    page = finish(press(page, "I vouch for it"))
    assert "allergic to latex" in book(home).signed(book(home).visits()[0].id).text


def test_an_addendum_is_added_to_a_signed_note(open_page: Open, home: Path) -> None:
    page = finish(drafted(open_page()))
    page.text_area[0].set_value("Also rest.").run()
    page = press(page, "Sign the addendum")

    [added, plain] = [t.value for t in page.text if "Also rest." in t.value]
    assert (added, "Added later\n- Also rest." in plain) == ("Also rest.", True)
    assert "Plain words for the patient" in [str(getattr(b, "label", "")) for b in page.get("download_button")]
    assert book(home).intact(book(home).visits()[0].id)


def test_an_open_visit_says_whose_it_is(open_page: Open) -> None:
    page = open_page()
    page.text_input(key="patient-record").set_value("77")

    page = drafted(page)

    assert any("**Ola Sample**, record 77, visit of" in told.value for told in page.main.markdown)
