"""What stands on a scanned page is shown with how surely it was read, and no doubtful number is stated as fact."""

from dataclasses import replace

import pytest

from minigiants import batch
from minigiants.pipeline import Services
from minigiants.retrieval import Library
from minigiants.types import Scan
from tests.retrieval.making import passages
from tests.scenarios.document_qa.test_pipeline import ANSWER, QUESTION, TEXT, ScriptedModel, services


def with_scan(library: Library, scan: Scan | None, says: str = "The rent is 900 euros a month.") -> Services:
    """Return services whose lease is kept in the library, page 3 of it as a scan."""
    library.add(
        "c",
        "d",
        "lease.pdf",
        media_type="application/pdf",
        passages=passages("d", "lease.pdf", [TEXT]),
        data=TEXT.encode(),
        pages_text={1: TEXT},
        scans={3: scan} if scan else {},
    )
    return replace(services(ScriptedModel(says=says)), shelf=library)


def test_a_page_of_text_has_no_confidence(library: Library) -> None:
    answer = ANSWER(QUESTION, with_scan(library, None))

    assert [e.confidence for e in answer.evidence] == [None]
    assert "confidence" not in batch.line(answer, None, "m")["evidence"][0]


def test_a_sure_number_is_answered_with_the_confidence_of_its_page(library: Library) -> None:
    answer = ANSWER(QUESTION, with_scan(library, Scan(confidence=91.4, doubtful=("1987",))))

    assert (answer.action, answer.text) == ("answer", "The rent is 900 euros a month.")
    assert [e.confidence for e in answer.claims[0].evidence] == [91.4]
    assert batch.line(answer, None, "m")["evidence"][0]["confidence"] == 91


def test_a_doubtful_number_is_not_stated(library: Library) -> None:
    answer = ANSWER(QUESTION, with_scan(library, Scan(confidence=91.4, doubtful=("900",))))

    assert (answer.action, answer.reason, answer.claims) == ("abstain", "not sure", ())
    assert answer.text == (
        "I am not sure: this stands on a scanned page, and “900” may have been read wrongly. Please look at the page."
    )
    assert [e.text for e in answer.evidence] == ["The rent is 900 euros a month."]
    written = batch.line(answer, None, "m")
    assert written["evidence"][0]["confidence"] == 91
    assert [flag["kind"] for flag in written["flags"]] == ["scan"]


@pytest.mark.parametrize(("confidence", "action"), [(58.0, "abstain"), (62.0, "answer")])
def test_of_a_page_that_was_hardly_recognised_nothing_is_stated(
    library: Library, confidence: float, action: str
) -> None:
    assert ANSWER(QUESTION, with_scan(library, Scan(confidence=confidence))).action == action
