"""Raters at once, killed in the middle, on either database: every vote is kept and nobody sees an item twice."""

from pathlib import Path

import pytest

from tests.store.campaigns import crowd, raters


@pytest.mark.slow
@pytest.mark.soak
def test_raters_who_are_killed_and_come_back_lose_nothing(url: str, tmp_path: Path) -> None:
    store, campaign = crowd.prepared(url)
    workers = raters.start(url, campaign, crowd.RATERS, tmp_path)
    raters.wait_until_all_have_begun(workers, tmp_path)
    for worker in workers.values():
        worker.kill()
    killed = raters.end(workers)

    back = raters.end(raters.start(url, campaign, crowd.RATERS, tmp_path))

    assert -9 in killed
    assert back == [0] * len(crowd.RATERS)
    crowd.check(store, campaign, raters.saved(crowd.RATERS, tmp_path))
