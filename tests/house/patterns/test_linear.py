"""No regular expression that reads what strangers wrote takes a time that grows faster than the text.

`python -m tests.house.patterns` looks at those of all rooms, which are given sentences, turns and messages.
"""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.house.patterns.attacks import attacks
from tests.house.patterns.sites import Expression, expressions

SHORT, LONG = 2_000, 8_000
"""Characters: a long sentence, turn or message, and a line that nobody has cut yet."""
QUICK = 0.001
"""Seconds for the short text: a square takes five times as long, a line a tenth."""
STEEP = 9.0
"""How much longer four times the text may take: a line takes 4, a square 16."""
PATIENCE = 0.3
"""Seconds after which a text has shown what it should."""
UNCUT = tuple(
    f"core/minigiants/{room}"
    for room in ("api", "documents", "ingestion", "language", "retrieval", "security", "store")
)
"""Rooms that read whole lines and files of strangers; the others are given sentences, turns and messages."""


class TooLongError(Exception):
    """A pattern was still at it."""


@contextmanager
def ended(seconds: float) -> Iterator[None]:
    """End what takes longer: the engine of `re` looks for signals while it goes back and forth."""

    def stop(_number: int, _frame: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def seconds(pattern: re.Pattern[str], text: str, *, at_start: bool) -> float:
    """Return the processor's seconds for all matches in a text."""
    started = time.process_time()
    try:
        with ended(PATIENCE):
            if at_start:
                pattern.match(text)
                pattern.fullmatch(text)
            else:
                for _ in pattern.finditer(text):
                    pass
    except TooLongError:
        return PATIENCE
    return time.process_time() - started


def grows(expression: Expression) -> str:
    """Return the text whose growth costs more than its length, or nothing."""
    for pattern, text in _slow(expression):
        long = seconds(pattern, text(LONG), at_start=expression.at_start)
        if long < PATIENCE:
            again = [[seconds(pattern, text(n), at_start=expression.at_start) for _ in range(3)] for n in (SHORT, LONG)]
            short, long = map(min, again)
            if long <= STEEP * short:
                continue
        return repr(text(60))
    return ""


def _slow(expression: Expression) -> Iterator[tuple[re.Pattern[str], Callable[[int], str]]]:
    """Yield what writes a text of any length on which the short one takes long."""
    pattern = re.compile(expression.text, expression.flags)
    for head, pump, end in attacks(expression.text, expression.flags):

        def written(length: int, head: str = head, pump: str = pump, end: str = end) -> str:
            return head + pump * (length // len(pump)) + end

        first = seconds(pattern, written(SHORT), at_start=expression.at_start)
        # A second quick look ends it: a pause of the machine is no pattern's.
        if first >= QUICK and (
            first >= PATIENCE or seconds(pattern, written(SHORT), at_start=expression.at_start) >= QUICK
        ):
            yield pattern, written


@pytest.mark.slow
def test_the_attacks_find_what_is_known_to_grow() -> None:
    known = [r"(a+)+$", r"\w+@", r"\s+$", r"(?:a|ab)*c", r"<!--.*?-->", r"(\d+,?)+;"]

    assert [text for text in known if not grows(Expression(text, re.DOTALL, False))] == []


def test_they_find_nothing_in_what_is_known_to_be_even() -> None:
    even = [r"(?<!\w)\w+@", r"\s+", r"\[[^\[\]]{0,80}\]\(", r"^a+b", r"\b\d{1,9}(?:,\d{3}){0,4}\b", r"a|b|c+"]

    assert [text for text in even if all(grows(Expression(text, 0, False)) for _ in range(3))] == []


@pytest.mark.slow
def test_no_expression_that_reads_whole_lines_of_strangers_takes_longer_than_they_are_long() -> None:
    uncut = expressions(UNCUT)

    suspects = {e: where for e, where in uncut.items() if grows(e)}
    # Looked at again: what a busy machine did once it does not do each time.
    steep = {where: (e.text[:120], text) for e, where in suspects.items() if grows(e) and (text := grows(e))}

    assert len(uncut) > 100
    assert steep == {}, "bound the repeat, or let it begin where no other of its kind stands before"
