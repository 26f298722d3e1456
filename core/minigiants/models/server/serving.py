"""Serve one chat model over OpenAI's interface, so that several programs share one engine."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minigiants.models.llama.engine import physical_cores
from minigiants.models.llama.native import EngineError, library, parameters


@dataclass(frozen=True, kw_only=True, slots=True)
class Serving:
    """A server that runs in this process."""

    url: str
    """Its base address, as MINIGIANTS_ENGINE takes it."""
    native: Any
    """What llama.cpp runs it with; it stops when the process ends."""


def serve(path: Path, *, name: str, context: int, threads: int, host: str, port: int, key: str) -> Serving:
    """Load the model file `path` and answer requests that carry `key`, one after the other, as the model `name`.

    Only `/health` needs no key. Port 0 takes a free one, and 0 threads the physical cores. Raises EngineError when
    there is no such file, no key, or when the model or the address cannot be used.
    """
    if not key:
        raise EngineError(
            f"a server needs a key: set MINIGIANTS_SERVER_KEY, for example to {secrets.token_urlsafe(24)}"
        )
    if not path.is_file():
        raise EngineError(f"there is no model file {path.name!r}: pull the model first")
    params = parameters(path, context=context, threads=threads or physical_cores(), parallel=1, speculate=True)
    params.hostnames, params.port, params.api_keys = [host], port, [key]
    params.model_alias = {name}
    params.endpoint_metrics = True
    try:
        native = library().Server(params)
    except Exception as error:
        raise EngineError(
            f"{path.name!r} could not be served on {host}:{port}: the address is taken, or the memory does not suffice"
        ) from error
    return Serving(url=f"{native.listening_address}/v1", native=native)
