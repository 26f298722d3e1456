"""What experts corrected is learned once somebody let it in, and only what the evidence holds."""

from pathlib import Path

import pytest

from minigiants import scenario
from minigiants.adapt import Lesson
from minigiants.adapt._corrected import with_corrections
from minigiants.rating import Gate, corrections
from minigiants.settings import Settings
from minigiants.store import OPEN, Store
from tests.rating.conftest import rated
from tests.store.conftest import whole_answer

QUOTE = "The rent is 950 euros a month and is due on Monday. Ask Ann Lee, ann@lee.example."


def learned(home: Path, lesson: Lesson, edit: str, *, accepted: bool = True) -> Lesson:
    store = Store(Settings().database_url, through=OPEN)
    store.save_answer(whole_answer("a1", QUOTE), scenario="document_qa", request={"question": "What is the rent?"})
    store.rate(rated(1, "a1", edit=edit))
    if accepted:
        Gate(home, "document_qa").accept(*corrections(store, "document_qa"), reviewer="Bob")
    store.close()
    learning = scenario.load_module("document_qa", "learning")
    return with_corrections(lesson, learning, "document_qa", Settings())


def test_a_correction_that_was_let_in_is_learned(home: Path, lesson: Lesson) -> None:
    made = learned(home, lesson, "The rent is 950 euros a month.")

    assert [example.answer for example in made.examples[len(lesson.examples) :]] == ["The rent is 950 euros a month."]
    assert [(source.name, source.examples) for source in made.sources[1:]] == [("corrections of experts", 1)]
    assert made.sha256 != lesson.sha256


def test_a_correction_that_nobody_let_in_is_not_learned(home: Path, lesson: Lesson) -> None:
    assert learned(home, lesson, "The rent is 950 euros a month.", accepted=False) == lesson


def test_what_the_evidence_lacks_is_not_learned(home: Path, lesson: Lesson) -> None:
    assert learned(home, lesson, "The rent is 990 euros a month.") == lesson


def test_what_may_not_leave_the_house_is_not_learned(
    home: Path, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINIGIANTS_PRIVACY", "everywhere")

    made = learned(home, lesson, "Ask Ann Lee, ann@lee.example.")

    assert len(made.examples) == len(lesson.examples) + 1
    assert "ann@lee" not in str(made).lower()
