"""Say whether this machine is fast enough for those who wait for a scenario's answers, and with which model."""

from collections.abc import Iterator

from minigiants import models
from minigiants.cli._box_speed import Speed, measure, reckoned
from minigiants.settings import Settings

LEAST = 600_000_000
"""Bytes of memory below which a model is for tests: it answers fast, and wrongly."""


def speeds(settings: Settings) -> Iterator[Speed]:
    """Measure every chat model that is here and fits, then reckon the others."""
    chat = [entry for entry in models.catalog(settings.models_folder).values() if entry.kind == "chat"]
    entries = [entry for entry in chat if entry.memory >= LEAST and models.fits(entry)]
    known: tuple[Speed, int] | None = None
    absent = []
    for entry in sorted(entries, key=lambda e: -e.memory):
        try:
            found = measure(entry.name, settings)
        except models.ModelNotReadyError:
            absent.append(entry)
            continue
        models.close_engines()
        known = known or (found, entry.size)
        yield found
    for entry in absent if known else ():
        assert known is not None
        yield reckoned(known[0], entry, known[1])


def verdict(found: list[Speed], seconds: float) -> tuple[bool, str]:
    """Say which model meets the goal for two talks at once, the largest that does, or that none does.

    >>> verdict([], 10.0)
    (False, 'no chat model is here: run `minigiants models pull`')
    """
    if not found:
        return False, "no chat model is here: run `minigiants models pull`"
    meeting = [speed for speed in found if speed.first_of_two <= seconds]
    here = [speed for speed in meeting if speed.measured]
    if here:
        best = max(here, key=lambda speed: speed.first_of_two)
        return True, f"{best.model} meets the goal of {seconds:g} s: {best.first_of_two:.1f} s with two talks"
    if meeting:
        best = max(meeting, key=lambda speed: speed.first_of_two)
        return (
            False,
            f"none that is here meets {seconds:g} s; {best.model} should: run `minigiants models pull {best.model}`",
        )
    fastest = min(found, key=lambda speed: speed.first_of_two)
    return False, f"no model meets {seconds:g} s; the fastest, {fastest.model}, takes {fastest.first_of_two:.1f} s"
