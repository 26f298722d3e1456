"""Hold a model in memory once for the whole process, and serve its requests in order."""

import hashlib
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, Protocol

import psutil

from minigiants.models.catalog.gguf import read_gguf
from minigiants.models.llama.adapters import worn
from minigiants.models.llama.events import OnProgress, follow
from minigiants.models.llama.native import EngineError, Server
from minigiants.models.llama.queue import RequestQueue
from minigiants.models.llama.reader import Receive
from minigiants.models.llama.slots import Beginning

State = Literal["not loaded", "loading", "ready", "failed"]


class LoadedModel(Protocol):
    """A loaded model: what an engine needs of the library that runs it."""

    def complete(self, body: Mapping[str, Any], receive: Receive) -> None:
        """Run one completion request, handing llama.cpp's events to `receive`; it returns True to stop."""
        ...

    def tokenize(self, text: str, *, special: bool = False) -> list[int]:
        """Return the tokens of `text`; `special` reads control tokens and adds the leading one."""
        ...

    def template(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Apply the model's chat template."""
        ...

    def close(self) -> None:
        """Free the model's memory."""
        ...


class Opener(Protocol):
    """Loads a model file; `Server` is llama.cpp's."""

    def __call__(self, path: Path, *, context: int, threads: int, parallel: int, speculate: bool) -> LoadedModel:
        """Load `path`, or raise EngineError in one sentence."""
        ...


class ContextExceeded(ValueError):  # noqa: N818 - reads as what happened
    """The prompt and the answer's limit don't fit into the model's context."""

    def __init__(self, prompt_tokens: int, max_tokens: int, context: int) -> None:
        self.prompt_tokens, self.max_tokens, self.context = prompt_tokens, max_tokens, context
        super().__init__(
            f"the prompt has {prompt_tokens} tokens and the answer may have {max_tokens}, but the model holds "
            f"{context} in all: shorten the prompt or lower max_tokens"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedPrompt:
    """Messages as the model reads them."""

    text: str
    tokens: tuple[int, ...]

    @property
    def sha256(self) -> str:
        """Identifies the prompt without telling it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Engine:
    """A model file that loads on first use; get it from `engine()`, so that there is one for each file."""

    def __init__(
        self,
        path: Path,
        *,
        context: int,
        threads: int = 0,
        parallel: int = 1,
        speculate: bool = True,
        opener: Opener = Server,
        adapters: Sequence[Path] = (),
        adapter: Path | None = None,
    ) -> None:
        self.adapters, self.adapter = tuple(adapters), adapter
        self.path, self.context, self._opener = path, context, opener
        self._threads, self._parallel, self._speculate = threads or physical_cores(), parallel, speculate
        # Reentrant: an abandoned request may be collected, and so let go of the model, in the very thread that loads.
        self._loading = threading.RLock()
        self._users, self._used_at = 0, time.monotonic()
        self._server: LoadedModel | None = None
        self._line = RequestQueue()
        self._workers: list[threading.Thread] = []
        self._beginning = Beginning() if parallel > 1 else None
        self.state: State = "not loaded"
        self.eos = -1

    @property
    def requests(self) -> int:
        """How many requests wait or run."""
        return len(self._line)

    def load(self) -> LoadedModel:
        """Load the model unless it is loaded; a second caller waits; raises BadModelFileError or EngineError."""
        with self._loading:
            if self._server is None:
                self.state = "loading"
                try:
                    self._server = self._open()
                except BaseException:
                    self.state = "failed"
                    raise
                self.state = "ready"
                self._used_at = time.monotonic()
            return self._server

    @contextmanager
    def _using(self) -> Iterator[LoadedModel]:
        """Keep the model in memory while the block runs."""
        with self._loading:
            server = self.load()
            self._users += 1
        try:
            yield server
        finally:
            with self._loading:
                self._users -= 1
                self._used_at = time.monotonic()

    def _open(self) -> LoadedModel:
        if not self.path.is_file():
            raise EngineError(f"there is no model file {self.path.name!r}: pull the model first")
        metadata = read_gguf(self.path)
        self.eos = int(metadata.get("tokenizer.ggml.eos_token_id", -1))
        opener: Opener = partial(Server, adapters=self.adapters) if self.adapters else self._opener
        if self._beginning:
            opener = partial(Server, beginning=self._beginning, adapter=self.adapter)
        server = opener(
            self.path,
            context=self.context,
            threads=self._threads,
            parallel=self._parallel,
            speculate=self._speculate,
        )
        self._line = RequestQueue()
        self._workers = [
            threading.Thread(target=_serve, args=(server, self._line), name="engine", daemon=True)
            for _ in range(self._parallel)
        ]
        for worker in self._workers:
            worker.start()
        return server

    def render(self, messages: Sequence[Mapping[str, str]]) -> RenderedPrompt:
        """Apply the model's chat template to `messages` and tokenize the result."""
        with self._using() as server:
            text = server.template(messages)
        return RenderedPrompt(text=text, tokens=tuple(self.tokenize(text, special=True)))

    def tokenize(self, text: str, *, special: bool = False) -> list[int]:
        """Return the tokens of `text`; `special` reads control tokens and adds the leading one."""
        with self._using() as server:
            return server.tokenize(text, special=special)

    def run(
        self,
        prompt: RenderedPrompt,
        *,
        max_tokens: int,
        on_progress: OnProgress | None = None,
        adapter: Path | None = None,
        **options: Any,
    ) -> Iterator[Mapping[str, Any]]:
        """Yield llama.cpp's events; closing the iterator, or an error of `on_progress`, stops the model."""
        if len(prompt.tokens) + max_tokens > self.context:
            raise ContextExceeded(len(prompt.tokens), max_tokens, self.context)
        streamed = {"stream": True, "stream_options": {"include_usage": True}, "return_progress": True}
        asked = {"prompt": list(prompt.tokens), "max_tokens": max_tokens, "cache_prompt": True}
        body = {**asked, **streamed, **worn(self.adapters, adapter), **options}
        with self._using():
            turn = self._line.join(body)
            try:
                yield from follow(turn, on_progress or (lambda *_: None), (len(prompt.tokens), max_tokens))
            finally:
                turn.cancel()

    def free_unused(self, after: float) -> bool:
        """Free the memory if nobody used the model for `after` seconds, and tell whether it was freed."""
        if not self._loading.acquire(blocking=False):
            return False  # it is being loaded
        try:
            if self._server is None or self._users or time.monotonic() - self._used_at < after:
                return False
            self.close()
            return True
        finally:
            self._loading.release()

    def hold(self, adapters: Sequence[Path]) -> None:
        """See to it that `adapters` are loaded with the model; raises EngineError while it answers without them."""
        new = tuple(path for path in adapters if path not in self.adapters)
        if new and self.requests:
            raise EngineError(f"{self.path.name!r} is answering: an adapter can be put beside it when nobody waits")
        if new:
            self.close()
            self.adapters = (*self.adapters, *new)

    def close(self) -> None:
        """Stop what runs and free the memory; the next use loads again."""
        with self._loading:
            self._line.close()
            for worker in self._workers:
                worker.join()
            if self._server is not None:
                self._server.close()
            self._server, self._workers, self.state = None, [], "not loaded"


def _serve(server: LoadedModel, line: RequestQueue) -> None:
    while (turn := line.take()) is not None:
        error: BaseException | None = None
        try:
            server.complete(turn.body, turn.receive)
        except BaseException as raised:  # noqa: BLE001 - handed to the consumer; the line must go on
            error = raised
        line.finish(turn, error)
        del turn  # else an abandoned request lives on until the next one comes


def physical_cores() -> int:
    """Count the cores that this process may use, at most the physical ones."""
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    return min(cores, len(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else cores
