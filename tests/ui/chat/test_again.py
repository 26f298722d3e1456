"""A question that goes on from the talk says how it was understood, and one click takes that back."""

from pathlib import Path

import pytest

from minigiants.store import Message
from minigiants.types import Answer, Trace
from minigiants.ui.chat.again import NextQuestion
from tests.ui import fakes
from tests.ui.chat.test_page import ask, button, texts
from tests.ui.conftest import Open

pytestmark = pytest.mark.usefixtures("warm_reader")


def said(role: str, text: str, *, stopped: bool = False) -> Message:
    from datetime import UTC, datetime

    return Message(role=role, text=text, time=datetime.now(UTC), stopped=stopped)  # type: ignore[arg-type]


TALK = [said("user", "Who pays?"), said("assistant", "The tenant."), said("assistant", "Half", stopped=True)]


def test_what_was_said_before_goes_along_but_no_draft_that_was_stopped() -> None:
    request = NextQuestion(question="and why?").request("c", [*TALK, said("user", "and why?")])

    assert request["talk"] == [
        {"role": "user", "content": "Who pays?"},
        {"role": "assistant", "content": "The tenant."},
    ]


def test_a_question_asked_as_typed_has_no_talk_and_one_asked_again_only_what_stood_before_it() -> None:
    later = [*TALK, said("user", "and why?"), said("assistant", "So."), said("user", "Thanks.")]

    assert "talk" not in NextQuestion(question="and why?", as_typed=True).request("c", later)
    assert len(NextQuestion(question="and why?", again=True).request("c", later)["talk"]) == 2


def test_what_is_kept_can_be_asked_again_without_the_talk() -> None:
    trace = Trace(question="Why does the tenant pay?", asked="and why?")
    answer = Answer(id="a", text="So.", action="answer", trace=trace)

    kept = NextQuestion(question="and why?", documents=("lease.pdf",)).kept("c", answer)

    assert kept == {"question": "Why does the tenant pay?", "collection": "c", "documents": ["lease.pdf"]}


def test_the_page_says_how_it_understood_a_question_and_takes_it_back(filled: Open, home: Path) -> None:
    page = ask(ask(filled(), "When are quiet hours?"), "and on Sunday?")

    assert not page.exception
    assert "Understood as:" in texts(page)
    assert "When do quiet hours end on Sunday?" in texts(page)

    page = button(page, "Ask it as I typed it")

    assert not page.exception
    store = fakes.engine(home).store
    [talk] = store.talks("fake")
    messages = store.messages(talk.id)
    assert [m.role for m in messages] == ["user", "assistant", "user", "assistant", "assistant"]
    last = store.answer(str(messages[-1].answer_id)).trace
    assert last is not None
    assert (last.question, last.asked) == ("and on Sunday?", "")


def test_only_the_chosen_documents_go_along(filled: Open, home: Path) -> None:
    from minigiants.ingestion import ingest

    list(ingest(fakes.library(home / "index"), [("other.md", b"Bins are emptied on Monday.")], collection="House"))
    page = filled()

    page.multiselect(key="only-House").set_value(["other.md"]).run()
    page = ask(page, "When are bins emptied?")

    assert not page.exception
    store = fakes.engine(home).store
    [talk] = store.talks("fake")
    answer_id = store.messages(talk.id)[1].answer_id
    assert answer_id
    with store.read() as session:
        from minigiants.store.tables import AnswerRow

        row = session.get(AnswerRow, answer_id)
        assert row is not None
        assert '"documents": ["other.md"]' in row.request


def test_first_questions_are_made_from_the_documents(filled: Open, home: Path) -> None:
    page = filled()

    page = button(page, "Summarise rules.md")

    assert not page.exception
    [talk] = fakes.engine(home).store.talks("fake")
    assert fakes.engine(home).store.messages(talk.id)[0].text == "Summarise rules.md"


def test_the_collection_of_the_last_talk_opens_again(filled: Open, home: Path) -> None:
    from minigiants.ingestion import ingest

    list(ingest(fakes.library(home / "index"), [("a.md", b"Bins are emptied on Monday.")], collection="Attic"))
    page = filled()
    page.selectbox(key="collection").set_value("House").run()
    ask(page, "When are quiet hours?")

    assert filled().selectbox(key="collection").value == "House"
