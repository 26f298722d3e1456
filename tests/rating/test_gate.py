"""What an expert corrected becomes a test: reviewed, versioned, and failed by the answer that was corrected."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from minigiants.rating import Correction, Gate, GateError, check, corrections, item, judged
from minigiants.store import OPEN, Campaigns, Store
from minigiants.types import Answer
from tests.rating.conftest import rated
from tests.store.conftest import whole_answer

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def correction(old: str, new: str, answer_id: str = "a1") -> Correction:
    answer = Answer(id=answer_id, text=old, action="answer")
    return Correction(answer=answer, request={"question": "q"}, text=new, rater="ann", comment="", time=NOW)


@pytest.mark.parametrize(
    ("old", "new", "answer", "why"),
    [
        ("Take 5 mg twice a day.", "Take 50 mg twice a day.", "Twice a day, 50 mg.", ""),
        ("Take 5 mg twice a day.", "Take 50 mg twice a day.", "Take 5 mg twice a day.", "lacks '50'"),
        ("Take 5 mg twice a day.", "Take 50 mg twice a day.", "Take 5 or 50 mg.", "has '5'"),
        ("It opens at 9.", "It opens at 9. It is closed on Sundays.", "Opens at 9, closed on Sundays.", ""),
        ("It opens at 9.", "It opens at 9. It is closed on Sundays.", "It opens at 9.", "lacks most"),
        ("It is big. The owner is rich.", "It is big.", "It is big.", ""),
        ("It is big. The owner is rich.", "It is big.", "It is big and the owner is rich.", "has most"),
        ("The seller pays the buyer.", "The buyer pays the seller.", "The buyer pays the seller.", ""),
        ("The seller pays the buyer.", "The buyer pays the seller.", "the seller  pays the buyer.", "only the order"),
        ("The seller pays the buyer.", "The buyer pays the seller.", "The seller pays the buyer!", "only the order"),
        ("-5 C", "5 C", "-5 C", "lacks '5'"),
        ("-5 C", "5 C", "It is -5 C.", "lacks '5'"),
        ("-5 C", "5 C", "It is \u22125 C or 5 C.", "has '-5'"),
        ("-5 C", "5 C", "It is 5 C.", ""),
        ("5 mg at 8, 10 mg at 20", "10 mg at 8, 5 mg at 20", "5 mg at 8, 10 mg at 20", "only the order"),
        ("5 mg at 8, 10 mg at 20", "10 mg at 8, 5 mg at 20", "5 mg at 8; 10 mg at 20.", "only the order"),
        ("5 mg at 8, 10 mg at 20", "10 mg at 8, 5 mg at 20", "10 mg at 8; 5 mg at 20.", ""),
        ("It costs 5 €", "It costs 5 $", "It costs 5 €.", "only the order"),
        ("Not in your documents.", "The rent is 900 euros.", "Not in your documents.", "lacks '900'"),
        ("The rent is 900 euros.", "Not in your documents.", "Not in your documents.", ""),
    ],
)
def test_an_answer_passes_when_it_does_what_the_expert_changed(
    tmp_path: Path, old: str, new: str, answer: str, why: str
) -> None:
    case = Gate(tmp_path, "fake").accept(correction(old, new), reviewer="bob")

    found = check(case, answer)

    assert found.passed is not bool(why), found.why
    assert why in found.why


@pytest.mark.parametrize(("old", "new"), [("It is paris.", "It is  Paris"), ("Yes: 5.", "Yes, 5!")])
def test_a_correction_that_no_test_can_tell_is_refused(tmp_path: Path, old: str, new: str) -> None:
    gate = Gate(tmp_path, "fake")

    with pytest.raises(GateError, match="the correction 'a1' can't be tested: it changes only capitals"):
        gate.accept(correction(old, new), reviewer="bob")

    assert gate.history() == []


@pytest.mark.parametrize("strange", ["\u2028", "\u0085", "\x0c", "\x1e"])
def test_a_strange_line_end_in_a_correction_costs_no_case(tmp_path: Path, strange: str) -> None:
    gate = Gate(tmp_path, "fake")

    case = gate.accept(correction("It is 5.", f"It is 6.{strange}It was 5."), reviewer="bob")

    assert gate.cases() == [case]


def test_a_case_keeps_who_corrected_and_who_let_it_in_and_every_version(tmp_path: Path) -> None:
    gate = Gate(tmp_path, "fake")

    first = gate.accept(correction("It is 5.", "It is 6."), reviewer="bob")
    same = gate.accept(correction("It is 5.", "It is 6."), reviewer="cem")
    second = gate.accept(correction("It is 5.", "It is 7."), reviewer="bob")

    assert same == first
    assert (first.version, first.corrected_by, first.reviewed_by, first.rejected) == (1, "ann", "bob", "It is 5.")
    assert second.version == 2
    assert Gate(tmp_path, "fake").cases() == [second]
    assert gate.history() == [first, second]
    gate.retire("a1", reviewer="dee")
    assert gate.cases() == []
    assert [case.retired for case in gate.history()] == [False, False, True]
    with pytest.raises(KeyError, match="no case 'a1'"):
        gate.retire("a1", reviewer="dee")


def test_a_correction_of_what_a_campaign_showed_with_labels_is_no_test(store: Store) -> None:
    store.rate(rated(9, "a2", edit="<PERSON_1> pays 950 €."))
    store.rate(rated(10, "a3", edit="It is 960 €."))
    store.rate(rated(11, "a3", edit="It is <MONEY_1>."))

    assert [one.text for one in corrections(store, "document_qa")] == ["The rent is 950 €.", "It is 960 €."]


def test_the_text_put_back_as_it_was_takes_ones_own_correction_back(store: Store) -> None:
    store.rate(rated(9, "a2", edit="It is 960 €."))
    store.rate(rated(10, "a2", rater="Bob", edit="It is 970 €."))
    store.rate(rated(11, "a1", edit="The rent is 900 €."))
    store.rate(rated(12, "a2", rater="Bob", edit="The rent is 900 €."))

    assert [one.text for one in corrections(store, "document_qa")] == ["It is 960 €."]
    assert {one.id: one.corrected for one in judged(store, "document_qa")} == {"a1": "", "a2": "It is 960 €.", "a3": ""}


def test_what_was_taken_back_in_a_campaign_is_neither_tested_nor_given_out(store: Store) -> None:
    campaigns = Campaigns(store)
    one = campaigns.add("c", "document_qa", [item(store.kept("a2"))], scrub=False, repeats=0)
    task = campaigns.next_task(one.id, "cem")
    assert task
    campaigns.save(task.id, [rated(9, "a2", rater="cem", criterion="correct", value=1, edit="It is 960 €.")])
    assert [found.text for found in corrections(store, "document_qa")][-1] == "It is 960 €."

    campaigns.undo(one.id, "cem")

    assert [found.answer.id for found in corrections(store, "document_qa")] == ["a1"]
    assert [said.rater for said in judged(store, "document_qa", names=True)[1].said] == ["Ann Lee"]
    campaigns.save(task.id, [rated(9, "a2", rater="cem", criterion="correct", value=5)])
    assert [found.answer.id for found in corrections(store, "document_qa")] == ["a1"]
    assert [said.values for said in judged(store, "document_qa", names=True)[1].said][1:] == [{"correct": 5}]


def test_the_last_correction_counts_whatever_else_was_said_later(store: Store) -> None:
    store.rate(rated(9, "a2", edit="It is 960 €."))
    store.rate(rated(10, "a2", rater="Bob", edit="It is 970 €."))
    store.rate(rated(11, "a2", value=0))

    assert judged(store, "document_qa")[1].corrected == "It is 970 €."


def test_a_correction_waits_until_somebody_lets_it_in(tmp_path: Path) -> None:
    gate, found = Gate(tmp_path, "fake"), [correction("a", "b"), correction("c", "d", "a2")]

    gate.accept(found[0], reviewer="bob")

    assert gate.waiting(found) == found[1:]


def test_a_line_that_a_crash_cut_off_costs_no_other_case(tmp_path: Path) -> None:
    gate = Gate(tmp_path, "fake")
    first = gate.accept(correction("a", "b"), reviewer="bob")
    with gate.file.open("ab") as file:
        file.write(b'{"id": "half')

    second = gate.accept(correction("c", "d", "a2"), reviewer="bob")

    assert gate.cases() == [first, second]
    assert gate.file.stat().st_mode & 0o077 == 0


def test_a_case_is_kept_as_the_policy_for_exports_says(tmp_path: Path, url: str, store: Store) -> None:
    def strict(value: Any, *, place: str, scenario: str, talk: str, asked: bool = False) -> Any:
        def hide(one: Any) -> Any:
            if isinstance(one, str):
                return one.replace("rent", "<THING_1>")
            return type(one)(hide(each) for each in one)

        return hide(value) if place == "exports" else value

    closed = Store(url, through=strict)
    gate, [found] = Gate(tmp_path, "document_qa", closed), corrections(closed, "document_qa")

    case = gate.accept(found, reviewer="bob")

    assert (case.corrected, case.request) == ("The <THING_1> is 950 €.", {"question": "What is the <THING_1>?"})
    assert "rent" not in gate.file.read_text("utf-8")
    assert gate.accept(found, reviewer="bob") == case
    assert gate.waiting([found]) == []
    assert gate.accepted([found]) == [found]
    closed.close()


def test_deleting_a_conversation_takes_the_texts_of_its_cases_and_leaves_who_let_them_in(
    tmp_path: Path, url: str
) -> None:
    store = Store(url, gates=tmp_path / "gates", through=OPEN)
    for name in ("gone", "stays"):
        talk = store.start_talk("document_qa", "demo", "Rent")
        store.save_answer(whole_answer(name), scenario="document_qa", request={"question": "q"})
        store.add_message(talk.id, "assistant", "The rent is 900 €.", answer_id=name)
        store.rate(rated(1, name, edit=f"Otto of {name} pays 950 €."))
    gate = Gate(tmp_path, "document_qa", store)
    for one in corrections(store, "document_qa"):
        gate.accept(one, reviewer="bob")
    assert "Otto of gone" in gate.file.read_text("utf-8")

    store.delete_talk(store.talks("document_qa")[1].id)

    first, second = gate.history()
    assert "Otto of gone" not in gate.file.read_text("utf-8")
    assert (first.id, first.reviewed_by, first.deleted, first.rejected, first.request) == ("gone", "bob", True, "", {})
    assert (gate.cases(), second.corrected) == ([second], "Otto of stays pays 950 €.")
    assert gate.file.stat().st_mode & 0o077 == 0
    store.close()
