"""Ten raters at once, killed in the middle, on either database: every vote is kept and nobody sees an item twice."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from minigiants.store import Campaigns, Item, Store
from tests.store.postgres import PostgreSQL

RATER = """
import sys
from datetime import UTC, datetime
from minigiants.store import Campaigns, Rating, Store, StoreError
url, campaign, rater = sys.argv[1:]
campaigns = Campaigns(Store(url))
while task := campaigns.next_task(campaign, rater):
    print("got", task.id, task.answer_id, flush=True)
    now = datetime.now(UTC)
    campaigns.save(task.id, [Rating(answer_id=task.answer_id, rater=rater, criterion="correct", value=3, time=now)])
    print("saved", task.id, task.answer_id, flush=True)
"""
RATERS = [f"rater{n}" for n in range(10)]
ITEMS, OVERLAP = 200, 60


def start(url: str, campaign: str, rater: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", RATER, url, campaign, rater]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(workers: "dict[str, subprocess.Popen[str]]") -> list[tuple[str, str]]:
    """Wait for all of them and return who saved what."""
    saved = []
    for rater, worker in workers.items():
        out, _ = worker.communicate(timeout=300)
        saved += [(rater, line.split()[1]) for line in out.splitlines() if line.startswith("saved")]
    return saved


def prepared(url: str) -> tuple[Store, str]:
    store = Store(url)
    order = random.Random(0).sample(range(ITEMS), ITEMS)
    items = [
        Item(content={"text": f"text {n}"}, answer_id=f"a{n}", needed=2 if order[n] < OVERLAP else 1)
        for n in range(ITEMS)
    ]
    return store, Campaigns(store).add("c", "fake", items, scrub=False, repeats=0).id


def check(store: Store, campaign: str, saved: list[tuple[str, str]]) -> None:
    results = Campaigns(store).results(campaign)
    rated = Counter(result.item_id for result in results)
    kept = {(result.rater, str(rating.task_id)) for result in results for rating in result.ratings}
    store.close()

    assert [saying for saying in saved if saying not in kept] == []
    assert max(Counter((r.item_id, r.rater) for r in results).values()) == 1
    assert Counter(rated.values()) == {1: ITEMS - OVERLAP, 2: OVERLAP}


@pytest.mark.slow
def test_ten_raters_who_are_killed_and_come_back_lose_nothing(any_url: str) -> None:
    store, campaign = prepared(any_url)
    workers = {rater: start(any_url, campaign, rater) for rater in RATERS}
    for worker in workers.values():
        assert worker.stdout
        assert worker.stdout.readline().startswith("got")
    for worker in workers.values():
        worker.send_signal(signal.SIGKILL)
    saved = end(workers)

    back = {rater: start(any_url, campaign, rater) for rater in RATERS}
    saved += end(back)

    assert [worker.returncode for worker in back.values()] == [0] * 10
    check(store, campaign, saved)


@pytest.mark.slow
def test_a_database_server_that_is_killed_keeps_every_vote_that_it_confirmed() -> None:
    server = PostgreSQL()
    try:
        url = server.new_database()
        store, campaign = prepared(url)
        workers = {rater: start(url, campaign, rater) for rater in RATERS}
        for worker in workers.values():
            assert worker.stdout
            worker.stdout.readline()
        time.sleep(0.3)
        server.kill()
        saved = end(workers)
        server.start()

        back = {rater: start(url, campaign, rater) for rater in RATERS}
        saved += end(back)

        assert [worker.returncode for worker in back.values()] == [0] * 10
        check(store, campaign, saved)
    finally:
        server.remove()
