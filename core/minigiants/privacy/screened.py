"""Keep personal data from a chat model, and put it back in what the model writes."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import Any, cast

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from minigiants.privacy.replace import Names, restore
from minigiants.privacy.types import PrivacyError

Chunks = Generator[AIMessageChunk, None, None]


class Screened(BaseChatModel):
    """A model that reads its messages without personal data; the texts of one prompt share their labels.

    What it writes comes with the originals put back, in pieces that no label is cut by.
    """

    inner: BaseChatModel
    scrub: Callable[[list[str], Names], list[str]]
    """Raises PrivacyError, and the model is not asked."""

    @property
    def model_name(self) -> str:
        """The inner model's name, empty when it has none."""
        return str(getattr(self.inner, "model_name", ""))

    @property
    def _llm_type(self) -> str:
        return f"screened {self.inner._llm_type}"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        names = Names()
        stream = self.inner.stream(self._screened(messages, names), stop=stop, **kwargs)
        pending = ""
        with closing(cast(Chunks, stream)) as chunks:
            for chunk in chunks:
                text = pending + chunk.text
                end = len(text) if chunk.chunk_position == "last" else _settled(text, names)
                pending = text[end:]
                yield _with(chunk, restore(text[:end], names).text)
        if pending:
            yield _with(AIMessageChunk(content=""), restore(pending, names).text)

    def choose(
        self,
        messages: Sequence[BaseMessage],
        options: Sequence[str],
        *,
        on_progress: Callable[[str, int, int], None] | None = None,
    ) -> dict[str, float]:
        """Return the inner model's probability of each option; options are searched for personal data as messages are.

        Raises PrivacyError, and NotImplementedError for a model that can't weigh options.
        """
        choose = getattr(self.inner, "choose", None)
        if choose is None:
            raise NotImplementedError(f"{self.inner._llm_type} can't weigh options")
        names = Names()
        asked = self._screened(list(messages), names)
        hidden = self.scrub(list(options), names)
        found = choose(asked, hidden, on_progress=on_progress)
        return {option: found[own] for option, own in zip(options, hidden, strict=True)}

    def _screened(self, messages: list[BaseMessage], names: Names) -> list[BaseMessage]:
        if not all(isinstance(message.content, str) for message in messages):
            raise PrivacyError("only text can be searched for personal data, so the model is not asked")
        texts = self.scrub([str(message.content) for message in messages], names)
        return [m.model_copy(update={"content": text}) for m, text in zip(messages, texts, strict=True)]


def _with(chunk: AIMessageChunk, text: str) -> ChatGenerationChunk:
    return ChatGenerationChunk(message=chunk.model_copy(update={"content": text}))


def _settled(text: str, names: Names) -> int:
    """Return how much of a text being written holds no beginning of something that stands for personal data."""
    if not names.originals:
        return len(text)
    longest = max(map(len, names.originals))
    end = len(text) - longest
    while end > 0 and not text[end - 1].isspace():
        end -= 1
    for stand_in in names.originals:
        at = text.find(stand_in, max(0, end - len(stand_in) + 1))
        end = at if 0 <= at < end else end
    return max(end, 0)
