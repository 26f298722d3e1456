"""The questions of many kinds are whole: their values stand in their documents, and the judge reads numbers."""

import json
from typing import Any

import pytest

from benchmarks import learn_answers
from minigiants import documents, scenario
from minigiants.answering import GENERAL

kinds = scenario.load_module("document_qa", "evals.kinds")
TEXTS = {
    name: "\n".join(page.text for page in documents.read(data, name).pages)
    for name, data in kinds.documents().items()
    if not name.endswith(".html")
}


def test_there_are_questions_of_each_kind_in_both_halves() -> None:
    halves = {half: {q.kind for q in kinds.load(half)} for half in ("tune", "held")}
    assert halves["tune"] >= {"fact", "relation", "row", "yesno", "version", "both", "none"} <= halves["held"]
    assert len({q.id for q in kinds.load()}) == len(kinds.load()) == 305


@pytest.mark.parametrize(
    "question", [q for q in kinds.load() if q.kind == "row" and q.document in TEXTS], ids=lambda q: q.id
)
def test_the_value_of_a_row_stands_in_its_document(question: Any) -> None:
    text = TEXTS[question.document]
    assert all(any(word.casefold() in text.casefold() for word in group) for group in question.all)


@pytest.mark.parametrize(
    ("text", "right"),
    [("The deposit is 1290 pounds.", True), ("The deposit is 1,120 pounds.", False), ("It is 1,290.50.", False)],
)
def test_the_judge_reads_numbers_as_wholes(text: str, right: bool) -> None:
    [question] = [q for q in kinds.load() if q.question == "How high is the deposit for the flat in Linden Court?"]
    assert kinds.right(question, text) is right


def test_the_place_of_a_colloquial_question_stands_in_its_document() -> None:
    texts = {name: " ".join(data.decode().split()) for name, data in kinds.documents(kinds.COLLOQUIAL).items()}
    questions = kinds.load("tune", kinds.COLLOQUIAL)
    assert sum(not question.all for question in questions) >= 20
    for question in questions:
        groups = [question.place] if question.place else question.all
        text = texts[question.document].casefold()
        assert all(any(word.casefold() in text for word in group) for group in groups), question.id


def test_what_is_learned_of_the_drafts_is_what_is_shipped() -> None:
    every = json.loads(GENERAL.read_text("utf-8"))
    learned = learn_answers.fitted(learn_answers.read(kinds.DRAFTS), every[learn_answers.EARLIER])
    shipped = every[learn_answers.LEARNED]
    assert learned["bias"] == pytest.approx(shipped["bias"], abs=0.01)
    for name, numbers in shipped["weights"].items():
        assert learned["weights"][name] == pytest.approx(numbers, abs=0.01)
