"""Turns of a talk as strangers take them: no old answer after a rejection, closing words, corrections, new matters."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from minigiants import models, scenario
from minigiants.retrieval import SentenceEmbeddings
from minigiants.settings import Settings
from scenarios.customer_support.sites import NEUTRAL
from scenarios.customer_support.understanding import acts, talk, turns
from scenarios.customer_support.understanding.turns import kinds
from tests.scenarios.customer_support import conftest

PIPELINE = scenario.load_module("customer_support", "pipeline")
WORDING = scenario.load_module("customer_support", "replying.wording")
STANDARD = scenario.load_module("customer_support", "replying.standard")
TOLD = "Unused goods can be returned within 30 days."


@pytest.fixture(scope="module")
def embed() -> Any:
    settings = Settings()
    path = models.locate(settings.embedding_model, settings.models_folder)
    return SentenceEmbeddings(path, id=settings.embedding_model).vectors


@pytest.fixture
def reply(embed: Any, services: Any) -> Any:
    """Answer the last of messages of the customer and the shop, in turn; a tuple is a burst."""

    def retrieve(question: str, *, collection: str, limit: int) -> Any:
        near = embed([question, *(text for _, text in conftest.TEXTS)])
        found = conftest.retrieve(question, collection=collection, limit=limit)
        return sorted(found, key=lambda hit: -float(near[0] @ embed([hit.passage.text])[0]))

    def ask(*said: str | Sequence[str]) -> Any:
        messages = []
        for number, text in enumerate(said):
            pieces = [text] if isinstance(text, str) else text
            messages += [{"role": ("user", "assistant")[number % 2], "content": piece} for piece in pieces]
        return PIPELINE.Support(NEUTRAL)(
            {"messages": messages, "collection": "shop"}, replace(services, retrieve=retrieve, embed=embed)
        )

    return ask


@pytest.mark.parametrize(
    "said",
    ["no, that's not it", "you didn't answer me", "that is not what I asked", "it came wrong", "useless", "wrong"],
)
def test_a_reply_that_was_not_it_is_never_given_again(reply: Any, said: str) -> None:
    answer = reply("How long can I return things?", TOLD, said)

    assert answer.action in ("clarify", "handoff")
    assert TOLD not in answer.text


def test_a_second_rejection_hands_over(reply: Any) -> None:
    answer = reply("How long can I return things?", TOLD, "that's not it", WORDING.NOT_IT, "still wrong")

    assert answer.action == "handoff"


@pytest.mark.parametrize("said", ["no thanks", "nah that's all, cheers", "nope, nothing else", "I'm all set, bye"])
@pytest.mark.parametrize("offer", ["", " Can I help with anything else?", " Anything further?"])
def test_the_end_of_a_talk_gets_a_closing_word(reply: Any, offer: str, said: str) -> None:
    answer = reply("How long can I return things?", TOLD + offer, said)

    assert answer.text in (STANDARD.GOODBYE, STANDARD.WELCOME)


@pytest.mark.parametrize("said", ["I don't need a person", "no human needed", "please do not pass me on to an agent"])
def test_who_wants_no_person_gets_none(reply: Any, said: str) -> None:
    assert reply(said).action == "clarify"


def test_the_question_beside_the_wish_for_no_person_is_answered(reply: Any) -> None:
    answer = reply("I don't need a person, what does a parcel cost?")

    assert (answer.action, answer.text) == ("answer", "A parcel costs 4.90 euros.")


def test_a_new_matter_after_a_closed_handover_is_answered(reply: Any) -> None:
    answer = reply(
        "Where is my order?", ["I've passed this to a colleague.", "Closed by Ann."], "Thanks! What does a parcel cost?"
    )

    assert (answer.action, answer.text) == ("answer", "A parcel costs 4.90 euros.")


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["hello", "what is a letter", "oops, a parcel I mean"], "what is a parcel"),
        (["hi there", "price of a small box", "sorry, the big one"], "price of a big box"),
        (
            ["how long is the warranty on steel", "carbon, not steel"],
            "how long is the warranty on steel carbon, not steel",
        ),
        (["do you ship to Norway", "oops, not Norway, Sweden"], "do you ship to Sweden"),
        (["I have a question", "can I return", "a helmet"], "can I return a helmet"),
    ],
)
def test_a_burst_is_read_as_one_message(pieces: list[str], whole: str) -> None:
    read = talk.question(talk.read([{"role": "user", "content": piece} for piece in pieces]))

    assert (read.last, read.asked) == (whole, ())


def test_what_a_question_takes_for_granted_is_checked(reply: Any) -> None:
    silk = reply("Since you wrap parcels in silk, what does a parcel cost?")
    true = reply("Since the workshop is closed on Sunday, what does a parcel cost?")

    assert silk.text.startswith("Our information does not say that we wrap parcels in silk. ")
    assert "does not say" not in true.text


def test_an_answer_that_was_given_to_another_question_is_not_repeated(reply: Any) -> None:
    first = reply("What does a parcel cost?")
    other = reply("What does a parcel cost?", first.text, "Is there a parcel to the moon, and what does it weigh?")
    again = reply("What does a parcel cost?", first.text, "What does a parcel cost again?")

    assert other.text != first.text
    assert again.text.startswith(first.text)


def test_the_turns_are_read_as_they_were_marked(embed: Any) -> None:
    """The shipped weights know both halves; the card has what was measured on the half that was held back."""
    with kinds.TURNS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    vectors = embed([row["message"] for row in rows])
    befores: Any = [row["reply before"].replace("closed", "answer") for row in rows]
    read = [turns.kind(r["message"], v, b)[0] for r, v, b in zip(rows, vectors, befores, strict=True)]

    assert sum(a == row["label"] for a, row in zip(read, rows, strict=True)) / len(rows) > 0.95


def test_vectors_of_another_model_make_every_message_a_question(services: Any) -> None:
    said = talk.CustomerQuestion(last="that's not it", told=(TOLD,), asked=("?",))

    assert acts.act(said, services.embed([said.last])[0], "answer") == "ask"
