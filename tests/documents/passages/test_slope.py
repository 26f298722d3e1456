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


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_eight_times_the_text_takes_no_more_than_twenty_times_as_long(mark: str, name: str) -> None:
    short = max(seconds(mark * (10_000 // len(mark)), name), 0.02)

    assert seconds(mark * (80_000 // len(mark)), name) < 20 * short
