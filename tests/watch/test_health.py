"""A service says which of model, index and database it cannot use, without a path or a key."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from minigiants.api.watching import health
from minigiants.settings import Settings
from minigiants.watch import ailments

SERVER = "http://127.0.0.1:{port}/v1"


@pytest.fixture
def well(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a home where nothing ails: its chat model is a server that listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("MINIGIANTS_ENGINE", SERVER.format(port=server.getsockname()[1]))
        yield home


def test_nothing_ails_where_all_can_be_used(well: Path) -> None:
    assert ailments(Settings()) == {}
    assert (health().status_code, json.loads(bytes(health().body))) == (200, {"status": "ok"})


def test_a_model_server_that_does_not_answer_is_told(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("MINIGIANTS_ENGINE", SERVER.format(port=port))

    assert ailments(Settings()) == {"model": "the model server does not answer"}


def test_a_model_that_is_not_here_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIGIANTS_ENGINE", "llama.cpp")
    settings = Settings().model_copy(update={"home": home / "elsewhere"})

    assert ailments(settings)["model"].endswith("is not here")


@pytest.mark.parametrize(("place", "part"), [("index/index.db", "index"), ("minigiants.db", "database")])
def test_random_bytes_in_the_place_of_index_or_database_are_told(well: Path, place: str, part: str) -> None:
    (well / place).parent.mkdir(exist_ok=True)
    (well / place).write_bytes(b"no database at all " * 500)

    answer = health()

    assert answer.status_code == 503
    told = json.loads(bytes(answer.body))
    assert told["status"] == "ailing"
    assert "cannot be" in told[part]
    assert str(well) not in bytes(answer.body).decode()
