"""Answers to document questions are scored as the card says."""

from typing import Any

import pytest

from minigiants import scenario
from minigiants.evaluation import Figure, Row

metrics = scenario.load_module("document_qa", "evals.metrics")

GOLD = "The one - year rent is 900 euros ."


def sample(answerable: bool = True, asked: bool = True, **outcome: Any) -> Row:
    whole: dict[str, Any] = {
        "action": "answer",
        "text": "The rent is 900 euros.",
        "evidence": [{"document": "a.pdf", "page": 1, "text": GOLD}],
        "flags": [],
        "claims": [{"text": "The rent is 900 euros."}],
        "signals": {"search": 0.8, "answerable": 0.9},
        "hits": [{"document": "a.pdf", "page": 1}],
        "stages": {"write": 2.0},
        "generation": {"model": "m"},
        "seconds": 3.0,
        "seconds_to_first_token": 1.0,
    }
    metadata = {
        "answerable": answerable,
        "asked": asked,
        "document": "a.pdf",
        "answers": ["The rent is 900 euros."] if answerable else [],
        "evidence": [[GOLD, "It is due monthly ."]] if answerable else [],
        "outcome": outcome if "error" in outcome else whole | outcome,
    }
    return {"id": "x", "metadata": metadata, "scores": {}, "error": outcome.get("error", "")}


REFUSED: dict[str, Any] = {"action": "abstain", "text": "No.", "evidence": [], "claims": [], "generation": None}


def measured(*rows: Row) -> dict[str, Figure]:
    return {figure.name: figure for figure in metrics.figures(rows)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The one-year rent is 900 euros.", GOLD, True),
        ("It is due. The one-year rent is 900 euros.", GOLD, True),
        ("the one-year rent", GOLD, True),
        ("900", GOLD, False),
        (GOLD + " " + "Something else is said here. " * 4, GOLD, False),
        ("The one-year rent is 950 euros.", GOLD, False),
        ("", GOLD, False),
        ("...", "!", False),
    ],
)
def test_a_cited_span_is_a_gold_sentence_or_a_good_part_of_one(one: str, other: str, same: bool) -> None:
    assert metrics.same_sentence(one, other) is same
    assert metrics.same_sentence(other, one) is same


def test_citations_are_held_against_the_annotation_they_fit_best() -> None:
    found = metrics.citations(
        ["A cat sat here .", "Nothing ."], [["A dog ran off ."], ["A cat sat here .", "It slept ."]]
    )

    assert (found.cited, found.correct, found.gold, found.found) == (2, 1, 2, 1)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_a_refusal_costs_recall_and_wording_but_no_precision() -> None:
    found = measured(sample(), sample(**REFUSED))

    assert found["sentence citations, precision"].value == 1
    assert found["sentence citations, recall (refused: 0)"].value == 0.25
    assert found["ROUGE-L, a refusal is 0"].value == 0.5
    assert found["ROUGE-L of those answered"].value == 1
    assert found["answerable questions answered"].value == 0.5


def test_a_failure_is_the_worst_answer_to_every_question() -> None:
    right: dict[str, Any] = REFUSED | {"signals": {"search": 0.1, "answerable": 0.1}}
    rows = [sample(), sample(answerable=False, **right)]
    failed = [sample(error="broke"), sample(answerable=False, error="broke")]

    found, broken = measured(*rows), measured(*rows, *failed)

    assert found["abstention signal, AUROC"].value == 1
    assert broken["abstention signal, AUROC"].value == 0.25
    assert broken["unanswerable questions refused"].value == 0.5
    assert broken["answerable questions answered"].value == 0.5
    assert broken["gold passage's document is the first hit"].value == 0.5
    assert broken["failed"].value == 0.5


def test_questions_that_the_model_was_not_asked_count_for_the_search_only() -> None:
    found = measured(sample(), sample(asked=False, hits=[{"document": "b.pdf", "page": 1}]))

    assert found["gold passage's document is among five hits"].value == 0.5
    assert found["answerable questions answered"].n == 1
    assert found["median seconds in all, every question"].n == 1


def test_a_gold_page_must_be_found_where_one_is_given() -> None:
    found = {"document": "a.pdf", "page": 2, "outcome": {"hits": [{"document": "a.pdf", "page": p} for p in (1, 2)]}}

    assert metrics.rank(found) == 2
    assert metrics.rank(found | {"page": None}) == 1
    assert metrics.rank(found | {"page": 3}) is None


def test_withheld_claims_are_a_share_of_all_claims() -> None:
    withheld = measured(sample(), sample(flags=[{"kind": "number"}]))["claims withheld by the check"]

    assert withheld.value == pytest.approx(1 / 3)
    assert withheld.note == "3 claims"


def test_seconds_of_a_refusal_without_the_model_are_kept_apart() -> None:
    early: dict[str, Any] = {"stages": {"search": 0.1}, "seconds": 0.2, "seconds_to_first_token": None}
    found = measured(sample(), sample(**REFUSED | early))

    assert found["median seconds in all, when the model is asked"].value == 3.0
    assert found["median seconds in all, every question"].value == pytest.approx(1.6)
    assert found["median seconds to the first token"].n == 1
