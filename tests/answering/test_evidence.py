import numpy as np
import pytest

from minigiants.answering import attribute, candidates, question_signals
from minigiants.learned import Logistic
from tests.fakes import counting, hit

embed = counting("rent", "due", "month", "pump", "oil", "change", "board", "vote")
LEASE = hit(1, "Rent\n\nThe rent is due each month. The oil is extra.", heading="Rent", similarity=0.8)
PUMP = hit(2, "Change the oil of the pump.", similarity=0.3)


def test_candidates_are_verbatim_spans_of_the_page_and_leave_the_heading_out() -> None:
    found = candidates("When is the rent due?", [LEASE, PUMP], embed)
    assert [c.evidence.text for c in found] == [
        "The rent is due each month.",
        "The oil is extra.",
        "Change the oil of the pump.",
    ]
    for c in found:
        text = (LEASE if c.hit == 0 else PUMP).passage.text
        assert text[c.evidence.start - 100 : c.evidence.end - 100] == c.evidence.text


def test_the_sentence_that_fits_the_question_has_the_highest_similarity() -> None:
    found = candidates("When is the rent due?", [LEASE, PUMP], embed)
    best = max(found, key=lambda c: c.features["similarity"])
    assert best.evidence.text == "The rent is due each month."
    assert best.features["is_best"] == 1.0


def test_a_passage_that_is_only_its_heading_still_gives_a_candidate() -> None:
    [only] = candidates("rent?", [hit(1, "Rent", similarity=0.5, heading="Rent")], embed)

    assert only.evidence.text == "Rent"


def test_no_hits_give_no_candidates() -> None:
    assert candidates("When?", [], embed) == []


@pytest.mark.parametrize("question", ["", "?", "When is the rent due?", "рента 家賃 🏠"])
def test_one_hit_has_no_comparison_and_finite_signals_else(question: str) -> None:
    found = candidates(question, [PUMP], embed)
    signals = question_signals(question, [PUMP], found)
    comparing = {"passage_gap", "passage_depth", "titled_peak", "text"}
    assert {name for name, value in signals.items() if not np.isfinite(value)} == comparing


def test_attribution_gives_each_claim_its_nearest_sentence_and_what_else_it_uses() -> None:
    found = candidates("rent and oil", [LEASE, PUMP], embed)
    claims = ["The rent is due each month.", "The oil is changed in the pump."]
    model = Logistic(weights={"near": (0.0, 1.0, 0.0)}, bias=-9.0, threshold=0.5)
    rests = attribute(claims, embed(claims), found, [0.5] * len(found), model)
    assert [r[0].evidence.text for r in rests] == ["The rent is due each month.", "Change the oil of the pump."]
    everything = Logistic(weights={"near": (0.0, 1.0, 0.0)}, bias=9.0, threshold=0.5)
    rests = attribute(claims, embed(claims), found, [0.5] * len(found), everything)
    assert {c.evidence.text for r in rests for c in r} == {c.evidence.text for c in found}


def test_a_row_of_two_cells_and_a_label_above_a_number_are_no_headings() -> None:
    prices = hit(1, "Dry trim | 15, no booking\nChildren up to 10 | 14\nToner | +18, on rent", similarity=0.8)
    receipt = hit(2, "Receipt\n\nServer Bo Tansy\n\n4\n\nNumber of guests 5", similarity=0.7)

    texts = [c.evidence.text for c in candidates("When is the rent due?", [prices, receipt], embed)]

    assert "Children up to 10 | 14" in texts
    assert "Server Bo Tansy" in texts
