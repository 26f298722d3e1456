"""Talk to a converted model through ctransformers, by the same interface as through llama.cpp."""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool

from minigiants.models.chat.llama import ChatLlamaCpp
from minigiants.models.ctransformers.native import CTransformers
from minigiants.models.llama.engine import Engine
from minigiants.models.llama.engines import engine


class ChatCTransformers(ChatLlamaCpp):
    """A file that `minigiants models convert` made, run by ctransformers; one engine and one line for each file.

    It enforces no schema: the form is checked afterwards and asked for again. It calls no tools and takes no grammars.
    """

    @property
    def engine(self) -> Engine:
        """The process's engine of this file."""
        return engine(self.path, context=self.context, threads=self.threads, opener=CTransformers)

    @property
    def engine_name(self) -> str:
        """The library's name."""
        return "ctransformers"

    @property
    def enforces_schemas(self) -> bool:
        """It can't."""
        return False

    def abreast(self, number: int, *, context: int, task: str = "") -> "ChatCTransformers":
        """Return this model: the library runs one request at a time."""
        return self

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Refuse: without a form that is enforced, a small model calls no tool reliably."""
        raise NotImplementedError("ctransformers calls no tools: use the engine 'llama.cpp', which does")
