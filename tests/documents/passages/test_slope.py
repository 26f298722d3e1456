"""Texts of nothing but marks are read in a time that grows with their length and no faster."""

import time

import pytest

from minigiants.documents import Unreadable, read, sentences

MARKS = (
    ".",
    ". ",
    ".)",
    "[",
    "[a](",
    "![",
    "**a ",
    "__a ",
    "<!--",
    "`a",
    "~~a",
    "|a",
    "\\",
    "[^a",
    "<a ",
    "* a",
    "<sup>",
)


def seconds(text: str, name: str) -> float:
    begin = time.process_time()
    try:
        page = read(text.encode(), name).pages[0]
        sentences(page.text)
    except Unreadable:
        pass
    return time.process_time() - begin


PIECES = [("a.html", "a <sup>1</sup> b "), ("a.html", "<dl><dt>a<dd>b"), ("a.csv", "x,1\n\n"), ("a.csv", "x,1\n")]


@pytest.mark.parametrize(("name", "piece"), PIECES)
def test_marks_and_rows_take_a_time_that_grows_with_their_number(name: str, piece: str) -> None:
    begin = "<html><body><p>" if name == "a.html" else "a,b\n"
    short = max(seconds(begin + piece * 300, name), 0.02)

    assert min(seconds(begin + piece * 2400, name) for _ in range(3)) < 20 * short


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_eight_times_the_text_takes_no_more_than_twenty_times_as_long(mark: str, name: str) -> None:
    short = max(seconds(mark * (10_000 // len(mark)), name), 0.02)

    assert min(seconds(mark * (80_000 // len(mark)), name) for _ in range(3)) < 20 * short
