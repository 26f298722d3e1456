"""Raters as processes of their own, quickly started, which write down what they do where a kill can't undo it."""

import multiprocessing
import os
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

from minigiants.store import OPEN, Campaigns, Rating, Store

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.store.campaigns.raters"])

THINKING = 0.03
"""Seconds, so that the first rater is not done before the last one begins."""


def rate(url: str, campaign: str, rater: str, diary: Path) -> None:
    """Rate until nothing is left."""
    campaigns = Campaigns(Store(url, through=OPEN))
    with diary.open("ab", buffering=0) as said:
        while task := campaigns.next_task(campaign, rater):
            said.write(f"got {task.id}\n".encode())
            time.sleep(THINKING)
            now = datetime.now(UTC)
            given = Rating(answer_id=task.answer_id, rater=rater, criterion="correct", value=3, time=now)
            campaigns.save(task.id, [given])
            said.write(f"saved {task.id}\n".encode())


def start(url: str, campaign: str, raters: Sequence[str], folder: Path) -> dict[str, BaseProcess]:
    """Set them all to work, each with a diary in `folder`."""
    made: dict[str, BaseProcess] = {
        name: _CONTEXT.Process(target=_quietly, args=(url, campaign, name, folder / name)) for name in raters
    }
    for worker in made.values():
        worker.start()
    return made


def wait_until_all_have_begun(workers: Mapping[str, BaseProcess], folder: Path) -> None:
    """Return when every one of them has an item in hand, or has ended."""
    while any(worker.is_alive() and not _read(folder / name) for name, worker in workers.items()):
        time.sleep(0.01)


def end(workers: Mapping[str, BaseProcess]) -> list[int | None]:
    """Wait for all of them and return how each ended."""
    for worker in workers.values():
        worker.join(300)
    return [worker.exitcode for worker in workers.values()]


def saved(raters: Sequence[str], folder: Path) -> list[tuple[str, str]]:
    """Return who was told that which task is saved."""
    lines = [(name, line.split()) for name in raters for line in _read(folder / name).splitlines()]
    return [(name, words[1]) for name, words in lines if words[0] == "saved"]


def _read(diary: Path) -> str:
    return diary.read_text() if diary.exists() else ""


def _quietly(url: str, campaign: str, rater: str, diary: Path) -> None:
    """Rate, and let a database that goes away end it without a word."""
    try:
        rate(url, campaign, rater, diary)
    except Exception:  # noqa: BLE001 - the test asks for the exit code
        os._exit(1)
