"""Let a box take in hostile files while others use its pages: `python -m benchmarks.hostile`.

Usage: python -m benchmarks.hostile [--seeds 1 2 3] [--folder FOLDER] [--only WORDS]

Each seed writes 100 files: its share of the bombs of `bombs.py` and the traps of `traps.py`, and damaged documents of
the scenarios; the first one also pipes, links and names that are no text. FOLDER holds further files, made elsewhere.
A page of the suite takes them in with the limits that are usual, and meanwhile another person's page is drawn again
and again. Exits with 1 unless each file has its line within 60 seconds and 1 GB, no page waits for over half a second,
and neither a process nor a folder is left.
"""

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from websockets.exceptions import WebSocketException

from benchmarks.hostile.bombs import BOMBS, Maker
from benchmarks.hostile.mutations import damaged
from benchmarks.hostile.traps import TRAPS, strange
from minigiants import suite
from minigiants.settings import Settings
from tests.browser.server import free_port
from tests.offline.visit import show

COUNT = 100
"""Files a seed."""
SECONDS, MEGABYTES, WAIT = 60.0, 1000.0, 0.5
LOOK = 0.1
PATIENCE = 6000.0


@dataclass(slots=True)
class Watched:
    """What was seen of the box while it took the files in."""

    memory: list[tuple[float, float, float]] = field(default_factory=list)
    """Time, and the MB of the server and of its children."""
    pages: list[tuple[float, float]] = field(default_factory=list)
    """Time, and the seconds until a page of another person was drawn."""


def main() -> int:
    """Write the files, take them in, and say what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", default="", help="names that have these words")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        place = Path(name)
        folder = place / "files"
        for turn, seed in enumerate(given.seeds):
            share = dict(list((BOMBS | TRAPS).items())[turn :: len(given.seeds)])
            write(folder / str(seed), seed, share, given.only)
            if not turn and not given.only:
                strange(folder / str(seed))
        if given.folder:
            (folder / "given").symlink_to(given.folder.resolve())
        sources = [folder / str(seed) for seed in given.seeds] + ([folder / "given"] if given.folder else [])
        wrong = [problem for source in sources for problem in tried(source, place)]
    print("\n".join(wrong) or "all as it should be")
    return 1 if wrong else 0


def write(folder: Path, seed: int, bombs: Mapping[str, Maker], only: str) -> None:
    """Write a seed's files."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    files = [(name, maker) for name, maker in bombs.items() if only in name]
    for name, maker in files:
        (folder / name).write_bytes(maker())
    mutants = [pair for sample in samples() for pair in damaged(*sample, chance) if only in pair[0]]
    for name, data in chance.sample(mutants, min(len(mutants), COUNT - len(files))):
        (folder / name).write_bytes(data)


def samples() -> list[tuple[str, bytes]]:
    """Return the scenarios' documents."""
    folders = sorted(suite.root().glob("scenarios/*/documents"))
    return [(file.name, file.read_bytes()) for folder in folders for file in sorted(folder.iterdir()) if file.is_file()]


def tried(folder: Path, place: Path) -> list[str]:
    """Serve the page, let it take the folder in, and return what is not as it should be."""
    expected = sum(1 for _, _, files in os.walk(folder, followlinks=False) for _ in files) or len(
        list(folder.iterdir())
    )
    home, report, temporary = (place / f"{folder.name}-{part}" for part in ("home", "report.jsonl", "tmp"))
    for each in (home, temporary):
        each.mkdir(mode=0o700)
    (home / "models").symlink_to(Settings().models_folder.resolve())
    watched, port = Watched(), free_port()
    environment = os.environ | {
        "HOSTILE_FOLDER": str(folder.resolve()),
        "HOSTILE_REPORT": str(report),
        "MINIGIANTS_HOME": str(home),
        "PYTHONPATH": os.pathsep.join([str(suite.root()), str(suite.root() / "core")]),
        "TMPDIR": str(temporary),
    }
    page = Path(__file__).with_name("page.py")
    command = [sys.executable, "-m", "streamlit", "run", str(page), f"--server.port={port}", "--server.headless=true"]
    with (place / "log").open("ab") as log:
        # Where the pages' own settings of Streamlit are.
        quiet = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        server = psutil.Popen(command, env=environment, cwd=suite.apps(), **quiet)
    try:
        lines = list(_followed(server, port, report, watched))
    finally:
        family = server.children(recursive=True)
        server.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs([server, *family], timeout=20)
        for each in alive:
            each.kill()
    left = [each.name() for each in alive] + [path.name for path in temporary.iterdir()]
    return [*said(folder, lines, expected, watched), *(f"{folder.name}: left behind: {name}" for name in left)]


def said(folder: Path, lines: list[dict[str, Any]], expected: int, watched: Watched) -> list[str]:
    """Print what the files cost, and return what was too much."""
    start, wrong, peaks = watched.memory[0][0], [], []
    base = min(server for _, server, _ in watched.memory[:20])
    for line in lines:
        span = [(server, children) for at, server, children in watched.memory if start <= at <= line["at"]]
        server, child = max((s for s, _ in span), default=0.0), max((c for _, c in span), default=0.0)
        peaks.append((line["seconds"], child, server - base, line["name"]))
        start = line["at"]
        if line["seconds"] > SECONDS:
            wrong.append(f"{folder.name}: {line['name']!r} took {line['seconds']:.1f} s")
        if child > MEGABYTES or server - base > MEGABYTES:
            wrong.append(
                f"{folder.name}: {line['name']!r} took {child:.0f} MB, and {server - base:.0f} MB of the server"
            )
    if len(lines) != expected:
        wrong.append(f"{folder.name}: {len(lines)} lines for {expected} files")
    slow = [waited for _, waited in watched.pages if waited > WAIT]
    if slow:
        wrong.append(
            f"{folder.name}: {len(slow)} of {len(watched.pages)} pages waited over {WAIT} s, at most {max(slow):.2f}"
        )
    print(f"{folder.name}: {len(lines)} files:", dict(Counter(line["status"] for line in lines)))
    for what, place in (("longest", 0), ("most memory of a reader", 1), ("most more of the server", 2)):
        worst = sorted(peaks, key=lambda peak: -peak[place])[:5]
        print(f"  {what}:", "; ".join(f"{name} {s:.1f} s, {c:.0f} + {m:.0f} MB" for s, c, m, name in worst))
    times = sorted(waited for _, waited in watched.pages)
    median, most = statistics.median(times), times[int(0.99 * len(times))]
    print(f"  another person's page: median {median:.3f} s, 99 % {most:.3f}, worst {times[-1]:.3f}, n {len(times)}")
    return wrong


def _followed(server: psutil.Popen, port: int, report: Path, watched: Watched) -> Iterator[dict[str, Any]]:
    """Yield the report's lines as they come, with one person at the page and one who looks at the memory."""
    deadline, ended = time.monotonic() + PATIENCE, threading.Event()
    while not _drawn(port, watched):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the server does not answer: see its log")
        time.sleep(0.5)
    watched.pages.clear()
    looking = [threading.Thread(target=_visit, args=(port, watched, ended))]
    looking += [threading.Thread(target=_weigh, args=(server, watched, ended))]
    for thread in looking:
        thread.start()
    try:
        count = 0
        while time.monotonic() < deadline and server.poll() is None:
            lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()] if report.exists() else []
            for line in lines[count:]:
                if not line["name"]:
                    return
                yield line
            count = len(lines)
            time.sleep(0.2)
        print(f"the server ended with {server.poll()}", flush=True)
    finally:
        ended.set()
        for thread in looking:
            thread.join()


def _drawn(port: int, watched: Watched) -> bool:
    started = time.monotonic()
    try:
        seen = "collections are here" in show(port, started + 30)
    except (OSError, WebSocketException):
        return False
    watched.pages.append((time.time(), time.monotonic() - started))
    return seen


def _visit(port: int, watched: Watched, ended: threading.Event) -> None:
    while not ended.wait(LOOK):
        _drawn(port, watched)


def _weigh(server: psutil.Popen, watched: Watched, ended: threading.Event) -> None:
    while not ended.wait(LOOK):
        try:
            children = sum(child.memory_info().rss for child in server.children(recursive=True))
            watched.memory.append((time.time(), server.memory_info().rss / 1e6, children / 1e6))
        except psutil.Error:
            continue


if __name__ == "__main__":
    sys.exit(main())
