"""Run small language models on this machine: which there are, bringing them here, and talking to them."""

import importlib
from typing import TYPE_CHECKING, Any

from minigiants.models.adapters import FILE as ADAPTER_FILE
from minigiants.models.adapters import Adapter, AdapterError, Card, adapter, adapters, write_card
from minigiants.models.catalog import (
    BadModelFileError,
    HubSource,
    ModelEntry,
    ModelFile,
    ModelNotReadyError,
    PackagesSource,
    PathSource,
    PullError,
    PullProgress,
    Status,
    UnknownModelError,
    add,
    background,
    catalog,
    entry,
    fits,
    free_space,
    locate,
    memory_limit,
    only_one,
    pull,
    read_gguf,
    sha256,
    status,
    verify,
    warnings,
)
from minigiants.models.ctransformers import convert, converted
from minigiants.models.llama import ContextExceeded, EngineError, close_engines, free_when_idle, requests
from minigiants.models.quantization import WIDTHS, quantize

if TYPE_CHECKING:
    from minigiants.models.chat import ChatLlamaCpp, SuiteChat
    from minigiants.models.ctransformers.chat import ChatCTransformers
    from minigiants.models.server import ChatServer, Serving, serve

__all__ = [
    "ADAPTER_FILE",
    "WIDTHS",
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
    "PullError",
    "PullProgress",
    "Serving",
    "Status",
    "SuiteChat",
    "UnknownModelError",
    "adapter",
    "adapters",
    "add",
    "background",
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
    "quantize",
    "read_gguf",
    "requests",
    "serve",
    "sha256",
    "status",
    "verify",
    "warnings",
    "write_card",
]


_LATER = {
    "ChatCTransformers": "minigiants.models.ctransformers.chat",
    "ChatLlamaCpp": "minigiants.models.chat",
    "ChatServer": "minigiants.models.server",
    "Serving": "minigiants.models.server",
    "SuiteChat": "minigiants.models.chat",
    "serve": "minigiants.models.server",
}


def __getattr__(name: str) -> Any:
    """Import the chat models on first use only: LangChain takes a second, which listing models shouldn't cost."""
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
