"""A llama.cpp server of its own, as a site would run one, for the tests that ask a server."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

KEY = "a-key-that-was-agreed-on"

SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.n_ctx, params.n_parallel = sys.argv[1], 4096, 1
params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [sys.argv[2]]
params.model_alias = {"smollm2"}
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
params.n_batch = params.n_ubatch = 64
params.verbosity, params.cache_ram_mib, params.warmup = -1, 0, False
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running server."""

    url: str
    process: psutil.Process


@contextmanager
def served(model: Path) -> Iterator[Served]:
    """Run a server of `model` while the block runs."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(model), KEY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), address
        yield Served(url=f"{address}/v1", process=psutil.Process(process.pid))
        process.stdin.close()
