"""Measure how fast models read and write on this machine, and say which is fast enough for those who wait."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psutil
from langchain_core.messages import HumanMessage

from minigiants import models
from minigiants.settings import Settings

LEAST = 600_000_000
"""Bytes of memory below which a model is for tests: it answers fast, and wrongly."""
READ = 500
"""Words of the prompt: about what a customer's question costs with its evidence."""
WRITTEN = 48
"""Tokens of the answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Speed:
    """What a model does on this machine."""

    model: str
    read: float
    """Tokens a second."""
    written: float
    first: float
    """Seconds to the first word of one talk."""
    first_of_two: float
    """Seconds to the first word of the later one of two talks that ask at once."""
    memory: int
    """Bytes that the process held at the end."""
    measured: bool = True
    """Whether it was measured, or reckoned from another model's figures by size."""


def measure(name: str, settings: Settings) -> Speed:
    """Load the model called `name` into llama.cpp and time it; raises ModelNotReadyError."""
    from minigiants.services import chat_model

    chat = chat_model(settings.model_copy(update={"model": name, "engine": "llama.cpp"}))
    assert isinstance(chat, models.ChatLlamaCpp)
    chat.load()
    alone = _ask(chat, "alone")
    return Speed(
        model=name,
        read=alone[0] / max(alone[2], 1e-3),
        written=(alone[1] - 1) / max(alone[3] - alone[2], 1e-3),
        first=alone[2],
        first_of_two=_two(chat),
        memory=psutil.Process().memory_info().rss,
    )


def reckoned(measured: Speed, entry: models.ModelEntry, size: int) -> Speed:
    """Reckon another model's speed: reading and writing take time in proportion to the size of the file."""
    factor = entry.size / size
    return Speed(
        model=entry.name,
        read=measured.read / factor,
        written=measured.written / factor,
        first=measured.first * factor,
        first_of_two=measured.first_of_two * factor,
        memory=entry.memory,
        measured=False,
    )


def speeds(settings: Settings) -> Iterator[Speed]:
    """Measure every chat model that is here and fits, then reckon the others."""
    chat = [entry for entry in models.catalog(settings.models_folder).values() if entry.kind == "chat"]
    entries = [entry for entry in chat if entry.memory >= LEAST and models.fits(entry)]
    first: tuple[Speed, int] | None = None
    absent = []
    for entry in sorted(entries, key=lambda e: -e.memory):
        try:
            measured = measure(entry.name, settings)
        except models.ModelNotReadyError:
            absent.append(entry)
            continue
        models.close_engines()
        first = first or (measured, entry.size)
        yield measured
    for entry in absent if first else ():
        assert first is not None
        yield reckoned(first[0], entry, first[1])


def verdict(speeds: list[Speed], seconds: float) -> tuple[bool, str]:
    """Say which model meets the goal for two talks at once, the largest that does, or that none does.

    >>> verdict([], 10.0)
    (False, 'no chat model is here: run `minigiants models pull`')
    """
    if not speeds:
        return False, "no chat model is here: run `minigiants models pull`"
    meeting = [speed for speed in speeds if speed.first_of_two <= seconds]
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
    fastest = min(speeds, key=lambda speed: speed.first_of_two)
    return False, f"no model meets {seconds:g} s; the fastest, {fastest.model}, takes {fastest.first_of_two:.1f} s"


def _two(chat: "models.ChatLlamaCpp") -> float:
    firsts: list[float] = []

    def one(word: str) -> None:
        started = time.perf_counter()
        stream = chat.stream([HumanMessage(_prompt(word))], max_tokens=WRITTEN)
        for chunk in stream:
            if chunk.text:
                firsts.append(time.perf_counter() - started)
                break
        for _ in stream:
            pass

    threads = [threading.Thread(target=one, args=(word,)) for word in ("left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return max(firsts)


def _ask(chat: "models.ChatLlamaCpp", word: str) -> tuple[int, int, float, float]:
    """Return the tokens read and written, and the seconds to the first and to the last one."""
    message = chat.invoke([HumanMessage(_prompt(word))], max_tokens=WRITTEN)
    usage, about = message.usage_metadata, message.response_metadata
    assert usage is not None
    return usage["input_tokens"], usage["output_tokens"], about["seconds_to_first_token"], about["seconds"]


def _prompt(word: str) -> str:
    """Return a prompt that no cache holds: its first word is its own."""
    return (
        f"{word} "
        + "the workshop is open from nine to five and mends bicycles of every make " * (READ // 14)
        + (" Tell at length what this says.")
    )
