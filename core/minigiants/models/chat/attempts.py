"""Get a form out of an engine that can't enforce one: ask for it, check what came, and ask again."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import jsonschema
from langchain_core.messages import AIMessageChunk, BaseMessage, SystemMessage
from langchain_core.outputs import ChatGenerationChunk

from minigiants.models.chat.reply import Events, Reply, Wish
from minigiants.models.llama.native import EngineError

ATTEMPTS = 3
"""How often a reply in the right form is asked for before the request is refused."""
VARIETY = 0.7
"""Least temperature of the second attempt on: the same words would come again else."""

Run = Callable[[list[BaseMessage], Wish], tuple[Mapping[str, Any], Events]]


class FormMissed(EngineError):  # noqa: N818 - reads as what happened
    """The model did not keep to the schema however often it was asked."""


def ask(run: Run, messages: list[BaseMessage], wish: Wish) -> Iterator[ChatGenerationChunk]:
    """Yield a reply of the form that `wish` has, `attempts` among its metadata; raises FormMissed."""
    form = wish.form
    assert form is not None
    _check(form)
    told = SystemMessage(f"Answer with JSON of this schema and nothing else: {json.dumps(form, ensure_ascii=False)}")
    prompt = messages if wish.tools else [told, *messages]
    reply = Reply()
    for attempt in range(1, ATTEMPTS + 1):
        reply = Reply(started=reply.started)
        about, events = run(prompt, _freely(wish, attempt))
        for event in events:
            reply.add(event)
        reply.text = json_part(reply.text)
        if _fits(reply.text, form):
            if not wish.tools:
                text = AIMessageChunk(content=reply.text, response_metadata=reply.news())
                yield ChatGenerationChunk(message=text)
            yield ChatGenerationChunk(message=reply.last(wish, {**about, "attempts": attempt}))
            return
    raise FormMissed(
        f"the model missed the form that was asked for {ATTEMPTS} times, and this engine cannot enforce it: use a "
        "stronger model, or the engine 'llama.cpp', which can"
    )


def json_part(text: str) -> str:
    """Return the JSON value of a text that may put it into a fence or talk around it, or the text itself.

    >>> json_part('Sure! {"a": 1} Anything else?')
    '{"a": 1}'
    """
    for start in (place for place, char in enumerate(text) if char in "{["):
        try:
            _, end = json.JSONDecoder().raw_decode(text, start)
        except ValueError:
            continue
        return text[start:end]
    return text.strip()


def _freely(wish: Wish, attempt: int) -> Wish:
    free = replace(wish, schema=None, tools=(), tool_choice=None)
    if attempt == 1:
        return free
    return replace(free, seed=wish.seed + attempt - 1, temperature=max(wish.temperature, VARIETY))


def _check(form: Mapping[str, Any]) -> None:
    try:
        jsonschema.Draft202012Validator.check_schema(form)
    except jsonschema.SchemaError as error:
        raise EngineError("the schema cannot be used: it is no JSON schema") from error


def _fits(text: str, form: Mapping[str, Any]) -> bool:
    try:
        jsonschema.validate(json.loads(text), form)
    except (ValueError, jsonschema.ValidationError):
        return False
    return True
