"""A database server that is away is told in a sentence, and what was kept is there when it is back."""

from collections.abc import Iterator

import pytest

from minigiants.store import OPEN, Store, StoreError
from tests.store.postgres import PostgreSQL


@pytest.fixture
def server() -> Iterator[PostgreSQL]:
    """Return a server of the test's own, which it may kill."""
    server = PostgreSQL()
    yield server
    server.remove()


def test_a_server_that_dies_and_comes_back_has_what_was_kept_and_the_same_store_goes_on(server: PostgreSQL) -> None:
    store = Store(server.new_database(), through=OPEN)
    talk = store.start_talk("document_qa", "demo", "Rent").id
    store.add_message(talk, "user", "What is the rent?")

    server.kill()
    with pytest.raises(StoreError, match="does not answer, nothing was saved: start it"):
        store.add_message(talk, "user", "And when is it due?")
    server.start()
    store.add_message(talk, "user", "When is it due?")

    assert [message.text for message in store.messages(talk)] == ["What is the rent?", "When is it due?"]
    store.close()
