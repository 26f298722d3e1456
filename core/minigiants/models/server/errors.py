"""Say what a model server refused, in one sentence without any of its user's words."""

import json
import re
from collections.abc import Mapping
from typing import Any

from minigiants.models.llama.engine import ContextExceeded
from minigiants.models.llama.native import EngineError

_VLLM = re.compile(
    r"maximum context length is (?P<context>\d+).*?(?:\((?P<prompt>\d+) in the (?:messages|prompt|input)"
    r"|has (?P<input>\d+) input tokens|contains at least (?P<least>\d+) input tokens)",
    re.DOTALL,
)
_MEANINGS = {
    401: "it wants a key, or another one: set MINIGIANTS_SERVER_KEY",
    403: "the key is not allowed to do this",
    404: "it has no such address or model: look at MINIGIANTS_ENGINE and MINIGIANTS_MODEL",
    413: "the prompt is too long for it",
    429: "it has too much to do",
    503: "it is busy or still loading its model",
}


class Unreachable(EngineError):  # noqa: N818 - reads as what happened
    """The server can't be reached, or went away."""


class Refused(EngineError):  # noqa: N818 - reads as what happened
    """The server answered, but not with what was asked for."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


def refusal(status: int, body: bytes, host: str) -> Exception:
    """Turn the server's answer `status` into an error; a full context becomes ContextExceeded with its numbers.

    >>> refusal(401, b"", "box:8080")
    Refused('the server at box:8080 answered 401: it wants a key, or another one: set MINIGIANTS_SERVER_KEY')
    """
    details = error_of(body)
    if details and (numbers := _numbers(details)):
        return ContextExceeded(*numbers)
    # Its own words may quote the prompt, so only their kind is told.
    kind = str(details.get("type") or "")
    meaning = _MEANINGS.get(status) or (f"its kind of error is {kind!r}" if re.fullmatch(r"\w{1,60}", kind) else "")
    return Refused(f"the server at {host} answered {status}" + (f": {meaning}" if meaning else ""), status)


def error_of(body: bytes) -> Mapping[str, Any]:
    """Return the error that an answer tells of, in the form of OpenAI's; empty when it tells none.

    >>> error_of(b'{"error": {"type": "x"}}')
    {'type': 'x'}
    """
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    error = found.get("error", found) if isinstance(found, dict) else {}
    return error if isinstance(error, dict) else {"message": str(error)}


def _numbers(error: Mapping[str, Any]) -> tuple[int, int, int] | None:
    """Return prompt tokens, the answer's limit (0 when not told) and the context, where an error has them."""
    if "n_prompt_tokens" in error and "n_ctx" in error:
        return int(error["n_prompt_tokens"]), 0, int(error["n_ctx"])
    if found := _VLLM.search(str(error.get("message", ""))):
        prompt = found["prompt"] or found["input"] or found["least"]
        return int(prompt), 0, int(found["context"])
    return None
