"""Talks as strangers have them with a shop, through its own search and pipeline; only the model is stood in for.

The stand-in says that one of the sentences it is shown which has most words of the question: what is decided, found,
checked and added is the product's own.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessageChunk

from minigiants import models, scenario
from minigiants.ingestion import ingest
from minigiants.privacy import OPEN
from minigiants.retrieval import Library, SentenceEmbeddings
from minigiants.services import build_services
from minigiants.settings import Settings
from scenarios.customer_support.sites import load_site
from tests import fakes

PIPELINE = scenario.load_module("customer_support", "pipeline")
FOLDER = scenario.load("customer_support").folder
YEARS = "Frames made of aluminium or steel have a warranty of ten years, frames made of carbon five years."
PASSED_ON = "I have passed this to a colleague, who will answer here."

CLOSED = "This talk was closed by a colleague."


class Nearest(fakes.Scripted):
    """Says the sentence of the evidence that has most words of the question, rare ones above all."""

    def script(self, asked: str, on_progress: Any, **options: Any) -> Iterator[AIMessageChunk]:
        shown, _, question = asked.rpartition("Question:")
        wanted = _words(question)
        lines = [line.partition("] ")[2] for line in shown.splitlines() if line.startswith("[")]
        common = Counter(word for line in lines for word in _words(line))
        best = max(lines, key=lambda line: sum(1 / common[word] for word in wanted & _words(line)), default="")
        yield AIMessageChunk(content=best)


def _words(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]{3,}", text.lower())}


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Answer the last of messages, written as `user: ...` and `assistant: ...`, by the sample shop's articles."""
    settings = Settings()
    path = models.locate(settings.embedding_model, settings.models_folder)
    site = load_site(FOLDER / "shop.toml")
    library = Library(Path(tmp_path_factory.mktemp("index")), SentenceEmbeddings(path, id=settings.embedding_model))
    files = [(f.name, f.read_bytes()) for f in sorted((FOLDER / "documents").iterdir())]
    assert all(report.status != "failed" for report in ingest(library, files, collection=site.collection))
    services = build_services(settings, library, funnel=OPEN, model=Nearest())

    def ask(*lines: str) -> Any:
        said = [line.partition(": ") for line in lines]
        messages = [{"role": role, "content": text} for role, _, text in said]
        return PIPELINE.Support(site)({"messages": messages, "collection": site.collection}, services)

    yield ask
    library.close()


def test_who_asks_for_a_person_gets_one_however_short(talk: Any) -> None:
    sentence = "I don't know how I can talk with a human agent"
    for said in ("I would like to speak with a real person", "human", "agent please", sentence):
        answer = talk(f"user: {said}")
        assert (answer.action, answer.reason) == ("handoff", "asked for a person"), said


@pytest.mark.parametrize(
    ("before", "said", "right"),
    [
        (
            [
                "user: Can I speak to somebody?",
                f"assistant: {PASSED_ON}",
                "assistant: This talk was closed by a colleague.",
            ],
            "Great, thank you, that is settled. What does a basic service cost?",
            "49 euros",
        ),
        (
            ["user: Where is my order 5120?", "assistant: I can't see orders, I pass this to a colleague."],
            "ok. do you also take cheques?",
            "not take cheques",
        ),
    ],
)
def test_a_new_matter_after_a_closed_handover_is_answered(talk: Any, before: list[str], said: str, right: str) -> None:
    answer = talk(*before, f"user: {said}")

    assert answer.action == "answer"
    assert right in answer.text


def test_what_is_not_wanted_is_not_answered(talk: Any) -> None:
    answer = talk("user: I don't want to return the helmet. How can I collect an order in the shop?")

    assert answer.action == "answer"
    assert "collected in the shop" in answer.text


@pytest.mark.parametrize(
    "said",
    ["how mutch is a baisc servise", "whats the prise of a basci service", "how much dose a basic servcie cost"],
)
def test_a_misspelt_question_is_answered(talk: Any, said: str) -> None:
    answer = talk(f"user: {said}")

    assert answer.action == "answer", answer.reason
    assert "49 euros" in answer.text


def test_a_part_of_a_question_that_is_not_answered_is_named(talk: Any) -> None:
    answer = talk("user: how much is a basic service and how long does it take?")

    assert answer.action == "answer"
    both = "49 euros" in answer.text and "two working days" in answer.text
    assert both or "how long" in answer.text or "how much" in answer.text


def test_two_questions_are_both_answered_or_the_other_is_named(talk: Any) -> None:
    answer = talk("user: What does delivery of a parcel cost, and do you deliver to other countries?")

    assert answer.action == "answer"
    assert "4.90 euros" in answer.text or "outside the country" in answer.text
    both = "4.90 euros" in answer.text and "outside the country" in answer.text
    assert both or "other countries" in answer.text or "delivery of a parcel" in answer.text.lower()


def test_a_burst_with_a_correction_is_one_question(talk: Any) -> None:
    asked = ("the price of a basic service please", "oh sorry, I meant the full one")
    answer = talk("user: hello", *(f"user: {text}" for text in asked))

    assert answer.trace.question == "the price of a full service please"
    assert "119 euros" in answer.text


def test_a_rejected_answer_is_not_given_again(talk: Any) -> None:
    answer = talk("user: How long is the warranty on the frame?", f"assistant: {YEARS}", "user: no that is not it")

    assert answer.action in ("clarify", "handoff")
    assert "ten years" not in answer.text


def test_no_thanks_ends_a_talk(talk: Any) -> None:
    answer = talk(
        "user: How long is the warranty on the frame?",
        f"assistant: {YEARS} Can I help with anything else?",
        "user: no thank you",
    )

    assert answer.action == "answer"
    assert not answer.evidence
    assert "ten years" not in answer.text


@pytest.mark.parametrize(
    "said", ["What frame size does a person of 172 cm need?", "Can my agent collect the order for me?"]
)
def test_the_words_person_and_agent_in_a_question_hand_nothing_over(talk: Any, said: str) -> None:
    assert talk(f"user: {said}").action in ("answer", "abstain")


def test_a_premise_that_no_article_holds_is_not_agreed_with(talk: Any) -> None:
    answer = talk("user: Since you buy used bikes for cash, what would I get for mine?")

    assert answer.action in ("answer", "abstain", "clarify")
    agreed = re.search(r"\bwe (?:do )?buy used (?:bikes|bicycles) for cash", answer.text, re.IGNORECASE)
    assert not agreed
    if answer.action == "answer":
        assert re.search(r"not buy used|part exchange|used bikes for cash", answer.text)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("the brake failed and my daughter is hurt", "safety or fraud"),
        ("third time I write, nobody answers, this is a joke, I'm going to my lawyer", "complaint"),
    ],
)
def test_an_injury_and_a_threat_go_to_a_person(talk: Any, said: str, reason: str) -> None:
    answer = talk(f"user: {said}")

    assert (answer.action, answer.reason) == ("handoff", reason)
