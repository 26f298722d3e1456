"""Run small language models on this machine: which there are, bringing them here, and talking to them."""

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
from minigiants.models._catalog_memory import RESERVE, fits, memory_limit
from minigiants.models._catalog_verify import Status, locate, sha256, status, verify
from minigiants.models._pull import SOURCES, Progress, PullError, free_space, pull

__all__ = [
    "RESERVE",
    "SOURCES",
    "BadModelFileError",
    "HubSource",
    "ModelEntry",
    "ModelFile",
    "ModelNotReadyError",
    "PackagesSource",
    "PathSource",
    "Progress",
    "PullError",
    "Status",
    "UnknownModelError",
    "add",
    "catalog",
    "entry",
    "fits",
    "free_space",
    "locate",
    "memory_limit",
    "pull",
    "read_gguf",
    "sha256",
    "status",
    "verify",
]
