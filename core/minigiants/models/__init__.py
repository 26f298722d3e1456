"""Run small language models on this machine: which there are, bringing them here, and talking to them."""

import importlib
from typing import TYPE_CHECKING, Any

from minigiants.models._adapters import FILE as ADAPTER_FILE
from minigiants.models._adapters import Adapter, AdapterError, Card, adapter, adapters, write_card
from minigiants.models._catalog import (
    HubSource,
    ModelEntry,
    ModelFile,
    ModelNotReadyError,
    PackagesSource,
    PathSource,
    UnknownModelError,
    catalog,
    entry,
)
from minigiants.models._catalog_add import add
from minigiants.models._catalog_gguf import BadModelFileError, read_gguf
from minigiants.models._catalog_memory import fits, memory_limit
from minigiants.models._catalog_verify import Status, locate, sha256, status, verify
from minigiants.models._convert import convert, converted
from minigiants.models._engine import ContextExceeded
from minigiants.models._engine_idle import free_when_idle
from minigiants.models._engine_native import EngineError
from minigiants.models._engines import close_engines
from minigiants.models._only_one import only_one
from minigiants.models._pull import Progress, PullError, free_space, pull

if TYPE_CHECKING:
    from minigiants.models._chat import ChatLlamaCpp
    from minigiants.models._chat_base import SuiteChat
    from minigiants.models._ct_chat import ChatCTransformers
    from minigiants.models._server_chat import ChatServer

__all__ = [
    "ADAPTER_FILE",
    "Adapter",
    "AdapterError",
    "BadModelFileError",
    "Card",
    "ChatCTransformers",
    "ChatLlamaCpp",
    "ChatServer",
    "ContextExceeded",
    "EngineError",
    "HubSource",
    "ModelEntry",
    "ModelFile",
    "ModelNotReadyError",
    "PackagesSource",
    "PathSource",
    "Progress",
    "PullError",
    "Status",
    "SuiteChat",
    "UnknownModelError",
    "adapter",
    "adapters",
    "add",
    "catalog",
    "close_engines",
    "convert",
    "converted",
    "entry",
    "fits",
    "free_space",
    "free_when_idle",
    "locate",
    "memory_limit",
    "only_one",
    "pull",
    "read_gguf",
    "sha256",
    "status",
    "verify",
    "write_card",
]


_CHATS = {
    "ChatCTransformers": "_ct_chat",
    "ChatLlamaCpp": "_chat",
    "ChatServer": "_server_chat",
    "SuiteChat": "_chat_base",
}


def __getattr__(name: str) -> Any:
    """Import the chat models on first use only: LangChain takes a second, which listing models shouldn't cost."""
    if name in _CHATS:
        return getattr(importlib.import_module(f"minigiants.models.{_CHATS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
