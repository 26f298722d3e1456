"""The usual chain, to compare with: stuff four whole passages into a prompt, ask llama.cpp as it comes."""

import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from minigiants.types import Hit

PASSAGES = 4
CHARACTERS = 1000
SYSTEM = "You answer questions from the given context."
PROMPT = """Answer the question from the context. If the context does not hold the answer, say NOT FOUND.

Context:
{context}

Question: {question}
Answer:"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What the chain wrote, and what it cost."""

    text: str
    tokens_in: int
    seconds_to_first_token: float
    seconds: float

    @property
    def refused(self) -> bool:
        """Tell whether it said that the context has no answer."""
        return not self.text or "NOT FOUND" in self.text.upper()


class PlainChain:
    """A llama.cpp server with its own defaults: no prefix cache kept between questions, no speculation."""

    def __init__(self, path: Path, *, context: int, threads: int = 0) -> None:
        # After the suite's own engine, which settles how OpenMP waits: the two then run under the same rules.
        import xllamacpp

        self._folder = tempfile.TemporaryDirectory(prefix="minigiants-bench-")
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.n_ctx, params.n_parallel = context, 1
        cores = threads or psutil.cpu_count(logical=False) or 1
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = cores
        params.cache_ram_mib = 0
        params.hostnames = [str(Path(self._folder.name) / "plain.sock")]
        params.verbosity = -1
        self._server = xllamacpp.Server(params)

    def __call__(self, question: str, hits: Sequence[Hit], *, max_tokens: int) -> Written:
        """Answer from the first passages of `hits`, each cut to 1,000 characters."""
        context = "\n\n".join(hit.passage.text[:CHARACTERS] for hit in hits[:PASSAGES])
        body = {
            "messages": [
                {"role": "system", "content": SYSTEM},
                {"role": "user", "content": PROMPT.format(context=context, question=question)},
            ],
            "max_tokens": max_tokens,
            "temperature": 0,
            "seed": 0,
            "stream": True,
            "stream_options": {"include_usage": True},
            "cache_prompt": False,
        }
        started, first, pieces = time.perf_counter(), 0.0, list[str]()
        usage: Mapping[str, Any] = {}

        def receive(event: Mapping[str, Any] | str) -> bool:
            nonlocal first, usage
            if not isinstance(event, Mapping):
                return False
            usage = event.get("usage") or usage
            for choice in event.get("choices", ()):
                if text := choice.get("delta", {}).get("content"):
                    first = first or time.perf_counter() - started
                    pieces.append(text)
            return False

        self._server.handle_chat_completions(body, receive)
        return Written(
            text="".join(pieces).strip(),
            tokens_in=int(usage.get("prompt_tokens", 0)),
            seconds_to_first_token=first,
            seconds=time.perf_counter() - started,
        )
