"""What an expert corrected becomes a test: reviewed, versioned, and failed by the answer that was corrected."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from minigiants.rating import Correction, Gate, check, corrections
from minigiants.store import Store
from minigiants.types import Answer
from tests.rating.conftest import rated

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
