"""Run llama.cpp's server inside this process, with its one door shut to everybody else."""

import contextlib
import http.client
import json
import secrets
import socket
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from minigiants.models.llama.adapters import carry
from minigiants.models.llama.reader import Native, Receive, SlotReader
from minigiants.models.llama.slots import Beginning, SlotPool

BATCH = 64
"""Tokens read at once; more reads no faster here."""
SPECULATION = {"n_match": 12, "n_min": 8, "n_max": 32}
"""Words matched before guessing, and tokens guessed; a bigger guess that fails costs more."""


class EngineError(RuntimeError):
    """The engine could not load the model or carry out a request."""


class Server:
    """llama.cpp's server with one model; blocks all threads of Python while it loads."""

    def __init__(
        self,
        path: Path,
        *,
        context: int,
        threads: int,
        parallel: int = 1,
        speculate: bool = True,
        tcp: bool = False,
        adapters: Sequence[Path] = (),
        adapter: Path | None = None,
        beginning: Beginning | None = None,
    ) -> None:
        """Load `path`; its door is a socket in a folder of this user, or with `tcp` a loopback port (Windows).

        A request may wear one of `adapters`; all wear `adapter`. `beginning` is for a server of several at once.
        """
        self._folder = tempfile.TemporaryDirectory(prefix="minigiants-")
        self._key = secrets.token_urlsafe(32)
        tcp = tcp or not hasattr(socket, "AF_UNIX")
        params = parameters(path, context=context, threads=threads, parallel=parallel, speculate=speculate)
        carry(library(), params, adapters, context, always=adapter)
        if beginning:
            params.slot_save_path = f"{beginning.folder}/"
        params.hostnames = ["127.0.0.1"] if tcp else [str(Path(self._folder.name) / "engine.sock")]
        params.api_keys = [self._key]
        try:
            native: Native = library().Server(params)
        except Exception as error:
            self._folder.cleanup()
            raise EngineError(
                f"{path.name!r} could not be loaded: it needs more memory than is free, or it is of a kind of model "
                "that this llama.cpp does not know"
            ) from error
        self._native: Native | None = native
        self._answered = False
        self.address = native.listening_address
        self._reader: SlotReader | SlotPool | None = (
            SlotPool(native, self.ask, parallel, beginning) if beginning else SlotReader(native, self.tokenize)
        )

    def complete(self, body: Mapping[str, Any], receive: Receive) -> None:
        """Run one completion request in the calling thread until it ends or `receive` returns True."""
        assert self._reader is not None
        try:
            self._reader.complete(body, receive)
        except ValueError as error:
            raise EngineError("the engine refused the request: its schema or grammar cannot be used") from error
        self._answered = True

    def tokenize(self, text: str, *, special: bool = False) -> list[int]:
        """Return the tokens of `text`; `special` reads control tokens and adds the leading one."""
        answer = self.ask("/tokenize", {"content": text, "add_special": special, "parse_special": special})
        return list(answer["tokens"])

    def template(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Apply the model's chat template."""
        return str(self.ask("/apply-template", {"messages": list(messages)})["prompt"])

    def ask(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Post `body` to one of the server's quick endpoints, such as /tokenize, and return its answer."""
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        with contextlib.closing(connection(self.address)) as link:
            link.request("POST", path, json.dumps(body), headers)
            response = link.getresponse()
            answer: dict[str, Any] = json.loads(response.read())
        if response.status != http.HTTPStatus.OK:
            raise EngineError(f"the engine answered {response.status} to {path!r}")
        return answer

    def close(self) -> None:
        """Free the model's memory and remove the socket.

        The library's own thread never ends when it is stopped before it has begun to take requests, and its destructor
        then waits for ever with the interpreter locked: so one request of one token is answered before. It is put
        straight to the library, for at the end of a process the socket's folder may be gone already.
        """
        if self._native is not None and not self._answered:
            self._native.handle_completions({"prompt": " ", "n_predict": 1, "stream": False}, lambda _: True)
        self._native = self._reader = None
        self._folder.cleanup()


class _SocketConnection(http.client.HTTPConnection):
    def __init__(self, address: str) -> None:
        super().__init__("localhost")
        self._address = address

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self._address)


def connection(address: str) -> http.client.HTTPConnection:
    """Connect to a server's address: `unix:///path` or `http://127.0.0.1:port`."""
    scheme, _, rest = address.partition("://")
    return _SocketConnection(rest) if scheme == "unix" else http.client.HTTPConnection(rest)


def library() -> Any:
    """Import llama.cpp; raises EngineError in a sentence that says what is missing."""
    try:
        import xllamacpp
    except ImportError as error:
        raise EngineError("xllamacpp cannot be imported; on Linux install the system package libgomp1") from error
    return xllamacpp


def parameters(path: Path, *, context: int, threads: int, parallel: int, speculate: bool) -> Any:
    """Return llama.cpp's settings for the model file `path`: nothing fetched, no page of its own, nothing logged."""
    native = library()
    params = native.CommonParams()
    params.model.path = str(path)
    params.n_ctx, params.n_parallel = context * parallel, parallel
    # What all requests guess at once must have room in one batch, or llama.cpp ends the process.
    params.n_batch = max(BATCH, parallel * (1 + SPECULATION["n_max"]) if speculate else parallel)
    params.n_ubatch = BATCH
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    # Repacked weights are a copy of their own in memory and take longer to load; several requests at once gain most.
    params.no_extra_bufts = parallel == 1
    params.fit_params = params.warmup = False
    params.verbosity = -1
    params.cache_ram_mib = 0
    params.enable_reasoning = 0
    params.cors_origins, params.cors_origins_explicit, params.cors_credentials = "", True, False
    params.cors_methods = params.cors_headers = ""
    params.ui = params.ui_mcp_proxy = False
    params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = False
    params.offline = True
    if speculate:
        params.speculative.types = [native.common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_MOD]
        for name, value in SPECULATION.items():
            setattr(params.speculative.ngram_mod, name, value)
    return params
