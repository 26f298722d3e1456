"""Bytes become text however tokens cut them."""

import itertools

import pytest

from minigiants.models.ctransformers.text import Text

WHOLE = "a你好😀 END b"


@pytest.mark.parametrize("size", range(1, 9))
def test_pieces_of_any_size_make_the_same_text_without_broken_characters(size: int) -> None:
    text, data = Text(()), WHOLE.encode()

    out = [text.add(data[start : start + size]) for start in range(0, len(data), size)]

    assert all(WHOLE.startswith(sofar) for sofar in itertools.accumulate(out))
    assert "".join(out) + text.rest() == WHOLE


@pytest.mark.parametrize("size", range(1, 9))
@pytest.mark.parametrize("stop", ["END", "😀", " E", "b"])
def test_a_stop_sequence_across_pieces_ends_the_text_before_it(size: int, stop: str) -> None:
    text, data, out = Text([stop, "never"]), WHOLE.encode(), ""

    for start in range(0, len(data), size):
        out += text.add(data[start : start + size])
        if text.stopped:
            break

    assert text.stopped
    assert out + text.rest() == WHOLE[: WHOLE.index(stop)]


def test_what_only_looked_like_a_stop_sequence_is_let_out() -> None:
    text = Text(["END"])

    assert [text.add(b"the E"), text.add(b"N"), text.add(b"GINE E")] == ["the ", "", "ENGINE "]
    assert text.rest() == "E"
