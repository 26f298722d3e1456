"""Every scenario offers a fair trial, and cases of one's own are read with the line that is wrong named."""

from collections.abc import Callable
from typing import Any

import pytest

from minigiants import scenario
from minigiants.comparing import (
    CaseError,
    Probe,
    Trial,
    drawn,
    measured,
    read_cases,
    trial_of,
    with_probes,
)
from minigiants.types import Answer
from tests.fakes import services


@pytest.fixture(params=[name for name in scenario.names() if scenario.load(name).trial])
def trial(request: pytest.FixtureRequest) -> Trial:
    return trial_of(request.param)


def outcome(**given: Any) -> dict[str, Any]:
    return {"action": "answer", "reason": "", "text": "", "claims": [], "flags": [], **given}


def test_every_scenario_offers_one() -> None:
    assert [name for name in scenario.names() if scenario.load(name).trial is None] == []


def test_items_are_told_apart_and_scored_by_every_metric(trial: Trial) -> None:
    assert len({p.id for p in trial.probes}) == len(trial.probes) >= 10
    for probe in trial.probes:
        scores = trial.score(probe, outcome(text="Something else."))
        assert set(scores) <= {m.name for m in trial.metrics}
        assert trial.metrics[0].name in scores
        assert all(0 <= value <= 1 for value in scores.values())


def test_a_smaller_draw_is_the_beginning_of_a_larger_one(trial: Trial) -> None:
    assert [p.id for p in drawn(trial.probes, 4, 0)] == [p.id for p in drawn(trial.probes, 9, 0)][:4]


def test_the_trial_of_documents_scores_answers_and_refusals() -> None:
    trial = trial_of("document_qa")
    fact = next(p for p in trial.probes if p.slices["kind"] == "fact" and not p.target["none"])
    nothing = next(p for p in trial.probes if not p.target["all"])
    said = " ".join(group[0] for group in fact.target["all"])

    assert trial.score(fact, outcome(text=said)) == {"right": 1.0, "misled": 0.0, "led there": 1.0}
    assert trial.score(fact, outcome(text="Hm.")) == {"right": 0.0, "misled": 1.0, "led there": 0.0}
    assert trial.score(fact, outcome(text=said, action="abstain")) == {"right": 0.0, "misled": 0.0, "led there": 0.0}
    assert trial.score(nothing, outcome(text="It is 5.")) == {"right": 0.0, "misled": 1.0, "led there": 0.0}
    assert trial.score(nothing, outcome(action="abstain")) == {"right": 1.0, "misled": 0.0, "led there": 1.0}


def test_the_trial_of_documents_counts_a_place_that_is_quoted_below_not_sure() -> None:
    trial = trial_of("document_qa")
    fact = next(p for p in trial.probes if p.slices["kind"] == "fact" and not p.target["none"])
    place = {"text": " ".join(group[0] for group in fact.target["all"])}

    unsure = outcome(action="abstain") | {"evidence": [{"text": "Something else."}, place]}

    assert trial.score(fact, unsure) == {"right": 0.0, "misled": 0.0, "led there": 1.0}


def test_the_trial_of_support_wants_the_right_thing_done_and_said() -> None:
    trial = trial_of("customer_support")
    fixed = next(p for p in trial.probes if p.id == "tube")
    person = next(p for p in trial.probes if p.target["action"] == "handoff")

    assert trial.score(fixed, outcome(text="That is 19 euros."))["right"] == 1.0
    assert trial.score(fixed, outcome(text="That is 190 euros."))["right"] == 0.0
    assert trial.score(person, outcome(action="handoff"))["right"] == 1.0
    assert trial.score(person, outcome(text="Sure."))["misled"] == 1.0


def test_an_own_case_of_support_says_what_must_never_be_said() -> None:
    trial = trial_of("customer_support")
    line = b'{"message": "How much is a tube?", "says": ["19"], "never": ["free"]}\n'
    [case] = read_cases(line, trial)

    assert trial.score(case, outcome(text="It is 19 euros."))["right"] == 1.0
    assert trial.score(case, outcome(text="It is 19 euros, and free for you.")) == {"right": 0.0, "misled": 1.0}
    with pytest.raises(CaseError, match='its "says" and "never" must hold texts'):
        read_cases(b'{"message": "How much?", "never": [7]}\n', trial)


def test_the_trial_of_notes_counts_lines_and_what_is_asked_about() -> None:
    trial = trial_of("medical_notes")
    visit = next(p for p in trial.probes if p.id == "telephone-cystitis")
    claims = [{"text": "Allergy: trimethoprim, hives."}]

    scores = trial.score(visit, outcome(claims=claims, flags=[{"claim": "Thermometer said 37.9."}]))

    assert scores["written"] == pytest.approx(2 / len(visit.target["must"]))
    assert scores["held"] == pytest.approx(3 / len(visit.target["must"]))
    assert scores["wrong"] == 0.0


OWN = {
    "document_qa": (b'{"id": "a", "question": "How much?", "says": ["49", ["euro", "EUR"]]}\n', "question"),
    "customer_support": (b'{"message": "How much?", "says": "49"}\n', "message"),
    "medical_notes": (b'{"dialogue": "Doctor: hello", "says": ["hello"]}\n', "dialogue"),
}


@pytest.mark.parametrize("name", OWN)
def test_own_cases_are_read_and_a_wrong_line_is_named(name: str) -> None:
    good, key = OWN[name]
    trial = trial_of(name)

    assert len(read_cases(good, trial)) == 1
    with pytest.raises(CaseError, match=f"line 3 can't be used: .*{key}"):
        read_cases(good + b'\n{"id": "b"}\n', trial)
    with pytest.raises(CaseError, match="line 2 is not a JSON object"):
        read_cases(good + b"oops\n", trial)


def test_own_cases_come_from_a_table_too() -> None:
    trial = trial_of("document_qa")

    found = read_cases(b"question;says;never\nHow much?;49|euros;50\nWho?;;\n", trial, table=True)

    assert [p.target for p in found] == [
        {"all": [["49"], ["euros"]], "none": ["50"]},
        {"all": [], "none": []},
    ]
    with pytest.raises(CaseError, match="line 2 can't be used"):
        read_cases(b"question,says\n,49\n", trial, table=True)
    with pytest.raises(CaseError, match="no case"):
        read_cases(b"question,says\n", trial, table=True)
    with pytest.raises(CaseError, match="line 2 is not UTF-8"):
        read_cases(b"question\nf\xfcr\n", trial, table=True)
    with pytest.raises(CaseError, match="line 3 has the id of line 2"):
        read_cases(b"id,question\na,Who?\na,What?\n", trial, table=True)


def test_own_cases_ask_the_collection_that_is_named_or_the_trials_documents() -> None:
    trial = trial_of("document_qa")
    own = read_cases(OWN["document_qa"][0], trial)

    assert with_probes(trial, own, "mine.jsonl").probes[0].request["collection"] == trial.collection
    theirs = with_probes(trial, own, "mine.jsonl", "leases")
    assert (theirs.probes[0].request["collection"], theirs.files) == ("leases", {})


def asked(pipeline: Callable[..., Answer], score: Callable[..., Any]) -> dict[str, Any]:
    from dataclasses import replace

    trial = replace(trial_of("document_qa"), score=score)
    return measured(trial, Probe(id="q", request={}), pipeline, services())


def answering(request: Any, given: Any, *, on_event: Any = None) -> Answer:
    return Answer(id="1", text="yes", action="answer")


@pytest.mark.parametrize("value", [float("nan"), 1.5, -0.1, float("inf")])
def test_a_score_that_is_no_number_in_its_range_is_a_failure(value: float) -> None:
    found = asked(answering, lambda probe, outcome: {"right": value})

    assert "no number from 0 to 1" in found["error"]
    assert "scores" not in found


def test_an_item_that_cannot_be_scored_is_a_failure() -> None:
    found = asked(answering, lambda probe, outcome: {"right": float(outcome["text"])})

    assert found["error"] == "the pipeline failed on this item (ValueError): run it alone to see why"


def test_a_pipeline_that_fails_is_a_failure() -> None:
    def failing(request: Any, given: Any, *, on_event: Any = None) -> Answer:
        raise ZeroDivisionError

    assert "ZeroDivisionError" in asked(failing, lambda probe, outcome: {"right": 1.0})["error"]
