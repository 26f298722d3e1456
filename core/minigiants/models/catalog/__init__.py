"""Know the models: which there are, what each needs, where its files come from, and whether they are the right ones."""

from minigiants.models.catalog.add import add
from minigiants.models.catalog.background import background, warnings
from minigiants.models.catalog.entries import (
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
from minigiants.models.catalog.gguf import BadModelFileError, read_gguf
from minigiants.models.catalog.lock import only_one
from minigiants.models.catalog.memory import fits, memory_limit
from minigiants.models.catalog.pull import PullError, PullProgress, free_space, pull
from minigiants.models.catalog.verify import Status, locate, sha256, status, verify

__all__ = [
    "BadModelFileError",
    "HubSource",
    "ModelEntry",
    "ModelFile",
    "ModelNotReadyError",
    "PackagesSource",
    "PathSource",
    "PullError",
    "PullProgress",
    "Status",
    "UnknownModelError",
    "add",
    "background",
    "catalog",
    "entry",
    "fits",
    "free_space",
    "locate",
    "memory_limit",
    "only_one",
    "pull",
    "read_gguf",
    "sha256",
    "status",
    "verify",
    "warnings",
]
