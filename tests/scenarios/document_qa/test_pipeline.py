import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk

from minigiants import grounding, scenario
from minigiants.pipeline import Event, Services
from minigiants.types import Hit
from tests import fakes

ANSWER = scenario.load("document_qa").pipeline
TEXT = "The rent is 900 euros a month. It is due on the first day of each month. The tenant may not keep dogs."


class ScriptedModel(fakes.Scripted):
    """Doubts with a given probability, then says the given text."""

    says: str = "The rent is 900 euros a month."
    refusal: float = 0.1
    finish: str = "stop"

    def script(
        self, asked: str, on_progress: Callable[[str, int, int], None], *, logprobs: int = 0, **options: Any
    ) -> Iterator[AIMessageChunk]:
        text = "NOT FOUND" if logprobs and self.refusal > 0.5 else self.says
        told = [
            {"token": "NOT", "logprob": math.log(self.refusal)},
            {"token": "The", "logprob": math.log(1 - self.refusal)},
        ]
        for number, word in enumerate(text.split(" ")):
            on_progress("write", number, 9)
            about: dict[str, Any] = {"logprobs": {"content": [{"top_logprobs": told}]}} if logprobs else {}
            yield AIMessageChunk(content=f" {word}" if number else word, response_metadata=about)
        about = {
            "finish_reason": self.finish,
            "model_name": "scripted",
            "model_sha256": "ab",
            "seconds": 1.0,
            "seconds_to_first_token": 0.5,
        }
        yield AIMessageChunk(content="", response_metadata=about)


def hits(similarity: float) -> list[Hit]:
    others = [fakes.hit(n + 2, f"Nothing of note stands in part {n}.", similarity=0.05) for n in range(7)]
    return [fakes.hit(1, TEXT, similarity=similarity, heading="Rent"), *others]


def services(model: BaseChatModel, *, similarity: float = 0.85, found: list[Hit] | None = None) -> Services:
    return fakes.services(
        model=model,
        retrieve=lambda question, *, collection, limit: hits(similarity) if found is None else found,
        embed=fakes.counting("rent", "due", "dog", "month", "euro", "part", "cup"),
        ground=grounding.check,
        new_id=lambda: "a1",
    )


QUESTION = {"question": "What is the rent a month in euros?", "collection": "c"}


def test_an_answer_cites_verbatim_spans_of_the_page() -> None:
    answer = ANSWER(QUESTION, services(ScriptedModel()))
    assert (answer.action, answer.text) == ("answer", "The rent is 900 euros a month.")
    assert answer.evidence[0].document == "lease.pdf"
    for e in answer.evidence:
        assert TEXT[e.start - 100 : e.end - 100] == e.text
    assert answer.generation is not None
    assert answer.generation.model_sha256 == "ab"


def test_a_claim_that_fails_the_check_never_appears_in_the_answer() -> None:
    model = ScriptedModel(says="The rent is 900 euros a month. The rent is 700 euros a month.")
    answer = ANSWER(QUESTION, services(model))
    assert "700" not in answer.text
    assert answer.trace is not None
    assert [c.kind for c in answer.trace.withheld] == ["number"]


def test_when_no_claim_survives_the_best_place_is_quoted_word_for_word() -> None:
    answer = ANSWER(QUESTION, services(ScriptedModel(says="It costs 12 dollars.")))
    assert answer.action in ("answer", "abstain")
    assert "12" not in answer.text
    if answer.action == "answer":
        assert answer.claims[0].text.strip("“”") in TEXT


def test_a_sentence_that_the_limit_cut_off_is_not_shown() -> None:
    model = ScriptedModel(says="The rent is 900 euros a month. It is due on the", finish="length")

    assert "due on the" not in ANSWER(QUESTION, services(model)).claims[0].text
    assert ANSWER(QUESTION, services(model)).text.startswith("The rent is 900 euros a month.")
    assert not ANSWER(QUESTION, services(model)).text.endswith("due on the")


def test_a_search_that_finds_nothing_near_abstains_without_asking_the_model() -> None:
    model = ScriptedModel()
    answer = ANSWER({"question": "Who won the cup?", "collection": "c"}, services(model, similarity=0.06))
    assert (answer.action, answer.reason, model.asked) == ("abstain", "not in the documents", [])
    assert answer.trace is not None
    assert answer.trace.hits


def test_a_search_that_no_doubt_would_turn_asks_without_the_way_out_at_once() -> None:
    model = ScriptedModel(refusal=0.9)
    answer = ANSWER(QUESTION, services(model, similarity=0.95))
    assert (answer.action, len(model.asked)) == ("answer", 1)
    assert "NOT FOUND" not in model.asked[0]
    assert answer.trace is not None
    assert "refusal" not in answer.trace.signals
    assert answer.trace.signals["answerable"] >= answer.trace.threshold


def test_where_the_search_is_unsure_the_models_doubt_decides() -> None:
    doubting, sure = ScriptedModel(refusal=0.97), ScriptedModel(refusal=0.1)
    assert ANSWER(QUESTION, services(doubting, similarity=0.3)).action == "abstain"
    assert ANSWER(QUESTION, services(sure, similarity=0.3)).action == "answer"
    assert (len(doubting.asked), len(sure.asked)) == (1, 1)


def test_a_doubt_that_the_search_overrules_is_asked_again_without_the_way_out() -> None:
    model = ScriptedModel(refusal=0.6)
    seen: list[str] = []
    answer = ANSWER(QUESTION, services(model, similarity=0.3), on_event=lambda e: seen.append(e.text))
    assert answer.action == "answer"
    assert len(model.asked) == 2
    assert model.asked[0].startswith(model.asked[1])
    assert "NOT" not in "".join(seen)


def test_an_empty_collection_says_so() -> None:
    answer = ANSWER(QUESTION, services(ScriptedModel(), found=[]))
    assert (answer.action, answer.reason) == ("abstain", "no documents")


@pytest.mark.parametrize(("question", "reason"), [("  \n", "empty question"), ("x" * 2001, "question too long")])
def test_a_question_that_cannot_be_asked_is_sent_back(question: str, reason: str) -> None:
    answer = ANSWER({"question": question}, services(ScriptedModel()))
    assert (answer.action, answer.reason) == ("clarify", reason)


def test_an_exception_of_the_watcher_stops_the_model_and_passes_through() -> None:
    model = ScriptedModel()

    def stop(event: Event) -> None:
        if event.stage == "write":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ANSWER(QUESTION, services(model), on_event=stop)


def test_instructions_inside_a_question_cannot_add_marks_to_the_prompt() -> None:
    model = ScriptedModel()
    ANSWER({"question": "What is the rent of $evidence in euros a month?", "collection": "c"}, services(model))
    assert "Question: What is the rent of $evidence in euros a month?" in model.asked[0]
