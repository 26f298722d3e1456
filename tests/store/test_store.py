"""Talks, answers and ratings are kept, found, exported and forgotten."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from minigiants.store import OPEN, Rating, Store, StoreError
from minigiants.store._open import open_engine
from minigiants.types import Answer
from tests.store.conftest import whole_answer

NOW = datetime(2026, 5, 5, tzinfo=UTC)


def keep(store: Store, answer: Answer, question: str = "What is the rent?") -> str:
    """Start a talk with one question and its saved answer."""
    talk = store.start_talk("document_qa", "demo", question)
    store.add_message(talk.id, "user", question)
    store.save_answer(answer, scenario="document_qa", request={"question": question})
    store.add_message(talk.id, "assistant", answer.text, answer_id=answer.id)
    return talk.id


def rating(value: int | None = 1, criterion: str = "overall", edit: str = "", comment: str = "") -> Rating:
    return Rating(answer_id="a1", rater="ann", criterion=criterion, value=value, time=NOW, edit=edit, comment=comment)


def files_of(url: str) -> bytes:
    folder = Path(url.removeprefix("sqlite:///")).parent
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def rows_of(url: str) -> str:
    engine = open_engine(url)
    with engine.connect() as connection:
        tables = inspect(engine).get_table_names()
        rows = [list(connection.execute(text(f'SELECT * FROM "{table}"'))) for table in tables]
    engine.dispose()
    return repr(rows)


def test_an_answer_comes_back_exactly_as_it_was_saved(store: Store) -> None:
    keep(store, whole_answer())

    assert store.answer("a1") == whole_answer()


def test_an_abstention_without_a_generation_is_saved_too(store: Store) -> None:
    silent = Answer(id="a1", text="I cannot find this.", action="abstain", reason="not_found")

    keep(store, silent)

    assert store.answer("a1") == silent


def test_messages_keep_their_order_and_survive_reopening(store: Store, url: str) -> None:
    talk_id = keep(store, whole_answer())
    store.add_message(talk_id, "assistant", "half a sen", stopped=True)
    store.close()

    again = Store(url, through=OPEN)
    messages = again.messages(talk_id)
    again.close()

    assert [m.role for m in messages] == ["user", "assistant", "assistant"]
    assert [m.answer_id for m in messages] == [None, "a1", None]
    assert [m.stopped for m in messages] == [False, False, True]
    assert all(m.time.tzinfo == UTC for m in messages)


def test_the_talk_used_last_comes_first(store: Store) -> None:
    first = store.start_talk("document_qa", "demo", "first")
    second = store.start_talk("document_qa", "demo", "second")
    store.start_talk("medical_notes", "", "another scenario's")
    assert [t.id for t in store.talks("document_qa")] == [second.id, first.id]

    store.add_message(first.id, "user", "hello")

    assert [t.id for t in store.talks("document_qa")] == [first.id, second.id]


def test_a_talk_can_be_renamed(store: Store) -> None:
    talk = store.start_talk("document_qa", "demo", "old")

    store.rename_talk(talk.id, "new")

    assert store.talk(talk.id).title == "new"


@pytest.mark.parametrize(
    ("words", "found"), [("RENT", True), ("ärzte", True), ("100 %", True), ("100 _", False), ("rent%is", False)]
)
def test_search_finds_the_words_and_takes_no_character_for_a_pattern(store: Store, words: str, found: bool) -> None:
    talk_id = keep(store, whole_answer(), question="Do ÄRZTE pay 100 % of the rent?")

    assert [t.id for t in store.search_talks(words)] == ([talk_id] if found else [])


def test_search_stays_within_the_scenario(store: Store) -> None:
    store.start_talk("medical_notes", "", "rent")

    assert store.search_talks("rent", "document_qa") == []


def test_a_deleted_talk_leaves_none_of_its_words_in_any_file(sqlite_store: Store, sqlite_url: str) -> None:
    store = sqlite_store
    talk_id = keep(store, whole_answer(quote="zebra-quote"), question="zebra-question")
    store.rate(rating(edit="zebra-edit", comment="zebra-comment"))
    assert b"zebra" in files_of(sqlite_url)

    store.delete_talk(talk_id)

    assert b"zebra" not in files_of(sqlite_url)
    assert store.messages(talk_id) == []
    with pytest.raises(KeyError, match="a1"):
        store.answer("a1")


def test_a_deleted_talk_leaves_none_of_its_words_in_any_table(store: Store, url: str) -> None:
    talk_id = keep(store, whole_answer(quote="zebra-quote"), question="zebra-question")
    store.rate(rating(edit="zebra-edit", comment="zebra-comment"))
    assert "zebra" in rows_of(url)

    store.delete_talk(talk_id)

    assert "zebra" not in rows_of(url)


def test_the_numbers_of_ratings_outlive_the_deleted_talk(store: Store) -> None:
    talk_id = keep(store, whole_answer())
    store.rate(rating(4, "faithful", edit="better", comment="why"))

    store.delete_talk(talk_id)

    [left] = store.ratings("a1")
    assert (left.value, left.criterion, left.rater, left.edit, left.comment) == (4, "faithful", "ann", "", "")


def test_deleting_one_talk_leaves_the_others_alone(store: Store) -> None:
    gone, kept = keep(store, whole_answer("a1")), keep(store, whole_answer("a2"))

    store.delete_talk(gone)

    assert [m.answer_id for m in store.messages(kept)] == [None, "a2"]
    assert store.answer("a2") == whole_answer("a2")


def test_a_second_thought_is_a_new_rating(store: Store) -> None:
    keep(store, whole_answer())
    store.rate(rating(0))
    store.rate(rating(1, comment="on reflection"))

    assert [r.value for r in store.ratings("a1")] == [0, 1]
    assert store.ratings("a1")[1] == rating(1, comment="on reflection")


@pytest.mark.parametrize(
    "change", ["UPDATE answer SET body = 'x'", "UPDATE rating SET value = 5", "UPDATE rating SET edit = 'forged'"]
)
def test_the_database_itself_refuses_to_rewrite_history(store: Store, change: str) -> None:
    keep(store, whole_answer())
    store.rate(rating(0))

    with store._database.engine.begin() as connection, pytest.raises(DBAPIError, match="never changed"):
        connection.execute(text(change))


def test_markdown_export_shows_questions_answers_and_quotes(store: Store) -> None:
    talk_id = keep(store, whole_answer())

    page = store.export_talk(talk_id)

    assert "## What is the rent?" in page
    assert "The rent is 900 €. [1]" in page
    assert "> [1] Ärzte.pdf, page 3: “Die Miete beträgt 900 €.”" in page
    assert "Monday" not in page


def test_markdown_export_disarms_images_and_tags(store: Store) -> None:
    talk_id = keep(store, whole_answer(quote="![x](http://a.example/x.png) <img src=http://a.example>"))

    page = store.export_talk(talk_id)

    assert "![" not in page
    assert "<img" not in page


def test_json_export_holds_the_whole_answer(store: Store) -> None:
    talk_id = keep(store, whole_answer())

    exported = json.loads(store.export_talk(talk_id, "json"))

    assert exported["talk"]["collection"] == "demo"
    assert exported["messages"][1]["answer"]["generation"]["model_sha256"] == "ab" * 32
    assert exported["messages"][1]["answer"]["trace"]["withheld"][0]["kind"] == "date"


@pytest.mark.parametrize("act", ["talk", "export_talk", "answer"])
def test_what_does_not_exist_is_named(store: Store, act: str) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        getattr(store, act)("nowhere")


def test_a_message_needs_a_talk(store: Store) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        store.add_message("nowhere", "user", "hello")


def test_a_full_disk_is_one_sentence_and_loses_nothing(sqlite_store: Store) -> None:
    store = sqlite_store
    talk = store.start_talk("document_qa", "demo", "t")
    store.add_message(talk.id, "user", "kept")
    with store._database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    with pytest.raises(StoreError, match="disk is full") as failure:
        store.add_message(talk.id, "user", "secret " * 9000)

    assert "secret" not in str(failure.value)
    assert [m.text for m in store.messages(talk.id)] == ["kept"]
