"""Two processes, and a killed one, do the database no harm."""

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from minigiants.store import OPEN, Store

WRITER = """
import sys
from minigiants.store import OPEN, Store
store = Store(sys.argv[1], through=OPEN)
talk = store.start_talk("document_qa", "demo", sys.argv[2])
for n in range(int(sys.argv[3])):
    store.add_message(talk.id, "user", f"{sys.argv[2]} {n}")
    print(n, flush=True)
"""


def start(url: str, name: str, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", WRITER, url, name, str(count)], stdout=subprocess.PIPE, text=True)


def test_two_processes_create_and_write_at_once_and_lose_nothing(empty_url: str) -> None:
    writers = [start(empty_url, name, 40) for name in ("one", "two")]
    for writer in writers:
        writer.communicate(timeout=60)

    store = Store(empty_url, through=OPEN)
    counts = {talk.title: len(store.messages(talk.id)) for talk in store.talks("document_qa")}
    store.close()

    assert [writer.returncode for writer in writers] == [0, 0]
    assert counts == {"one": 40, "two": 40}


@pytest.mark.parametrize("held", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_new_database_that_another_process_is_laying_out_is_waited_for(tmp_path: Path, held: str) -> None:
    other = sqlite3.connect(tmp_path / "new.db", isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE begun (a)")
    other.execute(held)
    ended = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    ended.start()

    Store(f"sqlite:///{tmp_path / 'new.db'}", through=OPEN).close()

    ended.join()
    other.close()


def test_what_was_written_before_a_kill_is_there_after_it(url: str) -> None:
    writer = start(url, "victim", 100_000)
    assert writer.stdout
    last = max(int(writer.stdout.readline()) for _ in range(5))
    writer.send_signal(signal.SIGKILL)
    writer.communicate(timeout=30)

    store = Store(url, through=OPEN)
    [talk] = store.talks("document_qa")
    texts = [message.text for message in store.messages(talk.id)]
    store.add_message(talk.id, "user", "after")
    store.close()

    assert texts[: last + 1] == [f"victim {n}" for n in range(last + 1)]


def test_threads_share_one_store(store: Store) -> None:
    talk = store.start_talk("document_qa", "demo", "shared")

    def write() -> None:
        for _ in range(20):
            store.add_message(talk.id, "user", "x")

    threads = [threading.Thread(target=write) for _ in range(4)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(store.messages(talk.id)) == 80
    assert time.monotonic() - begun < 30
