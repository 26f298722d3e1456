"""A store in either kind of database, and an answer with everything in it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from minigiants.store import OPEN, Store
from minigiants.types import Answer, Claim, Evidence, Generation, Hit, Passage, Trace


class Ticking:
    """A clock that goes on by a second each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'home' / 'minigiants.db'}"


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    opened = Store(sqlite_url, clock=Ticking(), through=OPEN)
    yield opened
    opened.close()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url, clock=Ticking(), through=OPEN)
    yield opened
    opened.close()


def whole_answer(answer_id: str = "a1", quote: str = "Die Miete beträgt 900 €.") -> Answer:
    """Return an answer that uses every field of every central type."""
    passage = Passage(id="p1", document_id="d" * 64, document="Ärzte.pdf", page=3, start=5, end=29, text=quote)
    evidence = Evidence(
        passage_id="p1", document_id="d" * 64, document="Ärzte.pdf", page=3, start=5, end=29, text=quote, score=0.1
    )
    claim = Claim(text="The rent is 900 €.", evidence=(evidence,), verdict="supported", why="found")
    refused = Claim(text="It is due on Monday.", kind="date", why="no such date in the evidence")
    return Answer(
        id=answer_id,
        text="The rent is 900 €.",
        action="answer",
        claims=(claim,),
        evidence=(evidence,),
        generation=Generation(
            text="raw",
            tokens_in=9,
            tokens_out=4,
            seconds_to_first_token=0.1,
            seconds=0.30000000000000004,
            model="tiny",
            model_sha256="ab" * 32,
            seed=7,
            prompt_sha256="cd" * 32,
        ),
        trace=Trace(
            question="What is the rent?",
            collection="demo",
            hits=(
                Hit(
                    passage=passage,
                    score=1 / 3,
                    similarity=0.7,
                    similarity_rank=1,
                    text_score=float("inf"),
                    text_rank=None,
                ),
            ),
            selected=(evidence,),
            signals={"answerable": 0.91},
            threshold=0.5,
            withheld=(refused,),
            seconds={"search": 0.01},
        ),
        seconds=1.5,
    )
