"""Put a request into the words of OpenAI's interface, and its stream of answers into an engine's events."""

from collections.abc import Mapping, Sequence
from typing import Any

from minigiants.models.chat.reply import Wish
from minigiants.models.llama.native import EngineError
from minigiants.models.server.ability import Abilities
from minigiants.models.server.link import Call


class Unable(EngineError):  # noqa: N818 - reads as what is the matter
    """The server can't do what a request needs."""


def body_of(able: Abilities, messages: Sequence[Mapping[str, str]], wish: Wish, server: str) -> dict[str, Any]:
    """Return the request's body; raises Unable for what the server was found not to do."""
    _refuse(able, wish, server)
    body: dict[str, Any] = {
        "model": able.model,
        "messages": list(messages),
        "max_tokens": wish.max_tokens,
        "temperature": wish.temperature,
        "seed": wish.seed,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if wish.stop:
        body["stop"] = list(wish.stop)
    if (form := wish.form) is not None:
        body["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": form},
        }
    if wish.logprobs:
        body |= {"logprobs": True, "top_logprobs": wish.logprobs}
    return body | (_llama(wish) if able.kind == "llama.cpp" else _others(wish))


def _llama(wish: Wish) -> dict[str, Any]:
    """Return what llama.cpp's server understands beyond OpenAI's interface; others may refuse it."""
    own = {key: value for key, value in wish.options().items() if key.startswith(("dry_", "grammar"))}
    return {"return_progress": True, "cache_prompt": True, **own}


def _others(wish: Wish) -> dict[str, Any]:
    """Return the interface's own means against going in circles; it is blunter than llama.cpp's."""
    return {"frequency_penalty": 0.3} if wish.avoid_loops else {}


def _refuse(able: Abilities, wish: Wish, server: str) -> None:
    if wish.logprobs and not able.logprobs:
        raise Unable(
            f"the {server} tells no log-probabilities, which this needs to know when not to answer: use llama.cpp's "
            "server or vLLM, or the engine 'llama.cpp'"
        )
    if wish.temperature > 0 and not able.seeds:
        raise Unable(f"the {server} keeps no seed, so what it draws can't be repeated: ask with temperature 0")
    if wish.grammar and able.kind != "llama.cpp":
        raise Unable(f"the {server} takes no grammars: use a JSON schema, or llama.cpp's server")


class Completion:
    """A running chat, seen as a request that an engine completes."""

    place = (0, 0)
    """A server tells nothing of its line."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def wait(self, seconds: float) -> Mapping[str, Any] | None:
        """Return the next event, None after the last; raises Empty after `seconds`, or the request's error."""
        event = self._call.wait(seconds)
        return None if event is None else completion(event)


def completion(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the event of a chat as one of a plain completion.

    >>> completion({"choices": [{"delta": {"content": "Hi"}, "finish_reason": None}]})["choices"]
    [{'text': 'Hi', 'logprobs': None, 'finish_reason': None}]
    >>> completion({"choices": [{"delta": {"role": "assistant"}, "finish_reason": None}]})["choices"]
    []
    """
    choices = [
        {
            "text": choice.get("delta", {}).get("content") or "",
            "logprobs": choice.get("logprobs"),
            "finish_reason": choice.get("finish_reason"),
        }
        for choice in event.get("choices") or []
    ]
    return {**event, "choices": [choice for choice in choices if any(choice.values())]}
