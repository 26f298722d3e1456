"""Ten raters at once, killed in the middle, on either database: every vote is kept and nobody sees an item twice."""

import random
import time
from collections import Counter
from pathlib import Path

import pytest

from minigiants.store import OPEN, Campaigns, Item, Store
from tests.store import raters
from tests.store.postgres import PostgreSQL

RATERS = [f"rater{n}" for n in range(10)]
ITEMS, OVERLAP = 200, 60


def prepared(url: str) -> tuple[Store, str]:
    store = Store(url, through=OPEN)
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
def test_ten_raters_who_are_killed_and_come_back_lose_nothing(url: str, tmp_path: Path) -> None:
    store, campaign = prepared(url)
    workers = raters.start(url, campaign, RATERS, tmp_path)
    raters.wait_until_all_have_begun(workers, tmp_path)
    for worker in workers.values():
        worker.kill()
    killed = raters.end(workers)

    back = raters.end(raters.start(url, campaign, RATERS, tmp_path))

    assert -9 in killed
    assert back == [0] * 10
    check(store, campaign, raters.saved(RATERS, tmp_path))


@pytest.mark.slow
def test_a_database_server_that_is_killed_keeps_every_vote_that_it_confirmed(tmp_path: Path) -> None:
    server = PostgreSQL()
    try:
        url = server.new_database()
        store, campaign = prepared(url)
        workers = raters.start(url, campaign, RATERS, tmp_path)
        raters.wait_until_all_have_begun(workers, tmp_path)
        time.sleep(0.3)
        server.kill()
        raters.end(workers)
        server.start()

        back = raters.end(raters.start(url, campaign, RATERS, tmp_path))

        assert back == [0] * 10
        check(store, campaign, raters.saved(RATERS, tmp_path))
    finally:
        server.remove()
