"""Answers become a campaign's items, blind, and its results become votes."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from minigiants import scenario
from minigiants.rating import (
    Vote,
    as_csv,
    asked,
    care,
    criteria,
    item,
    labels,
    model_names,
    overlapping,
    pair,
    pairs,
    preferred,
    settled,
    statistics,
    votes,
    with_known,
)
from minigiants.store import Campaigns, Item, Rating, Store
from tests.store.conftest import whole_answer

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def said(answer_id: str, rater: str, value: int, criterion: str = "correct") -> list[Rating]:
    return [Rating(answer_id=answer_id, rater=rater, criterion=criterion, value=value, time=NOW)]


def test_what_a_rater_sees_names_no_model_and_no_score(store: Store) -> None:
    one = item(store.kept("a1"))

    assert set(one.content) >= {"question", "text", "evidence"}
    assert "tiny" not in str(one.content)
    assert one.origin["model"] == "tiny"


def test_a_rater_sees_the_turns_of_a_talk_and_what_was_found_when_it_was_refused(store: Store) -> None:
    messages = [
        {"role": "user", "content": "Do you sell tea?"},
        {"role": "assistant", "content": "Which tea do you mean?"},
        {"role": "user", "content": "Green."},
    ]
    refused = replace(whole_answer("a9"), action="abstain", evidence=(), text="I don't know.")
    store.save_answer(refused, scenario="customer_support", request={"messages": messages})

    shown = item(store.kept("a9")).content

    assert shown["turns"][1] == ["assistant", "Which tea do you mean?"]
    assert not shown["evidence"]
    assert [set(place) for place in shown["read"]] == [{"document", "page", "text"}] * len(shown["read"])
    assert shown["read"]


def test_labels_of_a_campaign_are_votes_without_an_order(store: Store) -> None:
    campaigns = Campaigns(store)
    asking = [labels("What is it about?", "billing, delivery, other")]
    items = [Item(content={"question": "q", "text": str(n)}, answer_id=f"i{n}", needed=2) for n in range(3)]
    one = campaigns.add("c", "document_qa", items, criteria=asking, scrub=False, repeats=0)
    for rater in ("ann", "bob"):
        while task := campaigns.next_task(one.id, rater):
            campaigns.save(task.id, said(task.answer_id, rater, 2, "label"))

    found = votes(campaigns.results(one.id), asking=one.criteria)

    assert {(vote.label, vote.ordered) for vote in found} == {("delivery", False)}
    [told] = statistics(found)
    assert told.agreement.nominal
    assert "delivery" in as_csv(found)


def test_what_raters_settled_measures_later_raters(store: Store) -> None:
    campaigns = Campaigns(store)
    items = [Item(content={"question": "q", "text": str(n)}, answer_id=f"i{n}", needed=2) for n in range(2)]
    one = campaigns.add("c", "document_qa", items, scrub=False, repeats=0)
    for rater, values in (("ann", {"i0": 4, "i1": 1}), ("bob", {"i0": 4, "i1": 5})):
        while task := campaigns.next_task(one.id, rater):
            campaigns.save(task.id, said(task.answer_id, rater, values[task.answer_id]))

    assert settled(campaigns.results(one.id)) == {"i0": {"correct": 4}}

    task = campaigns.next_task(one.id, "cem", adjudicate=True)
    assert task
    campaigns.save(task.id, said(task.answer_id, "cem", 2))

    assert settled(campaigns.results(one.id)) == {"i0": {"correct": 4}, "i1": {"correct": 2}}


def test_a_campaign_knows_a_rater_however_the_name_is_written(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "document_qa", [item(store.kept("a1"))], scrub=False)
    assert campaigns.called(one.id, " Ann  Lee ") == "Ann Lee"
    campaigns.next_task(one.id, "Ann Lee")

    assert campaigns.called(one.id, "ann lee ") == "Ann Lee"


def test_the_share_is_drawn_and_known_items_are_not_part_of_it() -> None:
    items = [Item(content={}, answer_id=str(n), gold={"correct": 5} if n < 10 else {}) for n in range(110)]

    drawn = overlapping(items, 0.3)

    assert sum(one.needed == 2 for one in drawn) == 30
    assert all(one.needed == 1 for one in drawn[:10])
    assert drawn == overlapping(items, 0.3) != overlapping(items, 0.3, seed=1)


def test_a_scenarios_criteria_come_with_all_anchors() -> None:
    [first, *_] = criteria(scenario.load("document_qa"))

    assert len(first["steps"]) == 5
    assert all(first["steps"])


def test_turned_choices_are_counted_for_what_they_chose(store: Store) -> None:
    campaigns = Campaigns(store)
    two = store.kept("a1"), store.kept("a2")
    pairs = [pair(*two, model_names(two)) for _ in range(8)]
    pairs = [Item(content=p.content, answer_id="a1", other_id="a2", origin={"models": ["x", "y"]}) for p in pairs]
    one = campaigns.add("c", "document_qa", pairs, kind="pairs", scrub=False, repeats=0)
    while task := campaigns.next_task(one.id, "ann"):
        campaigns.save(task.id, said("a1", "ann", 1, "preference"))

    found = votes(campaigns.results(one.id))

    assert {(v.left, v.right, v.value) for v in found} == {("x", "y", 1.0), ("y", "x", 2.0)}


def test_two_raters_who_choose_the_same_agree_though_each_sees_another_order(store: Store) -> None:
    campaigns = Campaigns(store)
    about: dict[str, Any] = {"answer_id": "a1", "other_id": "a2", "needed": 3, "origin": {"models": ["x", "y"]}}
    pairs = [Item(content={"number": n}, **about) for n in range(24)]
    one = campaigns.add("c", "document_qa", pairs, kind="pairs", scrub=False, repeats=0)
    for rater in ("ann", "bob", "cem"):
        while task := campaigns.next_task(one.id, rater):
            campaigns.save(task.id, said("a1", rater, 1 + task.content["number"] % 2, "preference"))
    found = votes(campaigns.results(one.id))

    [told] = statistics(found, judged="cem")

    assert told.agreement.strength == "strong"
    assert told.agreement.alpha_nominal.value == 1.0
    assert told.judge is not None
    assert told.judge.with_majority.value == told.judge.kappa_experts == 1.0
    assert told.pairwise is not None
    assert told.pairwise.first_wins.value is not None
    assert 0.2 < told.pairwise.first_wins.value < 0.8


def test_one_model_with_two_prompts_is_two_to_choose_between(store: Store) -> None:
    one, other = store.kept("a1"), store.kept("a2")
    assert one.answer.generation is not None
    changed = replace(one.answer, generation=replace(one.answer.generation, prompt_sha256="ef" * 32))

    two = replace(one, answer=changed), other
    assert pair(*two, model_names(two)).origin["models"] == ["tiny (efefefef)", "tiny (cdcdcdcd)"]


def test_a_model_with_two_prompts_has_the_same_two_names_in_every_pair(store: Store) -> None:
    one, other, third = (store.kept(name) for name in ("a1", "a2", "a3"))
    assert one.answer.generation is not None
    made = one.answer.generation
    new = replace(one.answer, text="Another.", generation=replace(made, prompt_sha256="ef" * 32))
    big = replace(third.answer, text="A third.", generation=replace(made, model="big"))

    found = pairs([replace(one, answer=new), other, replace(third, answer=big)])

    named = {frozenset(item.origin["models"]) for item in found}
    old, young = "tiny (cdcdcdcd)", "tiny (efefefef)"
    assert named == {frozenset({old, young}), frozenset({old, "big"}), frozenset({young, "big"})}


def test_what_most_prefer_becomes_a_pair_to_train_on_and_a_tie_does_not(store: Store) -> None:
    campaigns = Campaigns(store)
    texts = (["A0", "B0"], ["A1", "B1"], ["A2", "B2"])
    items = [
        Item(
            content={"question": "Which?", "texts": two, "evidence": [{"text": "It is so."}]}, answer_id="a1", needed=2
        )
        for two in texts
    ]
    one = campaigns.add("c", "document_qa", items, kind="pairs", scrub=False, repeats=0)
    wanted = {"A0": {"ann": 2, "bob": 2}, "A1": {"ann": 1, "bob": 0}, "A2": {"ann": 1, "bob": 2}}
    for rater in ("ann", "bob"):
        while task := campaigns.next_task(one.id, rater):
            [key] = [t for t in task.content["texts"] if t.startswith("A")]
            campaigns.save(task.id, said("a1", rater, wanted[key][rater], "preference"))

    rows = [json.loads(line) for line in preferred(campaigns.results(one.id), store, "document_qa").splitlines()]

    prompt = [{"role": "user", "content": "Evidence:\n1. It is so.\n\nWhich?"}]
    assert sorted((r["chosen"][0]["content"], r["rejected"][0]["content"]) for r in rows) == [
        ("A1", "B1"),
        ("B0", "A0"),
    ]
    assert [r["prompt"] for r in rows] == [prompt, prompt]


def test_pairs_leave_as_the_policy_for_exports_says(url: str, store: Store) -> None:
    def strict(value: Any, *, place: str, scenario: str, talk: str, asked: bool = False) -> Any:
        return json.loads(json.dumps(value).replace("Otto", "<PERSON_1>")) if place == "exports" else value

    closed = Store(url, through=strict)
    campaigns = Campaigns(closed)
    shown = {"question": "Who is Otto?", "texts": ["Otto pays.", "Nobody."], "evidence": [{"text": "Otto pays."}]}
    one = campaigns.add("c", "document_qa", [Item(content=shown, answer_id="a1")], kind="pairs", scrub=False, repeats=0)
    task = campaigns.next_task(one.id, "ann")
    assert task
    campaigns.save(task.id, said("a1", "ann", 1, "preference"))

    text = preferred(campaigns.results(one.id), closed, "document_qa")

    assert "Otto" not in text
    assert text.count("<PERSON_1>") == 3
    closed.close()


def test_known_items_and_repeats_measure_the_rater_and_are_no_votes(store: Store) -> None:
    campaigns = Campaigns(store)
    right = [Vote(item="gold", rater="", criterion="correct", value=5)]
    [gold] = with_known([Item(content={"text": "known"}, answer_id="gold")], right)
    common = [Item(content={"text": str(n)}, answer_id=str(n), needed=2) for n in range(20)]
    one = campaigns.add("c", "document_qa", [gold, *common], scrub=False, repeats=0.5)
    for rater, known, again in (("ann", 5, 3), ("bob", 1, 1)):
        while task := campaigns.next_task(one.id, rater):
            value = known if task.answer_id == "gold" else again if task.round == "repeat" else 3
            campaigns.save(task.id, said(task.answer_id, rater, value))

    results = campaigns.results(one.id)
    ann, bob = care(results)

    assert (ann.gold, ann.gold_right, bob.gold_right) == (1, 1, 0)
    assert ann.repeats == ann.steady > 0 == bob.steady
    assert len(votes(results)) == 40


def test_a_known_answer_that_nobody_would_get_is_refused() -> None:
    with pytest.raises(KeyError, match="the known answer 'far' is not among the campaign's 1"):
        with_known([Item(content={}, answer_id="near")], [Vote(item="far", rater="", criterion="correct", value=5)])


def test_what_was_settled_stands_in_the_end(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "document_qa", [Item(content={"text": "t"}, answer_id="a", needed=2)], scrub=False)
    for rater, value in (("ann", 1), ("bob", 5)):
        task = campaigns.next_task(one.id, rater)
        assert task
        campaigns.save(task.id, said("a", rater, value))
    task = campaigns.next_task(one.id, "cem", adjudicate=True)
    assert task
    campaigns.save(task.id, said("a", "cem", 4))

    results = campaigns.results(one.id)

    assert [v.value for v in votes(results)] == [1.0, 5.0]
    assert [v.value for v in votes(results, settled=True)] == [4.0]
    assert statistics(votes(results))[0].agreement.strength == "unknown"


@pytest.mark.parametrize("scrub", [True, False])
def test_personal_data_is_taken_out_before_a_rater_sees_it(url: str, scrub: bool) -> None:
    def through(value: Any, *, place: str, scenario: str, talk: str, asked: bool = False) -> Any:
        return {"text": "<PERSON_1>"} if asked and isinstance(value, dict) else value

    store = Store(url, through=through)
    campaigns = Campaigns(store)
    one = campaigns.add("c", "document_qa", [Item(content={"text": "Ann Lee"}, answer_id="a")], scrub=scrub)

    task = campaigns.next_task(one.id, "bob")

    assert task
    assert task.content == {"text": "<PERSON_1>" if scrub else "Ann Lee"}
    store.close()


def test_a_request_reads_as_a_person_put_it() -> None:
    talk = {"id": "1", "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}

    assert asked(talk) == "Customer: Hi\nAssistant: Hello"
    assert asked({"dialogue": "[doctor] Hi", "collection": "x"}) == "[doctor] Hi"
