"""Hold one customer alone against four at once, over HTTP: `python -m benchmarks.customers [--rounds 4] [--json]`.

Each round asks five questions that customer support's own samples answer: one alone, then four in the same moment. None
comes again before all others were asked, so no answer is warm; every time is measured where the customer is, from the
message to the line that arrives.
"""

import argparse
import itertools
import json
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
import uvicorn

from minigiants import scenario
from minigiants.evaluation import Setup
from minigiants.services import open_funnel, open_store
from minigiants.settings import Settings
from scenarios.customer_support.helpdesk import Helpdesk
from scenarios.customer_support.sites import key_hash
from scenarios.customer_support.web import build_app

SCENARIO = "customer_support"
TOGETHER = 4
KEY = "a-key-of-this-run"


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """What one customer saw."""

    together: int
    """Customers at once, this one included."""
    action: str
    """answer, clarify, abstain or handoff; empty for a failure."""
    first_line: float
    """Seconds to the first line that says anything."""
    silence: float
    """Longest seconds without a line."""
    first_token: float | None
    """Seconds to the first token that the model writes; None where it wrote none."""
    whole: float
    """Seconds to the checked answer."""
    places: tuple[int, ...]
    """Numbers of others before them that they were told, in order."""


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    questions = drawn(given.rounds * (TOGETHER + 1), given.seed)
    served: list[Served] = []
    with server() as address, ThreadPoolExecutor(TOGETHER) as customers:
        for start in range(0, len(questions), TOGETHER + 1):
            alone, *together = questions[start : start + TOGETHER + 1]
            served += [ask(address, alone, 1), *customers.map(lambda said: ask(address, said, TOGETHER), together)]
            print(f"{len(served)} of {len(questions)} customers", file=sys.stderr, flush=True)
    if given.json:
        print(json.dumps([asdict(one) for one in served], indent=1))
    else:
        report(served)


def drawn(count: int, seed: int) -> list[str]:
    """Draw first messages that the samples' articles answer."""
    file = scenario.load(SCENARIO).folder / "samples.jsonl"
    samples = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    talks = [s["input"]["messages"] for s in samples if s["metadata"]["action"] == "answer"]
    found = sorted({talk[0]["content"] for talk in talks})
    random.Random(seed).shuffle(found)
    return list(itertools.islice(itertools.cycle(found), count))


@contextmanager
def server() -> Iterator[str]:
    """Serve a shop with the samples' articles from a folder that goes away, as `minigiants support serve` does."""
    chosen = scenario.load(SCENARIO)
    files = {file.name: file.read_bytes() for file in sorted((chosen.folder / "documents").iterdir()) if file.is_file()}
    services = Setup.of(settings := Settings()).services("shop", files)
    funnel = open_funnel(settings, SCENARIO)
    funnel.warm_up()
    with tempfile.TemporaryDirectory() as folder:
        home = settings.model_copy(update={"home": Path(folder), "database": ""})
        sites = home.home / "sites"
        sites.mkdir()
        text = f"name = 'shop'\ncollection = 'shop'\nkey = '{key_hash(KEY)}'\nper_minute = 1000\n"
        (sites / "shop.toml").write_text(text, "utf-8")
        store = open_store(home)
        desk = Helpdesk(store, scenario=SCENARIO, pipeline=chosen.pipeline, funnel=funnel, sites=sites)
        with socket.create_server(("127.0.0.1", 0)) as door:
            port = door.getsockname()[1]
        config = uvicorn.Config(build_app(desk, lambda: services, sites), port=port, log_level="warning")
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run)
        thread.start()
        try:
            while not running.started:
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.should_exit = True
            thread.join()


def ask(address: str, message: str, together: int) -> Served:
    """Say `message` in a new talk and read the stream to its end."""
    with httpx.Client(base_url=f"{address}/v1", headers={"X-Site-Key": KEY}, timeout=600) as client:
        talk = client.post("/talks").raise_for_status().json()["talk"]
        started = time.monotonic()
        with client.stream("POST", f"/talks/{talk}/messages", json={"text": message}) as stream:
            told = [(time.monotonic() - started, json.loads(line)) for line in stream.iter_lines()]
    times = [0.0, *(at for at, _ in told)]
    places = [line["done"] for _, line in told if line.get("stage") == "queue"]
    return Served(
        together=together,
        action=told[-1][1].get("answer", {}).get("action", ""),
        first_line=times[1],
        silence=max(after - before for before, after in itertools.pairwise(times)),
        first_token=next((at for at, line in told if line.get("stage") == "write"), None),
        whole=times[-1],
        places=tuple(dict.fromkeys(places)),
    )


def report(served: Sequence[Served]) -> None:
    """Print the two side by side, and what the worst served customer saw."""
    sides = [[one for one in served if one.together == count] for count in (1, TOGETHER)]
    print(f"{'seconds, median (worst)':28}{'alone':>16}{'four at once':>16}{'ratio':>8}")
    for name in ("first_line", "silence", "first_token", "whole"):
        values = [[value for one in side if (value := getattr(one, name)) is not None] for side in sides]
        if not all(values):
            continue
        middles = [statistics.median(side) for side in values]
        shown = "".join(f"{f'{m:.2f} ({max(side):.2f})':>16}" for m, side in zip(middles, values, strict=True))
        print(f"{name.replace('_', ' '):28}{shown}{middles[1] / middles[0]:>8.2f}")
    actions = Counter(one.action or "failed" for one in served)
    print(f"n {len(sides[0])} and {len(sides[1])}:", ", ".join(f"{n} {action}" for action, n in actions.items()))
    print(f"told a place in the queue: {sum(any(one.places) for one in sides[1])} of {len(sides[1])} of the four")


if __name__ == "__main__":
    main()
