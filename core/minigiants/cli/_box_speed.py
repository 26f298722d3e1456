"""Measure how fast a model reads and writes on this machine, alone and with two talks at once."""

import threading
import time
from dataclasses import dataclass

import psutil
from langchain_core.messages import HumanMessage

from minigiants import models
from minigiants.settings import Settings

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


def reckoned(known: Speed, entry: models.ModelEntry, size: int) -> Speed:
    """Reckon another model's speed: reading and writing take time in proportion to the size of the file."""
    factor = entry.size / size
    return Speed(
        model=entry.name,
        read=known.read / factor,
        written=known.written / factor,
        first=known.first * factor,
        first_of_two=known.first_of_two * factor,
        memory=entry.memory,
        measured=False,
    )


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
