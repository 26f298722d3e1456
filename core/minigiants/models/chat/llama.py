"""Talk to a quantized model on this machine as a LangChain chat model."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from langchain_core.language_models import LangSmithParams, LanguageModelInput
from langchain_core.messages import BaseMessage
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import Field

from minigiants.models.adapters import Adapter
from minigiants.models.chat.base import SuiteChat
from minigiants.models.chat.choose import next_token, weigh
from minigiants.models.chat.messages import to_template
from minigiants.models.chat.reply import Events, Wish
from minigiants.models.chat.tools import instructions
from minigiants.models.llama.engine import Engine, RenderedPrompt, State
from minigiants.models.llama.engines import engine, make_room
from minigiants.models.llama.events import OnProgress


class ChatLlamaCpp(SuiteChat):
    """A GGUF file run by llama.cpp; all objects with the same file share one engine and its line."""

    path: Path
    sha256: str = ""
    """Of the model file; travels with every answer."""
    threads: int = Field(default=0, ge=0)
    """0 takes the physical cores."""
    parallel: int = Field(default=1, ge=1)
    """Requests that run at once, each with the whole context."""
    adapter: Adapter | None = None
    """Worn by every request; for several at once."""
    for_tasks: dict[str, Adapter] = Field(default_factory=dict)
    """Task -> the adapter that requests of that task wear."""
    adapters: dict[str, Adapter] = Field(default_factory=dict)
    """Scenario -> the adapter that requests with `adapter="<scenario>"` wear."""

    @property
    def engine(self) -> Engine:
        """The process's engine of this file."""
        worn = self.adapter.path if self.adapter else None
        held = engine(self.path, context=self.context, threads=self.threads, parallel=self.parallel, adapter=worn)
        held.hold([adapter.path for adapter in self.adapters.values()])
        return held

    @property
    def model_name(self) -> str:
        """The name given, or the file's."""
        return self.name or self.path.stem

    @property
    def state(self) -> State:
        """Whether the model is in memory: not loaded, loading, ready or failed."""
        return self.engine.state

    def abreast(self, number: int, *, context: int, task: str = "") -> "ChatLlamaCpp":
        """Return this model with an engine of its own for `number` requests at once, which wear the task's adapter.

        A token of each of several requests costs less than that of one after the other. While both engines are asked,
        the weights are in memory twice; an engine that nobody asks makes room for the other.
        """
        worn = self.for_tasks.get(task)
        return self.model_copy(update={"parallel": number, "context": context, "adapter": worn, "adapters": {}})

    def load(self) -> None:
        """Bring the model into memory now rather than at the first question; raises one clear sentence."""
        self.engine.load()

    def count_tokens(self, messages: Sequence[BaseMessage]) -> int:
        """Count the tokens of the prompt that these messages make, the chat template's own included."""
        return len(self.engine.render(to_template(messages)).tokens)

    def prompt_tokens(self, messages: LanguageModelInput) -> tuple[int, ...]:
        """Return the tokens that the model reads for these messages."""
        return self.engine.render(to_template(self._convert_input(messages).to_messages())).tokens

    def get_token_ids(self, text: str) -> list[int]:
        """Return the model's tokens of a text; `get_num_tokens` counts them."""
        return self.engine.tokenize(text)

    def get_num_tokens_from_messages(self, messages: Sequence[BaseMessage], tools: Sequence[Any] | None = None) -> int:
        """Count as `count_tokens` does, with the tools' descriptions."""
        described = [convert_to_openai_tool(tool) for tool in tools or ()]
        return self.count_tokens([instructions(described, None), *messages] if described else messages)

    def choose(
        self, messages: LanguageModelInput, options: Sequence[str], *, on_progress: OnProgress | None = None
    ) -> dict[str, float]:
        """Return the probability of each option as the whole reply, given that it is one of them; they sum to 1."""
        engine = self.engine
        prompt = engine.render(to_template(self._convert_input(messages).to_messages()))
        tokens = {option: (*engine.tokenize(option), engine.eos) for option in options}

        def ask(head: tuple[int, ...], heads: Sequence[int]) -> dict[int, float]:
            prompt_so_far = RenderedPrompt(text=prompt.text, tokens=(*prompt.tokens, *head))
            return next_token(engine, prompt_so_far, heads, on_progress)

        return weigh(tokens, ask)

    @property
    def engine_name(self) -> str:
        """The library's name."""
        return "llama.cpp"

    @property
    def _llm_type(self) -> str:
        return self.engine_name

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model_name": self.model_name, "sha256": self.sha256, "seed": self.seed, "context": self.context}

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        params = super()._get_ls_params(stop=stop, **kwargs)
        return LangSmithParams(**{"ls_model_name": self.model_name, **params, "ls_provider": self._llm_type})

    def _run(self, messages: list[BaseMessage], wish: Wish) -> tuple[Mapping[str, Any], Events]:
        engine = self.engine
        make_room(engine)
        prompt = engine.render(to_template(messages))
        own = self.adapters.get(wish.adapter)
        worn = self.adapter or own
        about = {
            "model_name": f"{self.model_name} with {worn.card.name}" if worn else self.model_name,
            "model_sha256": self.sha256,
            "engine": self.engine_name,
            "prompt_sha256": prompt.sha256,
        }
        adapter = {"adapter": own.path} if own else {}
        options = {"max_tokens": wish.max_tokens, "on_progress": wish.on_progress, **adapter, **wish.options()}
        return about, engine.run(prompt, **options)
