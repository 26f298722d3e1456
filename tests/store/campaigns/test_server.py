"""The database's server, killed under raters at work, keeps every vote that it confirmed."""

import time
from pathlib import Path

import pytest

from tests.store.campaigns import crowd, raters
from tests.store.postgres import PostgreSQL


@pytest.mark.slow
@pytest.mark.soak
def test_a_database_server_that_is_killed_keeps_every_vote_that_it_confirmed(tmp_path: Path) -> None:
    server = PostgreSQL()
    try:
        url = server.new_database()
        store, campaign = crowd.prepared(url)
        workers = raters.start(url, campaign, crowd.RATERS, tmp_path)
        raters.wait_until_all_have_begun(workers, tmp_path)
        time.sleep(0.3)
        server.kill()
        raters.end(workers)
        server.start()

        back = raters.end(raters.start(url, campaign, crowd.RATERS, tmp_path))

        assert back == [0] * len(crowd.RATERS)
        crowd.check(store, campaign, raters.saved(crowd.RATERS, tmp_path))
    finally:
        server.remove()
