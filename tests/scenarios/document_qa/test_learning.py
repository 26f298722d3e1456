"""What an adapter learns from: the request as the pipeline asks it, and no answer that the evidence doesn't hold."""

from pathlib import Path
from typing import Any

import pytest

from minigiants import answering, scenario
from minigiants.evaluation import DataMissingError
from minigiants.pipeline import Event
from minigiants.settings import Settings
from tests.scenarios.document_qa.test_pipeline import QUESTION, ScriptedModel, hits, services

data, learning, reading = (scenario.load_module("document_qa", part) for part in ("evals.data", "learning", "reading"))
DOUBTED, SURE, HOPELESS = 0.5, 0.95, 0.01
GOLD = "The rent is 900 euros a month."


def question(*, answer: str = "", gold: str = GOLD) -> Any:
    answers, rests = ((answer,), ((gold,),)) if answer else ((), ())
    return data.Question(id="1", text="What is the rent?", document="", answers=answers, evidence=rests)


def selection(answerable: float) -> answering.Selection:
    found = answering.candidates("What is the rent?", hits(0.85)[:1], services(ScriptedModel()).embed)
    return answering.Selection(chosen=tuple(found), priors=(0.5,) * len(found), answerable=answerable)


def example(of: Any, answerable: float) -> Any:
    return learning.example_of(of, selection(answerable), services(ScriptedModel()))


@pytest.mark.parametrize("answerable", [DOUBTED, SURE])
def test_what_is_learned_is_what_is_asked(answerable: float) -> None:
    model = ScriptedModel()

    made = example(question(answer="It is 900 euros a month. It is 50 in cash."), answerable)
    reading.READER.write("What is the rent?", selection(answerable).chosen, model, lambda event: None, None)

    assert made.messages[1]["content"] == model.asked[0]
    assert made.messages[0]["content"] == reading.READER.prompts.system.text
    assert made.answer == "It is 900 euros a month."


@pytest.mark.parametrize("similarity", [0.6, 0.95], ids=["doubted", "sure"])
def test_a_corrected_answer_is_learned_as_it_was_asked(similarity: float) -> None:
    model = ScriptedModel()
    asked = scenario.load("document_qa").pipeline(QUESTION, services(model, similarity=similarity))

    assert asked.trace is not None
    again = answering.asked_again(asked.trace, "The rent is 900 euros a month.", reading.READER.prompts)

    assert again[1]["content"] == model.asked[0]
    assert answering.asked_again(asked.trace, "The rent is 700 euros a month.", reading.READER.prompts) == ()


@pytest.mark.parametrize(
    ("answer", "gold", "answerable"),
    [
        ("", GOLD, SURE),
        ("", GOLD, DOUBTED),
        ("Cats may stay.", "The tenant may keep cats.", DOUBTED),
        ("It is 700 euros a month.", GOLD, SURE),
        ("It is 900 euros a month.", GOLD, HOPELESS),
    ],
    ids=["no answer", "a refusal", "an answer that the evidence lacks", "a wrong answer", "what no model is asked"],
)
def test_what_would_teach_to_make_things_up_is_left_out(answer: str, gold: str, answerable: float) -> None:
    assert example(question(answer=answer, gold=gold), answerable) is None


@pytest.mark.parametrize(("refusal", "worn_by"), [(None, ["document_qa"]), (0.1, [""]), (0.9, ["", ""])])
def test_a_model_that_may_refuse_wears_no_adapter(refusal: float | None, worn_by: list[str]) -> None:
    worn: list[str] = []

    class Wearing(ScriptedModel):
        def script(self, asked: str, on_progress: Any, *, adapter: str = "", **options: Any) -> Any:
            worn.append(adapter)
            return super().script(asked, on_progress, **options)

    def ignore(event: Event) -> None:
        pass

    believed = None if refusal is None else lambda doubt: False
    reading.READER.write("What is the rent?", selection(SURE).chosen, Wearing(refusal=refusal or 0.1), ignore, believed)

    assert worn == worn_by


def test_each_half_is_tested_on_the_other() -> None:
    halves = {data.Question(id=str(n), text="", document="", answers=(), evidence=()).half for n in range(40)}

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
