"""A store in either kind of database, with answers that were rated and corrected."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from minigiants.store import OPEN, Mark, Rating, Store
from tests.store.conftest import whole_answer

NOW = datetime(2026, 1, 2, tzinfo=UTC)
ANSWER = "The rent is 900 €."


def rated(number: int, answer_id: str, **said: Any) -> Rating:
    about: dict[str, Any] = {"rater": "Ann Lee", "criterion": "overall", "value": None} | said
    return Rating(answer_id=answer_id, time=NOW + timedelta(minutes=number), **about)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url, through=OPEN)
    for answer_id in ("a1", "a2", "a3"):
        opened.save_answer(whole_answer(answer_id), scenario="document_qa", request={"question": "What is the rent?"})
    for rating in (
        rated(1, "a1", value=0, reason="wrong"),
        rated(2, "a1", criterion="correct", value=2),
        rated(3, "a1", edit="The rent is 950 €.", comment="=see page 4"),
        rated(4, "a1", criterion="marks", value=1, marks=(Mark(start=12, end=15, kind="wrong"),)),
        rated(5, "a1", rater="Bob", criterion="correct", value=1),
        rated(6, "a1", rater="Bob", criterion="correct", value=3),
        rated(7, "a2", value=1),
        rated(8, "a3", value=0),
    ):
        opened.rate(rating)
    yield opened
    opened.close()
