"""A question is edited, an answer is given again, and what stood there before stays to be read."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from minigiants.store import StandingMessage, standing
from tests.ui import fakes
from tests.ui.chat.test_page import ask, button, texts
from tests.ui.conftest import Open

pytestmark = pytest.mark.usefixtures("warm_reader")


def turns(home: Path) -> list[StandingMessage]:
    store = fakes.engine(home).store
    [talk] = store.talks("fake")
    return standing(store.messages(talk.id))


def edit(page: AppTest, number: int, words: str) -> AppTest:
    page.button(key=f"edit-{number}").click().run()
    page.text_area(key=f"edited-{number}").set_value(words)
    return button(page, "Ask")


def test_an_edited_question_is_answered_in_the_place_of_the_old_one(filled: Open, home: Path) -> None:
    page = ask(ask(filled(), "When are quite hours?"), "unknown: who is the mayor?")
    first = turns(home)[0].message

    page = edit(page, first.id, "When are quiet hours?")

    assert not page.exception
    now = turns(home)
    assert [turn.message.role for turn in now] == ["user", "assistant"]
    assert now[0].message.text == "When are quiet hours?"
    assert len(now[0].earlier) == 4
    assert "mayor" not in texts(page)
    assert any(box.label == "Earlier question and 3 more messages" for box in page.expander)


def test_an_edit_that_is_cancelled_changes_nothing(filled: Open, home: Path) -> None:
    page = ask(filled(), "When are quiet hours?")
    first = turns(home)[0].message

    page.button(key=f"edit-{first.id}").click().run()
    page = button(page, "Cancel")

    assert not page.exception
    assert len(turns(home)) == 2
    assert any(b.key == f"edit-{first.id}" for b in page.button)


def test_an_edited_question_is_read_in_the_light_of_what_stood_before_it_alone(filled: Open, home: Path) -> None:
    page = ask(ask(filled(), "When are quiet hours?"), "and on Sunday?")

    page = edit(page, turns(home)[0].message.id, "and on Monday?")

    assert not page.exception
    answer = fakes.engine(home).store.answer(str(turns(home)[1].message.answer_id))
    assert answer.trace is not None
    assert answer.trace.asked == ""


def test_an_answer_that_comes_out_the_same_is_not_kept_twice_and_the_page_says_so(filled: Open, home: Path) -> None:
    page = ask(filled(), "When are quiet hours?")

    page = button(page, "Answer again")

    assert not page.exception
    assert len(fakes.engine(home).store.answers("fake")) == 1
    assert "it comes out the same" in texts(page)


def test_an_answer_given_again_after_a_document_came_in_stands_in_its_place(filled: Open, home: Path) -> None:
    from minigiants.ingestion import ingest

    page = ask(ask(filled(), "When are quiet hours?"), "unknown: who is the mayor?")
    list(ingest(fakes.library(home / "index"), [("new.md", b"Quiet hours are all day.")], collection="House"))

    again = turns(home)[1].message
    page.button(key=f"another-{again.id}").click().run()

    assert not page.exception
    now = turns(home)
    assert [turn.message.role for turn in now] == ["user", "assistant", "user", "assistant"]
    assert [old.id for old in now[1].earlier] == [again.id]
    assert now[1].message.answer_id != again.answer_id


def test_of_a_long_talk_the_last_messages_are_shown_and_the_others_on_request(filled: Open, home: Path) -> None:
    store = fakes.engine(home).store
    talk = store.start_talk("fake", "House", "Long")
    for number in range(30):
        store.add_message(talk.id, "user", f"question {number}?")
        store.add_message(talk.id, "assistant", f"reply {number}.")
    page = filled()
    page.button(key=f"talk-{talk.id}").click().run()

    assert "question 9?" not in texts(page)
    assert "question 29?" in texts(page)
    page = button(page, "Show 20 earlier messages")

    assert not page.exception
    assert "question 0?" in texts(page)


def test_no_button_asks_anything_where_nothing_can_be_asked(filled: Open, home: Path) -> None:
    ask(filled(), "When are quiet hours?")
    [talk] = fakes.engine(home).store.talks("fake")
    fakes.library(home / "index").delete("House")

    page = filled()
    page.button(key=f"talk-{talk.id}").click().run()

    assert not page.exception
    assert not {"Edit", "Answer again"} & {b.label for b in page.button}
