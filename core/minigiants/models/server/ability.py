"""Find out what a model server can do, by asking it rather than by its name."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from minigiants.models.llama.native import EngineError
from minigiants.models.server.errors import Refused
from minigiants.models.server.link import Link

Answer = Mapping[str, Any]
Complete = Callable[..., Answer]

_WORD = "K7Q"
"""What no model says by itself."""
_SCHEMA = {
    "type": "object",
    "properties": {"code": {"type": "string", "enum": [_WORD]}},
    "required": ["code"],
    "additionalProperties": False,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Abilities:
    """What a server and its model were found to do."""

    model: str
    """As the server calls it."""
    kind: str
    """llama.cpp, vLLM, Ollama, or empty."""
    context: int
    """Tokens that prompt and answer may have together; 0 when the server doesn't tell."""
    schemas: bool
    """Whether a JSON schema is enforced."""
    seeds: bool
    """Whether the same seed gives the same text."""
    logprobs: bool
    """Whether it tells how probable its words were."""
    counts: bool
    """Whether it counts a prompt's tokens beforehand."""

    @property
    def missing(self) -> list[str]:
        """What it can't do, in words for people."""
        able = {"schemas": self.schemas, "seeds": self.seeds, "log-probabilities": self.logprobs}
        return [name for name, has in able.items() if not has]


def examine(link: Link, wish: str) -> Abilities:
    """Ask the server which models it has and try each ability on the one called `wish`, or on its only one.

    Costs five short answers. Raises Unreachable, or EngineError when it has no such model.
    """
    listed = link.fetch("models")
    models = {str(model.get("id")): model for model in listed.get("data") or []}
    name = choose_model(list(models), wish, link.host)
    about = models[name]
    kind = _kind(about)

    def complete(words: str, tokens: int, **options: Any) -> Answer:
        body = {"model": name, "messages": [{"role": "user", "content": words}], "max_tokens": tokens}
        answer = link.fetch("chat/completions", {"temperature": 0, **body, **options})
        choice: Answer = answer["choices"][0]
        return choice

    complete("Say yes.", 1)  # what fails here is no missing ability
    return Abilities(
        model=name,
        kind=kind,
        context=_context(link, about, kind),
        schemas=_try(lambda: _keeps_schema(complete)),
        seeds=_try(lambda: _keeps_seed(complete)),
        logprobs=_try(lambda: _tells_logprobs(complete)),
        counts=kind in ("llama.cpp", "vLLM"),
    )


def choose_model(names: list[str], wish: str, host: str) -> str:
    """Return the server's model called `wish`, or its only one when there is no wish.

    >>> choose_model(["smol"], "", "box")
    'smol'
    """
    if wish in names:
        return wish
    if not wish and len(names) == 1:
        return names[0]
    have = ", ".join(names) or "none"
    asked = f"no model {wish!r}" if wish else "several models" if names else "no model"
    raise EngineError(f"the server at {host} has {asked}; set MINIGIANTS_MODEL to one of its models: {have}")


def _kind(about: Answer) -> str:
    owner = str(about.get("owned_by", "")).lower()
    known = {"llamacpp": "llama.cpp", "vllm": "vLLM", "library": "Ollama"}
    return known.get(owner, "")


def _context(link: Link, about: Answer, kind: str) -> int:
    if kind == "llama.cpp":
        props = _attempt(lambda: link.fetch("/props")) or {}
        told = props.get("default_generation_settings", {}).get("n_ctx") or (about.get("meta") or {}).get("n_ctx")
        return int(told or 0)
    return int(about.get("max_model_len") or 0)


def _keeps_schema(complete: Complete) -> bool:
    form = {"type": "json_schema", "json_schema": {"name": "code", "strict": True, "schema": _SCHEMA}}
    said = complete("Tell me a colour.", 24, response_format=form)["message"]["content"]
    return bool(json.loads(said) == {"code": _WORD})


def _keeps_seed(complete: Complete) -> bool:
    def say(seed: int) -> str:
        return str(complete("Invent a name.", 8, temperature=2, seed=seed)["message"]["content"])

    return say(1) == say(1) and len({say(seed) for seed in range(1, 5)}) > 1


def _tells_logprobs(complete: Complete) -> bool:
    told = complete("Say yes.", 1, logprobs=True, top_logprobs=5).get("logprobs") or {}
    return len(told["content"][0]["top_logprobs"]) >= 5


def _try(attempt: Callable[[], bool]) -> bool:
    """Return what came of an attempt; a server that refuses or answers in another form is not able."""
    return bool(_attempt(attempt))


def _attempt(attempt: Callable[[], Any]) -> Any:
    try:
        return attempt()
    except (Refused, LookupError, TypeError, ValueError):
        return None
