"""Sentences end where a reader says they end."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minigiants.language import sentences

# Each case is the sentences that the text, joined by " ", falls into.
CASES = [
    ["The term is seven years.", "It begins on 1 May 2024."],
    ["Dr. Okoro met Mr. Wren.", "Both agreed."],
    ["See Fig. 3 and No. 5 in Vol. 2.", "Then stop."],
    ["Did he say No.", "He did not."],
    ["Use light liquids, e.g. Water or oil, i.e. Thin ones.", "Stop."],
    ["The U.S. Government signed.", "Nobody objected."],
    ["They moved to the U.S.", "The house was sold."],
    ["J. R. R. Tolkien wrote it.", "It sold well."],
    ["It costs 3.50 pounds.", "Tax is 7.5 per cent."],
    ["The works of Smith et al. 2019 differ.", "They are newer."],
    ["Really?", "Yes!", "Good."],
    ['"Stop!" he said.', 'She said: "No."', "Then she left."],
    ["He left (see Annex 2).", "(It is empty.)", "Fine."],
    ["The surname .", "It is believed to be old .", "So what ?", "Nothing ."],
    ["1. The tenant pays the rent.", "The landlord signs."],
    ["(a) Keep it dry.", "Do not open it."],
    ["Clause 4. The deposit is held.", "It bears interest."],
    ["Open at 9 a.m. Monday to Friday.", "Closed on Sundays."],
    ["Brindle Ltd. was founded in 1990.", "It grew."],
    ["Wait ... and see.", "Well..."],
    ["Visit www.example.org for more.", "Version 2.0.1 is out."],
    ["On Dec. 5 it rained.", "In Jan. it snowed."],
    ["Der Vertrag endet.", "Österreich folgt.", "¿Qué pasa?", "Nada."],
    ["He was born in 1975.", "2 years later he moved."],
]


@pytest.mark.parametrize("expected", CASES, ids=lambda case: case[0][:30])
def test_a_text_falls_into_its_sentences(expected: list[str]) -> None:
    text = " ".join(expected)

    found = [text[start:end] for start, end in sentences(text)]

    assert found == expected


def test_headings_items_and_rows_stand_alone() -> None:
    text = "3. Rent\n\nIt is due\n- on 1 May\n- on 1 June.\nItem | Value\r\nRent | 98,880\n"

    found = [text[start:end] for start, end in sentences(text)]

    assert found == ["3. Rent", "It is due", "- on 1 May", "- on 1 June.", "Item | Value", "Rent | 98,880"]


def test_sentences_without_spaces_between_are_found_in_chinese() -> None:
    assert len(sentences("今天下雨。我们不出去。好吗？好。")) == 4


def test_a_very_long_sentence_is_cut_at_semicolons_only() -> None:
    clause = "the tenant shall keep the premises clean, dry and free of any goods that may burn"
    text = "; ".join([clause] * 12) + "."

    found = [text[start:end] for start, end in sentences(text)]

    assert len(found) > 1
    assert all(80 <= len(part) <= 400 for part in found)
    assert all(part.endswith(";") for part in found[:-1])


def test_a_sentence_of_usual_length_keeps_its_semicolon() -> None:
    text = "A leakage of 3 millilitres is normal; replace the seal when it is higher."

    assert sentences(text) == [(0, len(text))]


@given(st.text(st.sampled_from("ab Z9.;!?\n\t|()\"'\u2028。é"), max_size=900))
def test_every_character_that_is_no_space_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)

    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


def test_worst_texts_take_linear_time() -> None:
    for text in (
        ". " * 200_000,
        "a" * 400_000,
        "A. " * 130_000,
        ";" * 400_000,
        "; " * 200_000,
        "')" * 200_000,
        "1." * 200_000,
    ):
        begin = time.process_time()
        sentences(text)
        assert time.process_time() - begin < 5, text[:4]


def test_time_grows_with_the_length_of_a_line_of_marks_not_with_its_square() -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        for marks in (".", "!?", '."', ". )", "。", ".\u2019 "):
            sentences(marks * length)
        return time.process_time() - started

    assert seconds(40_000) < 20 * max(seconds(5_000), 0.01)  # a square would take 64 times as long
