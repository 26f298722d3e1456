"""The privacy page shows, takes decisions, gives out and remembers, over a real store and the real scrubber."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from minigiants.settings import Settings
from minigiants.ui.review.desk import ReviewDesk
from tests.ui.finding import ToyFinder

SCRIPT = """
from pathlib import Path
from minigiants.ui.review.page import review_page
from tests.ui.review.test_page import shared

review_page(shared(Path({home!r})))
"""
NOTE = "Ann Lee was seen on 3 March 2024. Ann Lee's son Bo called 617-555-0142. April is fine."


@cache
def shared(home: Path) -> ReviewDesk:
    """Return the one desk of that home folder."""
    return ReviewDesk(Settings(home=home), ToyFinder())


OWN = """
from minigiants.settings import Settings
from minigiants.ui.review.page import review_page
from minigiants.ui.review.desk import ReviewDesk
from tests.ui.finding import ToyFinder

review_page(ReviewDesk(Settings(home={home!r}, privacy={policy!r}), ToyFinder()))
"""


@pytest.mark.parametrize(("text", "said"), [('deny = ["fine"]', ""), ('deny = "fine"', "no list under 'deny'")])
def test_the_sites_own_policy_is_offered_first_and_a_mistake_in_it_is_said(home: Path, text: str, said: str) -> None:
    (file := home / "ward.toml").write_text(text, "utf-8")

    page = AppTest.from_string(OWN.format(home=str(home), policy=str(file)), default_timeout=30).run()

    assert page.selectbox[0].options[0] == "Your own policy, ward"
    assert [said in error.value for error in page.error] == ([True] if said else [])


@pytest.fixture
def page(home: Path) -> AppTest:
    return AppTest.from_string(SCRIPT.format(home=str(home)), default_timeout=30).run()


def paste(page: AppTest, text: str = NOTE) -> AppTest:
    page.text_area[0].set_value(text)
    return press(page, "Check for personal data")


def press(page: AppTest, label: str) -> AppTest:
    [found] = [b for b in page.button if b.label == label]
    page = found.click().run()
    assert not page.exception
    return page


def mark(page: AppTest, words: str, type_: str = "PERSON") -> AppTest:
    page.text_input[0].set_value(words)
    page.selectbox[1].set_value(type_)
    return press(page, "Mark it")


def untick(page: AppTest, words: str) -> AppTest:
    [found] = [b for b in page.checkbox if words in b.label]
    page = found.set_value(not found.value).run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    kinds = ("text", "caption", "markdown", "error", "warning", "info", "success")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(page, kind))


def parts(page: AppTest, number: int) -> list[dict[str, Any]]:
    """Return what the page shows of the text: 0 as written, 1 as given out."""
    found = [e for e in page.main if getattr(e.proto, "component_name", "") == "minigiants_review"]
    shown: list[dict[str, Any]] = json.loads(found[number].proto.json)["parts"]
    return shown


def given_out(page: AppTest) -> str:
    return "".join(part["text"] for part in parts(page, 1))


def test_what_is_known_beforehand_is_found(page: AppTest) -> None:
    page.text_area[1].set_value("Quackenbush\n48812\n1950-04-30")
    paste(page, "Quackenbush, 48812, denies fever.")

    assert "Quackenbush" not in given_out(page)
    assert "48812" not in given_out(page)


def test_a_pasted_text_is_shown_with_what_was_found_and_without_it(page: AppTest) -> None:
    paste(page)

    assert "".join(part["text"] for part in parts(page, 0)) == NOTE
    marks = [(part["text"], part["kind"]) for part in parts(page, 0) if "kind" in part]
    assert marks[0] == ("Ann Lee", "person")
    assert parts(page, 0)[0]["label"] == "Ann Lee: person, found by “toy”, 90 % sure; will be removed"
    assert given_out(page).startswith("<PERSON_1> was seen on <DATE_1>. <PERSON_1>'s son Bo called <PHONE_NUMBER_1>.")
    assert "5 marks: person 3, date 1, phone number 1" in texts(page)


def test_nothing_to_look_through_is_said(page: AppTest) -> None:
    press(page, "Check for personal data")

    assert "There is no text yet" in texts(page)


def test_a_rejected_mark_stays_in_the_text_and_can_be_taken_back(page: AppTest) -> None:
    paste(page)

    untick(page, "April")
    assert given_out(page).endswith("April is fine.")
    assert [p["kind"] for p in parts(page, 0) if p["text"] == "April"] == ["person, kept"]

    untick(page, "April")
    assert "April" not in given_out(page)


def test_what_was_missed_is_marked_everywhere_with_the_keyboard(page: AppTest) -> None:
    paste(page, NOTE + " bo waved. Bobby did not.")

    mark(page, "Bo")

    assert "Bo called" not in given_out(page)
    assert given_out(page).count("<PERSON_2>") + given_out(page).count("<PERSON_3>") >= 2
    assert given_out(page).endswith("Bobby did not.")
    untick(page, "“Bo”")
    assert "son Bo called" in given_out(page)


def test_words_that_do_not_stand_in_the_text_are_said(page: AppTest) -> None:
    mark(paste(page), "Zoe")

    assert "These exact words are not in the text" in texts(page)


def test_a_review_is_kept_without_a_word_of_the_text(page: AppTest, home: Path) -> None:
    untick(mark(paste(page), "Bo"), "April")

    press(page, "Save this review")

    [kept] = shared(home).store.reviews()
    assert [kept.count(v) for v in ("accepted", "rejected", "added")] == [4, 1, 1]
    assert (kept.policy, kept.reviewer, kept.characters) == ("hipaa", "local", len(NOTE))
    assert kept.text_key == shared(home).text_key(NOTE)
    for file in home.glob("*.db*"):
        assert [word for word in (b"Ann", b"Lee", b"April", b"0142") if word in file.read_bytes()] == []
    assert "Found: 4 of 5 places that identify a person, 80.0 %" in texts(page)
    assert "Marked unnecessarily: 1 of 5 marks, 20.0 %" in texts(page)
    assert "more reviewed notes like these would halve the range" in texts(page)
    assert "All done: 1 text reviewed and saved." in texts(page)


def test_done_twice_is_one_review_and_a_second_thought_another(page: AppTest, home: Path) -> None:
    paste(page)
    press(page, "Save this review")
    press(page, "Saved")
    assert len(shared(home).store.reviews()) == 1

    press(untick(page, "April"), "Save this review")

    assert [r.count("rejected") for r in shared(home).store.reviews()] == [0, 1]
    assert "Found: 4 of 4 places" in texts(page), "the last word on a text counts"


def test_the_same_text_another_day_shows_what_was_decided(page: AppTest, home: Path) -> None:
    press(untick(mark(paste(page), "Bo"), "April"), "Save this review")

    later = AppTest.from_string(SCRIPT.format(home=str(home)), default_timeout=30).run()
    paste(later)

    assert "This text was reviewed on" in texts(later)
    assert given_out(later).endswith("April is fine.")
    assert "Bo called" not in given_out(later)


def test_the_policy_decides_what_stands_in_place_of_a_mark(page: AppTest) -> None:
    paste(page)

    page.selectbox[0].set_value("redact").run()

    assert not page.exception
    assert given_out(page).startswith("[removed] was seen on [removed].")


def test_several_files_are_a_queue_with_one_saved_after_the_other(page: AppTest, home: Path) -> None:
    files = [("a.txt", NOTE.encode(), ""), ("b.md", b"unsearchable Ann", ""), ("c.txt", b"Ann Lee again.", "")]
    page.file_uploader[0].set_value([*files, ("d.bin", b"\0\1", "")])
    press(page, "Check for personal data")
    assert "**d\\.bin** can't be checked" in texts(page)

    press(page, "Save this review")
    assert "withheld" in texts(page)
    assert "unsearchable" not in "".join(str(e.proto) for e in page.main)
    assert not any(b.label.startswith("Save this review") for b in page.button)

    press(page, "Next")
    assert given_out(page) == "<PERSON_1> again."
    press(page, "Save this review")

    assert "All done: 2 texts reviewed and saved. 1 text withheld." in texts(page)
    assert len(shared(home).store.reviews()) == 2
    press(page, "Clear all texts")
    assert page.text_area[0].label == "Text to check"


def test_a_text_is_never_read_as_markup(page: AppTest) -> None:
    hostile = "<img src=x onerror=alert(1)> ![x](http://a.example/x) $x$ Ann Lee"

    mark(paste(page, hostile), "<img src=x onerror=alert(1)>")

    assert [part["text"] for part in parts(page, 0) if "kind" in part] == ["<img src=x onerror=alert(1)>", "Ann Lee"]
    assert given_out(page).count("![x](http://a.example/x) $x$") == 1
    shown = [m.value for m in page.markdown] + [c.label for c in page.checkbox] + [c.value for c in page.caption]
    assert [text for text in shown if re.search(r"(?<!\\)(<img|!\[|\]\()", text)] == []


def test_a_failing_store_is_one_sentence_and_loses_no_decision(page: AppTest, home: Path) -> None:
    untick(paste(page), "April")
    with shared(home).store._database.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no_room BEFORE INSERT ON review BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )

    press(page, "Save this review")

    assert "The disk is full, nothing was saved" in texts(page)
    assert "All done" not in texts(page)
    assert given_out(page).endswith("April is fine.")
