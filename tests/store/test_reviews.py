"""Reviews are kept as they were given, without a word of the text, and never change."""

from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from minigiants.store import OPEN, Review, ReviewedMark, Store
from minigiants.store._open import migration_config, open_engine
from tests.store.conftest import whole_answer

NOW = datetime(2026, 5, 5, tzinfo=UTC)
SPANS = (
    ReviewedMark(start=0, end=5, type="PERSON", recognizer="tagger", score=0.97, verdict="accepted"),
    ReviewedMark(start=9, end=12, type="DATE", recognizer="dates", score=0.5, verdict="rejected"),
    ReviewedMark(start=20, end=31, type="PHONE_NUMBER", recognizer="reviewer", score=1.0, verdict="added"),
)


def review(text_key: str = "ab" * 32, spans: tuple[ReviewedMark, ...] = SPANS) -> Review:
    return Review(
        text_key=text_key, reviewer="ann", policy="label", finder="en 1", characters=400, spans=spans, time=NOW
    )


def test_a_review_comes_back_as_it_was_saved_after_reopening(store: Store, url: str) -> None:
    store.add_review(review())
    store.close()

    again = Store(url, through=OPEN)
    found = again.reviews()
    again.close()

    assert found == [review()]
    assert [found[0].count(verdict) for verdict in ("accepted", "rejected", "added")] == [1, 1, 1]


def test_a_second_thought_is_a_new_review_of_the_same_text(store: Store) -> None:
    store.add_review(review())
    store.add_review(review("cd" * 32))
    store.add_review(review(spans=()))

    assert [len(found.spans) for found in store.reviews("ab" * 32)] == [3, 0]
    assert len(store.reviews()) == 3
    assert store.reviews("ef" * 32) == []


@pytest.mark.parametrize("change", ["UPDATE review SET accepted = 9", "DELETE FROM review"])
def test_the_database_itself_refuses_to_rewrite_reviews(store: Store, change: str) -> None:
    store.add_review(review())

    with store._database.engine.begin() as connection, pytest.raises(DBAPIError, match="never"):
        connection.execute(text(change))

    assert store.reviews() == [review()]


def test_the_counts_can_be_read_without_this_program(store: Store) -> None:
    store.add_review(review())

    with store._database.engine.connect() as connection:
        [counts] = connection.execute(text("SELECT accepted, rejected, added FROM review"))

    assert tuple(counts) == (1, 1, 1)


def test_a_database_of_the_form_before_is_brought_up_with_all_that_it_holds(url: str) -> None:
    store = Store(url, through=OPEN)
    store.save_answer(whole_answer(), scenario="document_qa", request={})
    store.close()
    engine = open_engine(url)
    command.downgrade(migration_config(engine), "0001")
    engine.dispose()

    again = Store(url, through=OPEN)
    again.add_review(review())

    assert again.answer("a1") == whole_answer()
    assert again.reviews() == [review()]
    again.close()
