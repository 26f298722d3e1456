"""What an adapter learns from: the request as the pipeline asks it, and no answer that the evidence doesn't hold."""

from pathlib import Path
from typing import Any

import pytest

from minigiants import answering, scenario
from minigiants.evaluation import DataMissingError
from minigiants.settings import Settings
from tests.scenarios.document_qa.test_pipeline import QUESTION, ScriptedModel, hits, services

data, learning, reading = (scenario.load_module("document_qa", part) for part in ("evals.data", "learning", "reading"))
GOLD = "The rent is 900 euros a month."


def question(*, answer: str = "", gold: str = GOLD) -> Any:
    answers, rests = ((answer,), ((gold,),)) if answer else ((), ())
    return data.AnnotatedQuestion(id="1", text="What is the rent?", document="", answers=answers, evidence=rests)


def selection() -> answering.Selection:
    found = answering.candidates("What is the rent?", hits(0.85)[:1], services(ScriptedModel()).embed)
    return answering.Selection(chosen=tuple(found), read=tuple(found), priors=(0.5,) * len(found), answerable=0.9)


def example(of: Any) -> Any:
    return learning.example_of(of, selection(), services(ScriptedModel()))


def test_what_is_learned_is_what_is_asked() -> None:
    model = ScriptedModel()

    made = example(question(answer="It is 900 euros a month. It is 50 in cash."))
    reading.READER.write("What is the rent?", selection(), model, lambda event: None)

    assert made.messages[1]["content"] == model.asked[0]
    assert made.messages[0]["content"] == reading.READER.prompts.system.text
    assert made.answer == "It is 900 euros a month."


def test_a_corrected_answer_is_learned_as_it_was_asked() -> None:
    model = ScriptedModel()
    asked = scenario.load("document_qa").pipeline(QUESTION, services(model))

    assert asked.trace is not None
    again = answering.asked_again(asked.trace, "The rent is 900 euros a month.", reading.READER.prompts)

    assert again[1]["content"] == model.asked[0]
    assert answering.asked_again(asked.trace, "The rent is 700 euros a month.", reading.READER.prompts) == ()


@pytest.mark.parametrize(
    ("answer", "gold"),
    [("", GOLD), ("Cats may stay.", "The tenant may keep cats."), ("It is 700 euros a month.", GOLD)],
    ids=["no answer", "an answer that the evidence lacks", "a wrong answer"],
)
def test_what_would_teach_to_make_things_up_is_left_out(answer: str, gold: str) -> None:
    assert example(question(answer=answer, gold=gold)) is None


def test_the_model_wears_the_adapter_of_its_scenario() -> None:
    worn: list[str] = []

    class Wearing(ScriptedModel):
        def script(self, asked: str, on_progress: Any, *, adapter: str = "", **options: Any) -> Any:
            worn.append(adapter)
            return super().script(asked, on_progress, **options)

    reading.READER.write("What is the rent?", selection(), Wearing(), lambda event: None)

    assert worn == ["document_qa"]


def test_each_half_is_tested_on_the_other() -> None:
    halves = {data.AnnotatedQuestion(id=str(n), text="", document="", answers=(), evidence=()).half for n in range(40)}

    assert halves == set(learning.PARTS)


def test_missing_data_are_said(tmp_path: Path) -> None:
    with pytest.raises(DataMissingError, match="MINIGIANTS_DATA"):
        learning.lesson(Settings(data=tmp_path))


def test_a_refusal_counts_neither_as_an_answer_nor_as_a_citation() -> None:
    sample = {"answerable": False, "answers": [], "evidence": [], "outcome": {"action": "abstain", "seconds": 2.0}}

    found = learning.scores({"metadata": sample, "error": None})

    assert found["refused, of unanswerable"] == 1
    assert found["seconds"] == 2
    assert [name for name, value in found.items() if value != value] == [
        "answered, of answerable",
        "citation F1",
        "ROUGE-L",
    ]
