"""A text of any length is cut where nothing is lost, with no more of it in memory than one stretch."""

import re
from collections.abc import Iterator

import pytest

from minigiants.cli.scrub.text import AROUND, WINDOW, stretches
from minigiants.types import Entity

NUMBER = re.compile(r"#\d+(?: \d+)*")


def search(text: str) -> list[Entity]:
    """Find numbers such as "#12 34"."""
    return [
        Entity(start=m.start(), end=m.end(), type="ID", score=1.0, recognizer="test") for m in NUMBER.finditer(text)
    ]


def cut(text: str, size: int = 7_000) -> list[tuple[str, list[Entity]]]:
    return list(stretches((text[at : at + size] for at in range(0, len(text), size)), search))


TEXTS = {
    "short": "a #1 2 b",
    "paragraphs": "one #12 34 two.\n\n" * 20_000,
    "sentences": "One #12 34 two. " * 20_000,
    "lines": "one #12 34 two\n" * 20_000,
    "words": "one #12 34 two " * 20_000,
    "no gap at all": "x#1234y" * 50_000,
    "long numbers": ("#" + "12 " * 150 + "and ") * 1_000,
    "nothing": "",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_stretches_join_to_the_text(text: str) -> None:
    assert "".join(part for part, _ in cut(text)) == text


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_what_is_found_is_what_would_be_found_in_one_piece(text: str) -> None:
    found, at = [], 0
    for part, entities in cut(text):
        found += [(at + e.start, at + e.end) for e in entities]
        at += len(part)

    assert found == [(e.start, e.end) for e in search(text)]


@pytest.mark.parametrize(
    ("name", "end"), [("paragraphs", "\n\n"), ("sentences", ". "), ("lines", "\n"), ("words", " ")]
)
def test_a_cut_is_at_the_best_place_there_is(name: str, end: str) -> None:
    parts = [part for part, _ in cut(TEXTS[name])]

    assert len(parts) > 3
    assert all(part.endswith(end) for part in parts[:-1])


def test_no_more_is_read_than_is_searched() -> None:
    taken = 0

    def blocks() -> Iterator[str]:
        nonlocal taken
        for _ in range(1_000):
            taken += 1_000
            yield "word " * 200

    given = 0
    for part, _ in stretches(blocks(), search):
        given += len(part)
        assert taken - given <= WINDOW + AROUND
