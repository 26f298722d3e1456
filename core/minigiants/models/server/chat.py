"""Talk to a model behind an OpenAI-compatible server (llama.cpp's, vLLM, Ollama) as a LangChain chat model."""

import hashlib
import json
import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from langchain_core.language_models import LangSmithParams, LanguageModelInput
from langchain_core.messages import BaseMessage
from pydantic import Field, PrivateAttr, SecretStr

from minigiants.models.chat.base import SuiteChat
from minigiants.models.chat.messages import to_template
from minigiants.models.chat.reply import Events, Wish
from minigiants.models.llama.engine import ContextExceeded, State
from minigiants.models.llama.events import OnProgress, follow
from minigiants.models.llama.native import EngineError
from minigiants.models.server.ability import Abilities, examine
from minigiants.models.server.choose import LISTED, weigh
from minigiants.models.server.link import Link
from minigiants.models.server.request import Completion, body_of


class ChatServer(SuiteChat):
    """A model behind a server by its base address; what the server can do is tried out before the first question.

    What it can't do is never left out in silence: a schema that it doesn't enforce is checked and asked for again, and
    without seeds or log-probabilities a request that needs them is refused.
    """

    url: str
    """The base address, such as http://127.0.0.1:8080/v1."""
    key: SecretStr = SecretStr("")
    model: str = ""
    """As the server calls it; empty takes its only one."""
    timeout: float = Field(default=120, gt=0)
    """Seconds of silence after which a request has failed."""
    retries: int = Field(default=2, ge=0)
    """How often a request is sent again that the server was too busy for, or that never reached it."""
    _able: Abilities | None = PrivateAttr(default=None)
    _state: State = PrivateAttr(default="not loaded")
    _loading: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    @property
    def link(self) -> Link:
        """The way to the server."""
        return Link(url=self.url, key=self.key.get_secret_value(), timeout=self.timeout, retries=self.retries)

    @property
    def abilities(self) -> Abilities:
        """What the server was found to do; asks it the first time."""
        with self._loading:
            if self._able is None:
                self._state = "loading"
                try:
                    self._able = examine(self.link, self.model)
                except BaseException:
                    self._state = "failed"
                    raise
                self._state = "ready"
            return self._able

    @property
    def state(self) -> State:
        """Whether the server was found and can answer."""
        return self._state

    def load(self) -> None:
        """Find the server and try what it can do; raises one clear sentence."""
        _ = self.abilities

    @property
    def model_name(self) -> str:
        """The server's name for it."""
        return self._able.model if self._able else self.model or "its model"

    @property
    def engine_name(self) -> str:
        """The server's kind and address."""
        kind = self._able.kind if self._able else ""
        return f"{kind} server at {self.link.host}".strip()

    @property
    def sent_to(self) -> str:
        """The server's host, when it is another machine."""
        host = urlsplit(self.url).hostname or ""
        return "" if is_this_machine(host) else self.link.host

    @property
    def enforces_schemas(self) -> bool:
        """Whether the server was found to enforce them."""
        return self.abilities.schemas

    @property
    def room(self) -> int:
        """Tokens that prompt and answer may have together: the least of what was set and what the server tells."""
        return min(self.context, self.abilities.context or self.context)

    def count_tokens(self, messages: Sequence[BaseMessage]) -> int:
        """Count the tokens of the prompt; where the server can't, a guess on the high side."""
        template, kind = to_template(messages), self.abilities.kind
        if kind == "llama.cpp":
            text = self.link.fetch("/apply-template", {"messages": template})["prompt"]
            return len(
                self.link.fetch("/tokenize", {"content": text, "add_special": True, "parse_special": True})["tokens"]
            )
        if kind == "vLLM":
            return int(self.link.fetch("/tokenize", {"model": self.model_name, "messages": template})["count"])
        return guess(template)

    def get_token_ids(self, text: str) -> list[int]:
        """Return the model's tokens of a text, from a llama.cpp server."""
        if self.abilities.kind != "llama.cpp":
            raise EngineError(f"the {self.engine_name} does not tell a text's tokens")
        return [int(token) for token in self.link.fetch("/tokenize", {"content": text})["tokens"]]

    def choose(
        self, messages: LanguageModelInput, options: Sequence[str], *, on_progress: OnProgress | None = None
    ) -> dict[str, float]:
        """Return the probability of each option as the whole reply, given that it is one of them; they sum to 1.

        Options must differ in their first tokens, and be likely enough for the server to list them.
        """
        reply = self.invoke(messages, max_tokens=1, logprobs=LISTED, on_progress=on_progress)
        content = reply.response_metadata.get("logprobs", {}).get("content", [])
        listed = {top["token"]: math.exp(top["logprob"]) for top in content[0]["top_logprobs"]} if content else {}
        return weigh(options, listed)

    @property
    def _llm_type(self) -> str:
        return "openai-compatible server"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model_name": self.model_name, "url": self.url, "seed": self.seed, "context": self.context}

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        params = super()._get_ls_params(stop=stop, **kwargs)
        return LangSmithParams(**{"ls_model_name": self.model_name, **params, "ls_provider": "server"})

    def _run(self, messages: list[BaseMessage], wish: Wish) -> tuple[Mapping[str, Any], Events]:
        able, template = self.abilities, to_template(messages)
        body = body_of(able, template, wish, self.engine_name)
        tokens = self.count_tokens(messages)
        if tokens + wish.max_tokens > self.room:
            raise ContextExceeded(tokens, wish.max_tokens, self.room)
        about = {
            "model_name": able.model,
            "model_sha256": "",
            "engine": self.engine_name,
            "prompt_sha256": hashlib.sha256(json.dumps(template, ensure_ascii=False).encode()).hexdigest(),
        }
        return about, self._events(body, tokens, wish)

    def _events(self, body: Mapping[str, Any], tokens: int, wish: Wish) -> Iterator[Mapping[str, Any]]:
        call = self.link.start("chat/completions", body)
        try:
            yield from follow(Completion(call), wish.on_progress or (lambda *_: None), (tokens, wish.max_tokens))
        finally:
            call.cancel()


def guess(messages: Sequence[Mapping[str, str]]) -> int:
    """Return more tokens than messages in plain English have.

    >>> guess([{"role": "user", "content": "Is snow white?"}])
    16
    """
    return sum(len(message["content"].encode()) // 3 + 12 for message in messages)


def is_this_machine(host: str) -> bool:
    """Tell whether a server's host is the machine that asks.

    >>> is_this_machine("127.0.0.1"), is_this_machine("localhost"), is_this_machine("10.0.0.7")
    (True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
