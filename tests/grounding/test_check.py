from collections.abc import Callable
from typing import Any

import pytest

from minigiants.grounding import check
from minigiants.types import Evidence
from tests.grounding.cases import TABLES

Make = Callable[..., Evidence]
ROWS = [row for rows in TABLES.values() for row in rows]


@pytest.mark.parametrize(("claim", "source", "kind"), ROWS)
def test_a_claim_is_refused_for_the_kind_that_is_wrong_with_it(
    claim: str, source: str, kind: str, evidence: Make
) -> None:
    result = check(claim, [evidence(source)])

    assert (result.kind, result.verdict) == (kind, "unsupported" if kind else "supported"), result.why


@pytest.mark.parametrize("source", sorted({source for _, source, _ in ROWS if source.strip()}))
def test_every_sentence_follows_from_itself(source: str, evidence: Make) -> None:
    result = check(source, [evidence(source)])

    assert result.verdict == "supported", result.why


@pytest.mark.parametrize(
    ("claim", "offender"),
    [
        ("Take 50 mg of warfarin daily.", "50 mg"),
        ("Take 5 ml of warfarin daily.", "5 mg"),
        ("Dr. Brown gave 5 mg of warfarin.", "Brown"),
        ("Take 5 mg of warfarin daily until 2 May 2020.", "2 May 2020"),
        ("Do not take 5 mg of warfarin.", "take"),
    ],
)
def test_the_reason_names_what_is_wrong_in_one_sentence(claim: str, offender: str, evidence: Make) -> None:
    why = check(claim, [evidence("Take 5 mg of warfarin daily.")]).why

    assert offender in why or "denies" in why
    assert why.endswith(".")


def test_no_evidence_at_all_is_unsupported() -> None:
    assert check("Roses are red.", []).kind == "no-evidence"


def test_the_claim_keeps_its_text_and_evidence(evidence: Make) -> None:
    source = evidence("Roses are red.")

    result = check("Roses are red.", [source])

    assert (result.text, result.evidence, result.why) == ("Roses are red.", (source,), "")


def test_the_document_name_lends_its_names(evidence: Make) -> None:
    source = evidence("Subletting needs consent.", document="Hartwell_lease.pdf")

    assert check("At Hartwell subletting needs consent.", [source]).verdict == "supported"
    assert check("At Barclay subletting needs consent.", [source]).kind == "name"


def test_the_question_lends_names_and_counts_but_no_dose(evidence: Make) -> None:
    source = evidence("The usual dose is 5 mg each day.")

    assert check("For Anna the usual dose is 5 mg.", [source], question="What is Anna's dose?").verdict == "supported"
    assert check("The usual dose is 50 mg.", [source], question="Is the dose 50 mg?").kind == "number"


def test_facts_from_two_pieces_of_evidence_may_meet(evidence: Make) -> None:
    sources = [evidence("The lease began on 1 May 2020."), evidence("The rent is $900 per month.")]

    assert check("The lease began on 1 May 2020 at $900 per month.", sources).verdict == "supported"


def test_a_text_too_long_for_one_claim_is_refused(evidence: Make) -> None:
    text = "Roses are red. " * 1000

    assert check(text, [evidence(text)]).kind == "no-evidence"


def test_a_failure_inside_refuses_instead_of_raising() -> None:
    broken: list[Any] = [None]

    result = check("Roses are red.", broken)

    assert (result.verdict, result.kind) == ("unsupported", "no-evidence")
    assert "failed" in result.why


def test_a_time_of_day_is_something_to_compare_though_no_word_is_shared(evidence: Make) -> None:
    visits = evidence("You are welcome between 2 pm and 4.30 pm and again from 6 pm to 7.30 pm.")
    question = "When in the evening can I drop in on my mum?"

    assert (
        check("You can drop in on your mum from 6 pm to 7.30 pm.", [visits], question=question).verdict == "supported"
    )
    assert check("You can drop in on your mum from 6 pm to 8 pm.", [visits], question=question).kind == "date"


def test_a_denial_is_not_missed_beside_the_words_of_the_question(evidence: Make) -> None:
    card = evidence("We take cards from 10 pounds. No cheques.")

    claim = check("No, the hairdresser does not take cheques.", [card], question="Does the hairdresser take cheques?")

    assert claim.verdict == "supported"


def test_an_answer_with_the_value_that_stands_there_may_have_a_word_of_its_own(evidence: Make) -> None:
    letter = evidence("You could then go at two months' notice.")
    question = "How long before leaving must we say so?"

    assert check("You must give two months' notice.", [letter], question=question).verdict == "supported"
    assert check("You must give three months' notice.", [letter], question=question).kind == "number"
    assert check("You must give two months' notice.", [letter]).kind == "lexical"


@pytest.mark.parametrize(
    ("claim", "source", "question", "verdict"),
    [
        (
            "They come from 10 AM.",
            "They come only from 10, as they have a job before.",
            "when do they come",
            "supported",
        ),
        (
            "They come from 10 PM.",
            "They come only from 10, as they have a job before.",
            "when do they come",
            "unsupported",
        ),
        ("They come between 4 and 5 p.m.", "They come on Sunday between 4 and 5.", "when do they come", "supported"),
        ("They come at 8 AM.", "They come at eight in the evening.", "when do they come", "unsupported"),
        ("They come at 8 PM.", "They come at eight in the evening.", "when do they come", "supported"),
        ("They come at 11 AM.", "They come at 11 at night.", "when do they come", "unsupported"),
        ("They come at 11 PM.", "They come at 11 at night.", "when do they come", "supported"),
        ("They come at 10 AM.", "They come to 10 houses.", "when do they come", "unsupported"),
        ("They come from 10 AM.", "They come from 10.", "", "unsupported"),
        ("A parcel of 8 kg costs 7.", "Parcels up to 5 kg cost 4, heavier ones 7.", "8 kg parcel cost", "supported"),
        ("A parcel of 8 kg costs 7.", "A parcel of 5 kg costs 7.", "8 kg parcel cost", "unsupported"),
        ("The bed costs £26 per night.", "The bed costs £21 a night, the suite £26.", "bed per night", "supported"),
        ("A seat costs £26 per adult.", "A seat costs £26 per child, £30 per adult.", "seat per adult", "unsupported"),
    ],
)
def test_words_of_the_question_may_be_said_again_where_the_evidence_bears_them(
    claim: str, source: str, question: str, verdict: str, evidence: Make
) -> None:
    result = check(claim, [evidence(source)], question=question)

    assert result.verdict == verdict, result.why
