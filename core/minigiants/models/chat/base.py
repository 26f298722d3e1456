"""What all chat models of the suite have in common, whichever engine runs them."""

import asyncio
import contextlib
import threading
from abc import abstractmethod
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping, Sequence
from typing import Any, Literal

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.language_models.chat_models import agenerate_from_stream, generate_from_stream
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import Field

from minigiants.models.chat.attempts import ask as ask_until_fit
from minigiants.models.chat.reply import Events, Reply, Wish
from minigiants.models.chat.structured import structured
from minigiants.models.chat.tools import instructions
from minigiants.models.llama.engine import State
from minigiants.models.llama.events import OnProgress
from minigiants.models.llama.native import EngineError


class SuiteChat(BaseChatModel):
    """A chat model of the suite: streams, can be stopped at any time, and tells what each answer cost.

    `stream`, `invoke` and the rest take besides LangChain's own arguments: `stop`, `seed`, `max_tokens`, `temperature`,
    `avoid_loops`, `schema` (a JSON schema), `grammar` (GBNF), `logprobs` (how many alternatives) and `on_progress`.
    What an engine cannot do is refused in one sentence, never left out.
    """

    context: int = Field(default=4096, ge=64)
    """Tokens that prompt and answer may have together."""
    seed: int = 0
    temperature: float = Field(default=0, ge=0)
    avoid_loops: bool = False
    """Make long phrases of the last 128 tokens ever less likely, and keep a schema's texts below `max_tokens`
    characters: what goes in circles then ends."""
    max_tokens: int = Field(default=512, ge=1)
    stop: list[str] | None = None

    @property
    @abstractmethod
    def model_name(self) -> str:
        """What the model is called in answers and on pages."""

    @property
    @abstractmethod
    def engine_name(self) -> str:
        """What runs the model, in words for people."""

    @property
    def sent_to(self) -> str:
        """The other machine that reads the prompts, or empty when they stay on this one."""
        return ""

    @property
    @abstractmethod
    def state(self) -> State:
        """Whether the model can answer: not loaded, loading, ready or failed."""

    @property
    def enforces_schemas(self) -> bool:
        """Whether no other form than a schema's can be written; else it is checked afterwards and asked again."""
        return True

    def abreast(self, number: int, *, context: int, task: str = "") -> "SuiteChat":
        """Return a model that answers up to `number` requests of `context` tokens at once, where an engine can.

        They wear the adapter that is there for `task`, where there is one: then it is the model's `adapter`.
        """
        return self

    @abstractmethod
    def load(self) -> None:
        """Get ready now rather than at the first question; raises one clear sentence."""

    @abstractmethod
    def count_tokens(self, messages: Sequence[BaseMessage]) -> int:
        """Count the tokens of the prompt that these messages make, the chat template's own included."""

    @abstractmethod
    def choose(
        self, messages: LanguageModelInput, options: Sequence[str], *, on_progress: OnProgress | None = None
    ) -> dict[str, float]:
        """Return the probability of each option as the whole reply, given that it is one of them; they sum to 1."""

    @abstractmethod
    def _run(self, messages: list[BaseMessage], wish: Wish) -> tuple[Mapping[str, Any], Events]:
        """Return what is known of the request beforehand, and the events that come of it."""

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
            messages = [instructions(wish.tools, wish.tool_choice), *messages]
        if wish.form is not None and not self.enforces_schemas:
            yield from ask_until_fit(self._run, messages, wish)
            return
        reply = Reply()
        about, events = self._run(messages, wish)
        for event in events:
            text = reply.add(event)
            if text and not wish.tools:
                yield ChatGenerationChunk(message=AIMessageChunk(content=text, response_metadata=reply.news()))
        yield ChatGenerationChunk(message=reply.last(wish, about))
