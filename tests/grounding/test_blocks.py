import time
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minigiants.grounding import check, content_words, dates, names, negated, numbers, overlap
from minigiants.types import Evidence

BLOCKS = (numbers, dates, names, content_words, negated)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5mg", [("5", "mg")]),
        ("5 MG", [("5", "mg")]),
        ("$5m", [("5000000", "USD")]),
        ("A$5", [("5", "AUD")]),
        ("5½ hours", [("11/2", "h")]),
        ("10–20 %", [("10", "%"), ("20", "%")]),
        ("-5 °C", [("-5", "°c")]),
        ("1,5 ml", [("3/2", "ml")]),
        ("one hundred and twenty-five", [("125", "")]),
        ("5 mg/kg/day", [("5", "mg/kg/day")]),
        ("twice daily", [("2", "time/day")]),
        ("1\u202f000\u202f000 people", [("1000000", "")]),
        ("the B12 level", []),
        ("X-200 and COVID-19", []),
        ("24/7", [("24", ""), ("7", "")]),
        ("٣ tablets", [("3", "tablet")]),
        ("a 30-day trial", [("30", "day")]),
    ],
)
def test_numbers_are_read_with_their_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(n.value), n.unit) for n in numbers(text)] == expected


def test_limits_are_read_off_the_words_before() -> None:
    assert [n.bound for n in numbers("at least 5, no more than 6, 7")] == ["least", "most", ""]


def test_values_are_exact() -> None:
    assert numbers("0.1")[0].value + numbers("0.2")[0].value == Fraction(3, 10)


@pytest.mark.parametrize(
    "text",
    ["12 March 2021", "12th of March, 2021", "March 12, 2021", "Mar. 12, 2021", "2021-03-12", "12.03.2021", "12/3/21"],
)
def test_a_date_reads_the_same_however_it_is_written(text: str) -> None:
    date = dates(text)[0]

    assert date.year == 2021
    assert {date.month, date.day} == {3, 12}


@pytest.mark.parametrize("text", ["You may 5 times", "31 people marched", "2021-13-40", "section 3.2", "10:75"])
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert dates(text) == ()


def test_names_are_found_inside_sentences_and_doubted_at_their_start() -> None:
    assert [(n.text, n.sure) for n in names("Aspirin helps. It was tried in Paris.")] == [
        ("Aspirin", False),
        ("Paris", True),
    ]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("It is not covered.", {"cover"}),
        ("It is not only covered.", set()),
        ("Reply no later than Friday.", set()),
        ("Take no. 5.", set()),
        ("No, it is covered.", set()),
        ("She has no fever or cough but some pain.", {"fever", "cough"}),
    ],
)
def test_denials_reach_as_far_as_their_words(text: str, denied: set[str]) -> None:
    assert negated(text) == denied


def test_overlap_counts_the_first_text_s_words() -> None:
    assert overlap("red roses", "Roses are red and white") == 1.0
    assert overlap("", "roses") == 0.0


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_an_error(a: str, b: str) -> None:
    for block in BLOCKS:
        block(a)
    assert 0 <= overlap(a, b) <= 1
    source = Evidence(passage_id="p", document_id="d", document="d", page=1, start=0, end=len(b), text=b)
    assert "failed" not in check(a, [source], question=b).why


_JUNK = ("9", " ", "aA", '"', "1,11", "1/", "not ", "May 5 ", "A.", "'a", "(no ")


@pytest.mark.parametrize("piece", _JUNK)
@pytest.mark.parametrize("block", [*BLOCKS, lambda text: overlap(text, text)])
def test_a_hundred_kilobytes_of_junk_take_seconds_at_most(block: Callable[[str], object], piece: str) -> None:
    text = piece * (100_000 // len(piece))

    start = time.process_time()
    block(text)

    assert time.process_time() - start < 6


@pytest.mark.parametrize("piece", _JUNK)
def test_junk_evidence_takes_seconds_at_most(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    source = Evidence(passage_id="p", document_id="d", document="d", page=1, start=0, end=len(text), text=text)

    start = time.process_time()
    result = check(piece * (2000 // len(piece)) + " roses grew.", [source])

    assert time.process_time() - start < 8
    assert result.verdict == "unsupported"
