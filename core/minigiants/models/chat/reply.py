"""Hold what one call to the chat model asks for, and what came of it."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessageChunk

from minigiants.models.chat.structured import bounded
from minigiants.models.chat.tools import call_schema, read_calls
from minigiants.models.llama.events import OnProgress
from minigiants.models.llama.native import EngineError

Events = Iterator[Mapping[str, Any]]
"""What an engine sends while it answers, in the form of llama.cpp's completion events."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What one call asks for beside its messages."""

    seed: int
    max_tokens: int
    temperature: float
    avoid_loops: bool = False
    stop: Sequence[str] = ()
    schema: Mapping[str, Any] | None = None
    grammar: str = ""
    logprobs: int = 0
    on_progress: OnProgress | None = None
    tools: Sequence[Mapping[str, Any]] = ()
    tool_choice: str | None = None
    adapter: str = ""
    """Scenario whose adapter is worn where the model has one; nothing changes where it has none."""

    @property
    def form(self) -> Mapping[str, Any] | None:
        """The JSON schema that the reply must have, for its own sake or to call a tool."""
        form = call_schema(self.tools, self.tool_choice) if self.tools else self.schema
        return bounded(form, self.max_tokens) if form is not None and self.avoid_loops else form

    def options(self) -> dict[str, Any]:
        """Return llama.cpp's names for it."""
        options: dict[str, Any] = {
            "seed": self.seed,
            "temperature": self.temperature,
            "stop": list(self.stop),
        }
        if self.avoid_loops:
            options |= {"dry_multiplier": 0.8, "dry_allowed_length": 16, "dry_penalty_last_n": 128}
        if (form := self.form) is not None:
            options["json_schema"] = form
        if self.grammar:
            options["grammar"] = self.grammar
        if self.logprobs:
            options["logprobs"] = self.logprobs
        return options


@dataclass(kw_only=True, slots=True)
class Reply:
    """What came of a call so far."""

    started: float = field(default_factory=time.monotonic)
    first: float = 0.0
    text: str = ""
    finish_reason: str = ""
    logprobs: list[Any] = field(default_factory=list)
    usage: Mapping[str, Any] = field(default_factory=dict)
    timings: Mapping[str, Any] = field(default_factory=dict)
    retries: int = 0
    """How often the request was sent again, to a server."""

    def add(self, event: Mapping[str, Any]) -> str:
        """Take in an event of the engine and return the text it brought."""
        self.usage = event.get("usage") or self.usage
        self.timings = event.get("timings") or self.timings
        self.retries = event.get("retries", self.retries)
        if not event.get("choices"):
            return ""
        choice = event["choices"][0]
        self.finish_reason = choice.get("finish_reason") or self.finish_reason
        self.logprobs += (choice.get("logprobs") or {}).get("content") or []
        text = str(choice.get("text") or "").rstrip("\ufffd")
        if text and not self.first:
            self.first = time.monotonic() - self.started
        self.text += text
        return text

    def news(self) -> dict[str, Any]:
        """Return the log-probabilities that came since the last chunk; LangChain joins them over the chunks."""
        told, self.logprobs = self.logprobs, []
        return {"logprobs": {"content": told}} if told else {}

    def last(self, wish: Wish, about: Mapping[str, Any]) -> AIMessageChunk:
        """Return the chunk that ends the message, with what it cost; `about` names model and prompt."""
        if wish.schema is not None and self.finish_reason == "stop":
            _check_json(self.text)
        content, calls = read_calls(self.text) if wish.tools else ("", [])
        tokens_in, tokens_out = self.usage.get("prompt_tokens", 0), self.usage.get("completion_tokens", 0)
        metadata: dict[str, Any] = {
            **about,
            "seed": wish.seed,
            "finish_reason": self.finish_reason,
            "seconds_to_first_token": self.first,
            "seconds": time.monotonic() - self.started,
            "timings": dict(self.timings),
            "retries": self.retries,
        }
        return AIMessageChunk(
            content=content,
            tool_call_chunks=calls,
            chunk_position="last",
            response_metadata=metadata | self.news(),
            usage_metadata={
                "input_tokens": tokens_in,
                "output_tokens": tokens_out,
                "total_tokens": tokens_in + tokens_out,
                "input_token_details": {"cache_read": self.timings.get("cache_n", 0)},
            },
        )


def _check_json(text: str) -> None:
    # llama.cpp writes on without any constraint when it can't use a schema.
    try:
        json.loads(text)
    except ValueError as error:
        raise EngineError("the engine could not enforce the schema: simplify it") from error
