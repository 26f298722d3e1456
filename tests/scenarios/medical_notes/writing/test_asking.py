"""Pieces are written several at once where the model can; their lines come in order, and events from one thread."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.messages import AIMessageChunk

from minigiants.pipeline import Event
from scenarios.medical_notes.writing import Scribe
from tests.scenarios.medical_notes.fakes import Writer

PIECES = [f"Patient: It has been {n} days." for n in range(9)]


class _Together(Writer):
    """Writes a piece only once another one is asked for as well."""

    together: Any = None

    def script(
        self, asked: str, on_progress: Callable[[str, int, int], None], **options: Any
    ) -> Iterator[AIMessageChunk]:
        if asked != PIECES[0]:
            self.together.wait()
        yield from super().script(asked, on_progress, **options)


class _Abreast(Writer):
    """A model that has another beside it for several pieces at once."""

    beside: Any = None

    def abreast(self, number: int, *, context: int, task: str = "") -> Writer:
        assert number > 1
        assert context > 0
        return self.beside  # type: ignore[no-any-return]


def line_of(spoken: str) -> str:
    return f"{spoken.split()[4]} days."


def abreast() -> _Abreast:
    return _Abreast(beside=_Together(says=line_of, together=threading.Barrier(2, timeout=3)))


def test_lines_come_in_the_order_of_the_pieces_though_they_are_written_at_once() -> None:
    threads = set[int]()
    scribe = Scribe(model=abreast(), on_event=lambda event: threads.add(threading.get_ident()))

    assert [made.text for made in scribe.each(PIECES, lambda: True)] == [line_of(p) for p in PIECES]
    assert threads == {threading.get_ident()}


def test_nothing_is_sent_when_the_time_is_up() -> None:
    model = abreast()

    assert list(Scribe(model=model, on_event=lambda event: None).each(PIECES, lambda: False)) == []
    assert model.beside.asked == []


def test_an_error_of_the_reader_ends_all_pieces() -> None:
    events = iter(range(3))

    def on_event(event: Event) -> None:
        if next(events, None) is None:
            raise InterruptedError("the reader went away")

    model = abreast()
    with pytest.raises(InterruptedError):
        list(Scribe(model=model, on_event=on_event).each(PIECES, lambda: True))
    assert len(model.beside.asked) < len(PIECES)


def test_a_piece_that_is_very_long_is_asked_by_itself() -> None:
    model = abreast()
    model.says = lambda spoken: "A long story."
    long = f"Patient: {'and then ' * 300}"
    made = list(Scribe(model=model, on_event=lambda event: None).each([PIECES[0], long], lambda: True))

    assert [each.text for each in made] == ["0 days.", "A long story."]
    assert model.asked == [long]
