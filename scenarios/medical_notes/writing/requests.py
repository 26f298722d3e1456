"""Say what the model is asked: to turn a stretch or a piece of a visit into lines of the note, in a style."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from minigiants.prompt import Prompt

_PROMPTS = Path(__file__).parents[1] / "prompts"
SYSTEM = Prompt.load(_PROMPTS / "system.txt")
_PIECES = Prompt.load(_PROMPTS / "pieces.txt")
_EXAMPLES = _PROMPTS / "examples.toml"
_STRETCHES = Prompt.load(_PROMPTS / "stretches.txt")
_LONG_EXAMPLES = _PROMPTS / "stretches.toml"
LINES = Prompt.load(_PROMPTS / "lines.txt")
PROMPT_SHA256 = hashlib.sha256(
    (_PIECES.sha256 + _STRETCHES.sha256 + LINES.sha256).encode() + _EXAMPLES.read_bytes() + _LONG_EXAMPLES.read_bytes()
).hexdigest()
STYLE = "telegraphic"
"""How a note is written that asks for no style."""


class StyleError(ValueError):
    """A style that there is not; the message is one sentence that names those there are."""


def styles() -> list[str]:
    """List the styles that a note can be written in.

    >>> styles()
    ['sentences', 'telegraphic']
    """
    return sorted(_read()["styles"])


def style_of(name: str) -> str:
    """Return the name of a style that there is; raises StyleError."""
    if name not in styles():
        raise StyleError(f"there is no style {name!r}: choose one of {', '.join(styles())}")
    return name


def request(spoken: str, style: str = STYLE) -> list[BaseMessage]:
    """Return what the model is asked of a piece of a visit: the same beginning for every piece, which is read once.

    >>> [message.content for message in request("Patient: It itches.")][-2:]
    ['Smokes 5 a day, formerly 20.', 'Patient: It itches.']
    """
    body = _read()
    messages: list[BaseMessage] = [SystemMessage(_PIECES.render(style=body["styles"][style]))]
    for example in body["examples"]:
        messages += [HumanMessage(example["spoken"]), AIMessage(example[style])]
    return [*messages, HumanMessage(spoken)]


def stretch_request(spoken: str, style: str = STYLE) -> list[BaseMessage]:
    """Return what the model is asked of a stretch of a visit, whose lines are several.

    >>> stretch_request("Patient: It itches.")[-1].content
    'Patient: It itches.'
    """
    messages: list[BaseMessage] = [SystemMessage(_STRETCHES.render(style=_read()["styles"][style]))]
    for example in _read_long()["examples"]:
        messages += [HumanMessage(example["spoken"].strip()), AIMessage(example[style].strip())]
    return [*messages, HumanMessage(spoken)]


def lines_request(spoken: str, style: str = STYLE) -> list[BaseMessage]:
    """Return what a model that has learned it is asked of a stretch: its lines, each after its part, in one style.

    >>> lines_request("Patient: It itches.")[-1].content
    'Patient: It itches.'
    """
    return [SystemMessage(LINES.text), HumanMessage(spoken)]


@cache
def shown_lines() -> frozenset[str]:
    """Return the lines of the examples of stretches: one that comes back was copied, not heard."""
    texts = (example[style] for example in _read_long()["examples"] for style in _read()["styles"])
    return frozenset(line.strip().casefold() for text in texts for line in text.splitlines() if len(line) > 1)


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_EXAMPLES.read_text("utf-8"))


@cache
def _read_long() -> dict[str, Any]:
    return tomllib.loads(_LONG_EXAMPLES.read_text("utf-8"))
