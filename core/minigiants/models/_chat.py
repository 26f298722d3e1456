"""Talk to a quantized model on this machine as a LangChain chat model."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LangSmithParams, LanguageModelInput
from langchain_core.language_models.chat_models import agenerate_from_stream, generate_from_stream
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import Field

from minigiants.models import _chat_choose, _chat_tools
from minigiants.models._chat_messages import to_template
from minigiants.models._chat_reply import Reply, Wish
from minigiants.models._chat_structured import structured
from minigiants.models._engine import Engine, OnProgress, Prompt, State, engine
from minigiants.models._engine_native import EngineError


class ChatLlamaCpp(BaseChatModel):
    """A GGUF file run by llama.cpp; all objects with the same file share one engine and its line.

    `stream`, `invoke` and the rest take besides LangChain's own arguments: `stop`, `seed`, `max_tokens`, `temperature`,
    `avoid_loops`, `schema` (a JSON schema), `grammar` (GBNF), `logprobs` (how many alternatives) and `on_progress`.
    """

    path: Path
    sha256: str = ""
    """Of the model file; travels with every answer."""
    context: int = Field(default=4096, ge=64)
    """Tokens that prompt and answer may have together."""
    threads: int = Field(default=0, ge=0)
    """0 takes the physical cores."""
    seed: int = 0
    temperature: float = Field(default=0, ge=0)
    avoid_loops: bool = False
    """Make long phrases of the last 128 tokens ever less likely, and keep a schema's texts below `max_tokens`
    characters: what goes in circles then ends."""
    max_tokens: int = Field(default=512, ge=1)
    stop: list[str] | None = None

    @property
    def engine(self) -> Engine:
        """The process's engine of this file."""
        return engine(self.path, context=self.context, threads=self.threads)

    @property
    def model_name(self) -> str:
        """The name given, or the file's."""
        return self.name or self.path.stem

    @property
    def state(self) -> State:
        """Whether the model is in memory: not loaded, loading, ready or failed."""
        return self.engine.state

    def load(self) -> None:
        """Bring the model into memory now rather than at the first question; raises one clear sentence."""
        self.engine.load()

    def count_tokens(self, messages: Sequence[BaseMessage]) -> int:
        """Count the tokens of the prompt that these messages make, the chat template's own included."""
        return len(self.engine.render(to_template(messages)).tokens)

    def get_token_ids(self, text: str) -> list[int]:
        """Return the model's tokens of a text; `get_num_tokens` counts them."""
        return self.engine.tokenize(text)

    def get_num_tokens_from_messages(self, messages: Sequence[BaseMessage], tools: Sequence[Any] | None = None) -> int:
        """Count as `count_tokens` does, with the tools' descriptions."""
        described = [convert_to_openai_tool(tool) for tool in tools or ()]
        return self.count_tokens([_chat_tools.instructions(described, None), *messages] if described else messages)

    def choose(
        self, messages: LanguageModelInput, options: Sequence[str], *, on_progress: OnProgress | None = None
    ) -> dict[str, float]:
        """Return the probability of each option as the whole reply, given that it is one of them; they sum to 1."""
        held = self.engine
        prompt = held.render(to_template(self._convert_input(messages).to_messages()))
        tokens = {option: (*held.tokenize(option), held.eos) for option in options}

        def ask(said: tuple[int, ...], heads: Sequence[int]) -> dict[int, float]:
            asked = Prompt(text=prompt.text, tokens=(*prompt.tokens, *said))
            return _chat_choose.next_token(held, asked, heads, on_progress)

        return _chat_choose.weigh(tokens, ask)

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Let the model call tools; `tool_choice` is auto, any, required or a tool's name."""
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], tool_choice=tool_choice, **kwargs)

    def with_structured_output(
        self,
        schema: dict[str, Any] | type,
        *,
        include_raw: bool = False,
        method: Literal["json_schema", "function_calling", "json_mode"] = "json_schema",
        strict: bool | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, Any]:
        """Return a runnable whose output has the form of `schema`: a pydantic class, a TypedDict or a JSON schema.

        `method` and `strict` are there for code written for others: the form is enforced token by token anyway.
        """
        if kwargs:
            raise ValueError(f"with_structured_output doesn't know {[*kwargs]}")
        return structured(self, schema, include_raw=include_raw)

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model_name": self.model_name, "sha256": self.sha256, "seed": self.seed, "context": self.context}

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        params = super()._get_ls_params(stop=stop, **kwargs)
        return LangSmithParams(**{"ls_model_name": self.model_name, **params, "ls_provider": "llama.cpp"})

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return await agenerate_from_stream(self._astream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for chunk in self._chunks(messages, stop, kwargs):
            if run_manager:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        abandoned, wanted = threading.Event(), kwargs.pop("on_progress", None)

        def on_progress(stage: Literal["queue", "read", "write"], done: int, total: int) -> None:
            if abandoned.is_set():
                raise EngineError("the asynchronous caller went away")
            if wanted:
                wanted(stage, done, total)

        chunks = self._chunks(messages, stop, {**kwargs, "on_progress": on_progress})
        try:
            while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
                if run_manager:
                    await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
                yield chunk
        finally:
            abandoned.set()
            with contextlib.suppress(ValueError):  # it is at work in its thread, where on_progress ends it
                chunks.close()

    def _chunks(
        self, messages: list[BaseMessage], stop: list[str] | None, kwargs: dict[str, Any]
    ) -> Generator[ChatGenerationChunk, None, None]:
        names = ("seed", "max_tokens", "temperature", "avoid_loops")
        defaults = {name: getattr(self, name) for name in names}
        wish = Wish(stop=stop if stop is not None else self.stop or (), **{**defaults, **kwargs})
        if wish.tools:
            messages = [_chat_tools.instructions(wish.tools, wish.tool_choice), *messages]
        reply = Reply()
        held = self.engine
        prompt = held.render(to_template(messages))
        events = held.run(prompt, max_tokens=wish.max_tokens, on_progress=wish.on_progress, **wish.options())
        for event in events:
            text = reply.add(event)
            if text and not wish.tools:
                yield ChatGenerationChunk(message=AIMessageChunk(content=text, response_metadata=reply.news()))
        about = {"model_name": self.model_name, "model_sha256": self.sha256, "prompt_sha256": prompt.sha256}
        yield ChatGenerationChunk(message=reply.last(wish, about))
