"""A talk goes along with a question, and only the chosen documents are looked at."""

from typing import Any

import pytest

from minigiants import batch, scenario
from minigiants.types import Hit
from tests import fakes
from tests.scenarios.document_qa.test_pipeline import ANSWER, ScriptedModel, services

talks = scenario.load_module("document_qa", "evals.talks")
TALK = [{"role": "user", "content": "Is the rent due monthly?"}, {"role": "assistant", "content": "Yes, in euros."}]
QUESTION = {"question": "how much is it a month?", "collection": "c"}


class Understanding(ScriptedModel):
    """Rewords a question, then answers it."""

    def script(self, asked: str, on_progress: Any, **options: Any) -> Any:
        if not asked.endswith("Complete question:"):
            return super().script(asked, on_progress, **options)
        return type(self)(says="How much is the rent a month?").script("", on_progress)


def test_a_question_is_understood_in_the_light_of_the_talk_and_says_so() -> None:
    answer = ANSWER(QUESTION | {"talk": TALK}, services(Understanding()))

    assert answer.trace is not None
    assert (answer.trace.question, answer.trace.asked) == ("How much is the rent a month?", QUESTION["question"])
    assert answer.text == "The rent is 900 euros a month."
    assert batch.line(answer, None, "m")["understood"] == "How much is the rent a month?"


def test_one_word_takes_it_back() -> None:
    model = Understanding()

    answer = ANSWER(QUESTION | {"talk": TALK, "as_typed": True}, services(model))

    assert answer.trace is not None
    assert (answer.trace.question, answer.trace.asked) == (QUESTION["question"], "")
    assert not any(asked.endswith("Complete question:") for asked in model.asked)


@pytest.mark.parametrize(
    ("part", "value"),
    [("talk", "text"), ("talk", [{"role": "system", "content": ""}]), ("documents", "lease.pdf"), ("documents", [1])],
)
def test_a_request_that_cannot_be_read_says_what_is_wrong(part: str, value: Any) -> None:
    with pytest.raises(ValueError, match=part):
        ANSWER(QUESTION | {part: value}, services(ScriptedModel()))


def test_only_the_chosen_documents_are_looked_at() -> None:
    wanted: list[int] = []

    def retrieve(question: str, *, collection: str, limit: int) -> list[Hit]:
        wanted.append(limit)
        return [
            fakes.hit(1, "The rent is 700 euros a month.", similarity=0.9, document="old.pdf"),
            fakes.hit(2, "The rent is 900 euros a month.", similarity=0.8, document="new.pdf"),
        ]

    given = services(ScriptedModel())
    found = fakes.services(model=given.model, retrieve=retrieve, embed=given.embed, ground=given.ground)
    question = {"question": "What is the rent a month in euros?", "collection": "c"}

    answer = ANSWER(question | {"documents": ["new.pdf"]}, found)

    assert answer.trace is not None
    assert {hit.passage.document for hit in answer.trace.hits} == {"new.pdf"}
    assert wanted == [2000]
    none = ANSWER(question | {"documents": ["gone.pdf"]}, found)
    assert none.text.startswith("Nothing is indexed of the documents that you chose")


def test_the_self_contained_form_of_each_talk_is_right_and_half_of_them_are_held_back() -> None:
    assert [talk.id for talk in talks.load() if not talks.right(talk, talk.whole)] == []
    assert len(talks.load("tune")) == len(talks.load("held")) == 20
