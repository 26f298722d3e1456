"""Let many customers talk to customer support at once, for minutes: `python -m benchmarks.customers.crowd`.

Usage: python -m benchmarks.customers.crowd [--users 20] [--minutes 10] [--json]

Serves a shop with the samples' articles by `minigiants support serve`, with the model that the settings name. Each
customer begins a talk, asks three questions, reads each answer to its end, and begins anew; `/health` is asked each
second. Prints answers, errors, Jain's index over the customers' answers, and
the server's memory by minute; exits with 1 for an error, an index below .95 or memory that grows.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks.customers.__main__ import drawn
from minigiants import scenario
from minigiants.settings import Settings
from tests.browser.server import free_port

TALK = 3
"""Questions a talk."""
FAIR = 0.95
GROWTH = 0.05
"""Share of the memory after a third of the time by which it may be larger at the end."""
START = 300.0


@dataclass(slots=True)
class Customer:
    """What one customer got."""

    waits: list[float] = field(default_factory=list)
    """Seconds from each message to its answer."""
    actions: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


def main() -> int:
    """Serve, let them talk, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    questions = drawn(1000, 0)
    with served() as (address, key, server):
        end = time.monotonic() + 60 * given.minutes
        customers = [Customer() for _ in range(given.users)]
        shares = [itertools.cycle(questions[i :: given.users]) for i in range(given.users)]
        threads = [
            threading.Thread(target=talk, args=(customer, address, key, share, end))
            for customer, share in zip(customers, shares, strict=True)
        ]
        for thread in threads:
            thread.start()
        memory, looks = watched(server, address, end)
        for thread in threads:
            thread.join()
    figures = summed(customers, memory, looks)
    print(json.dumps(figures, indent=1) if given.json else "\n".join(f"{k}: {v}" for k, v in figures.items()))
    return 0 if figures["as promised"] else 1


def talk(customer: Customer, address: str, key: str, questions: Iterator[str], end: float) -> None:
    """Talk until the end; what goes wrong is noted and the customer comes back a second later."""
    with httpx.Client(base_url=f"{address}/v1", headers={"X-Site-Key": key}, timeout=900) as client:
        while time.monotonic() < end:
            try:
                number = client.post("/talks").raise_for_status().json()["talk"]
                for question in itertools.islice(questions, TALK):
                    said(customer, client, number, question)
                    if time.monotonic() > end:
                        break
            except (httpx.HTTPError, KeyError, ValueError) as error:
                customer.errors.append(f"{type(error).__name__}: {error}"[:200])
                time.sleep(1)


def said(customer: Customer, client: httpx.Client, number: str, question: str) -> None:
    """Say `question` and read to the end of its answer."""
    started = time.monotonic()
    with client.stream("POST", f"/talks/{number}/messages", json={"text": question}) as stream:
        stream.raise_for_status()
        last = [json.loads(line) for line in stream.iter_lines()][-1]
    customer.waits.append(time.monotonic() - started)
    if "answer" in last:
        customer.actions[last["answer"]["action"]] += 1
    else:
        customer.errors.append(str(last)[:200])


def watched(server: psutil.Process, address: str, end: float) -> tuple[list[float], list[float]]:
    """Return the MB of the server and of what it started, and the seconds that `/health` took, a second apart."""
    memory, looks = [], []
    while time.monotonic() < end:
        family = [server, *server.children(recursive=True)]
        memory.append(sum(process.memory_info().rss for process in family) / 1e6)
        started = time.monotonic()
        httpx.get(f"{address}/health", timeout=60).raise_for_status()
        looks.append(time.monotonic() - started)
        time.sleep(1)
    return memory, looks


def jain(values: Sequence[float]) -> float:
    """Return Jain's index of fairness (Jain, Chiu and Hawe, 1984): 1 where all have the same, 1/n where one has all.

    >>> jain([2, 2, 2]), jain([3, 0, 0])
    (1.0, 0.3333333333333333)
    """
    squares = sum(value * value for value in values)
    return sum(values) ** 2 / (len(values) * squares) if squares else 0.0


def summed(customers: Sequence[Customer], memory: Sequence[float], looks: Sequence[float]) -> dict[str, Any]:
    """Return the figures."""
    waits = sorted(wait for customer in customers for wait in customer.waits)
    errors = [error for customer in customers for error in customer.errors]
    third = len(memory) // 3
    before, after = statistics.median(memory[third : third + 30]), statistics.median(memory[-30:])
    index = jain([len(customer.waits) for customer in customers])
    return {
        "answers": len(waits),
        "by customer": f"{min(len(c.waits) for c in customers)} to {max(len(c.waits) for c in customers)}",
        "actions": dict(sum((customer.actions for customer in customers), Counter())),
        "errors": Counter(errors).most_common(5),
        "Jain's index": round(index, 3),
        "seconds, median, 95 %, worst": [round(waits[int(q * (len(waits) - 1))], 2) for q in (0.5, 0.95, 1)],
        "health, median, worst": [round(q, 3) for q in (statistics.median(looks), max(looks))],
        "MB by minute": [round(value) for value in memory[::60]],
        "memory grew": f"{after / before - 1:+.1%} from {before:.0f} MB",
        "as promised": not errors and index >= FAIR and after <= (1 + GROWTH) * before,
    }


@contextmanager
def served() -> Iterator[tuple[str, str, psutil.Process]]:
    """Serve a shop from a folder that goes away; yield its address, its key and its process."""
    minigiants = str(Path(sys.executable).with_name("minigiants"))
    with tempfile.TemporaryDirectory(prefix="crowd-") as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        (home / "models").symlink_to(Settings().models_folder.resolve())
        environment = os.environ | {"MINIGIANTS_HOME": str(home)}
        articles = scenario.load("customer_support").folder / "documents"
        subprocess.run([minigiants, "ingest", "shop", str(articles)], env=environment, check=True, capture_output=True)
        add = [minigiants, "support", "add", "Shop", "--collection", "shop"]
        key = subprocess.run(add, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout.split()[-1]
        [site] = (home / "sites").glob("*.toml")
        site.write_text(f"per_minute = 100000\n{site.read_text('utf-8')}", "utf-8")
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        with (Path(folder) / "log").open("ab") as log:
            server = psutil.Popen([minigiants, "support", "serve", "--port", str(port)], env=environment, stderr=log)
        try:
            _wait(address, server)
            yield address, key, server
        finally:
            server.terminate()
            server.wait(60)


def _wait(address: str, server: psutil.Popen) -> None:
    deadline = time.monotonic() + START
    while server.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/health", timeout=10).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    raise RuntimeError(f"the server does not answer at {address}: it ended with {server.poll()}")


if __name__ == "__main__":
    sys.exit(main())
