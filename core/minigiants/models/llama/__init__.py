"""Hold a model in memory once for the process, and run llama.cpp on it: a fair queue, true cancel, adapters."""

from minigiants.models.llama.engine import ContextExceeded, Engine, RenderedPrompt, State
from minigiants.models.llama.engines import close_engines, engine, free_when_idle, requests
from minigiants.models.llama.events import OnProgress
from minigiants.models.llama.native import EngineError

__all__ = [
    "ContextExceeded",
    "Engine",
    "EngineError",
    "OnProgress",
    "RenderedPrompt",
    "State",
    "close_engines",
    "engine",
    "free_when_idle",
    "requests",
]
