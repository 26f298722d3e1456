"""An edited question and an answer that was given again stand in their place; what stood there before is not lost."""

from datetime import UTC, datetime

from minigiants.store import Message, Store, standing
from tests.store.conftest import whole_answer

NOW = datetime(2026, 5, 5, tzinfo=UTC)


def message(number: int, role: str, *, replaces: int | None = None, stopped: bool = False) -> Message:
    text = f"{role} {number}"
    return Message(role=role, text=text, time=NOW, stopped=stopped, id=number, replaces=replaces)  # type: ignore[arg-type]


TALK = [message(1, "user"), message(2, "assistant"), message(3, "user"), message(4, "assistant")]


def numbers(*more: Message) -> list[tuple[int, list[int]]]:
    return [(one.message.id, [old.id for old in one.earlier]) for one in standing([*TALK, *more])]


def test_a_talk_in_which_nothing_was_replaced_reads_as_it_was_said() -> None:
    assert numbers() == [(1, []), (2, []), (3, []), (4, [])]


def test_an_edited_question_takes_the_place_of_all_that_followed_it() -> None:
    assert numbers(message(5, "user", replaces=1), message(6, "assistant")) == [(5, [1, 2, 3, 4]), (6, [])]


def test_an_answer_given_again_takes_the_place_of_that_answer_alone() -> None:
    assert numbers(message(5, "assistant", replaces=2)) == [(1, []), (5, [2]), (3, []), (4, [])]


def test_what_was_replaced_twice_is_there_twice() -> None:
    again = [message(5, "assistant", replaces=4), message(6, "assistant", replaces=5)]

    assert numbers(*again)[-1] == (6, [4, 5])
    assert numbers(*again, message(7, "user", replaces=3))[-1] == (7, [3, 4, 5, 6])


def test_a_stopped_draft_does_not_take_the_place_of_a_whole_answer_but_of_another_draft() -> None:
    stopped = message(5, "assistant", replaces=4, stopped=True)

    assert numbers(stopped)[-1] == (4, [5])
    assert (
        standing([message(1, "assistant", stopped=True), message(2, "assistant", replaces=1, stopped=True)])[
            0
        ].message.id
        == 2
    )


def test_what_stands_for_a_message_that_is_not_there_is_said_at_the_end() -> None:
    assert numbers(message(5, "assistant", replaces=99))[-1] == (5, [])


def test_the_store_keeps_what_a_message_stands_for_and_an_export_tells_versions_apart(store: Store) -> None:
    talk = store.start_talk("document_qa", "demo", "t")
    first = store.add_message(talk.id, "user", "What is teh rent?")
    store.save_answer(whole_answer(), scenario="document_qa", request={})
    store.add_message(talk.id, "assistant", "The rent is 900 €.", answer_id="a1")
    store.add_message(talk.id, "user", "What is the rent?", replaces=first.id)

    [one] = standing(store.messages(talk.id))
    page = store.export_talk(talk.id)

    assert (one.message.text, one.earlier[0].text) == ("What is the rent?", "What is teh rent?")
    assert page.index("## What is the rent?") < page.index("Before that, this stood here") < page.index("teh rent")
    assert "The rent is 900 €. [1]" in page
