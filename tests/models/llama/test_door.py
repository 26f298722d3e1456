"""The server inside the process talks to nobody else, and tells nothing on the console."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from minigiants.models import ChatLlamaCpp
from minigiants.models.llama.native import Server, connection

CLOSED = [
    ("POST", "/v1/chat/completions"),
    ("POST", "/completion"),
    ("POST", "/tokenize"),
    ("POST", "/apply-template"),
    ("GET", "/props"),
    ("GET", "/slots"),
    ("GET", "/metrics"),
    ("GET", "/v1/models"),
    ("GET", "/lora-adapters"),
]


@pytest.fixture(scope="module", params=[False, True], ids=["socket", "loopback port"])
def server(request: pytest.FixtureRequest, model_path: Path) -> Iterator[Server]:
    served = Server(model_path, context=512, threads=1, tcp=request.param)
    yield served
    served.close()


def _call(server: Server, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    body = json.dumps({"content": "x", "prompt": "x", "messages": [{"role": "user", "content": "x"}], "max_tokens": 1})
    with closing(connection(server.address)) as link:
        link.request(method, path, body, {"Content-Type": "application/json", **headers})
        response = link.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()


@pytest.mark.parametrize(("method", "path"), CLOSED)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer guess"}], ids=["no key", "wrong key"])
def test_without_the_key_nothing_is_answered(server: Server, method: str, path: str, headers: dict[str, str]) -> None:
    status, _, _ = _call(server, method, path, **headers)

    assert status == 401


@pytest.mark.parametrize("path", ["/", "/index.html"])
def test_there_is_no_page(server: Server, path: str) -> None:
    assert _call(server, "GET", path)[0] in (401, 404)


@pytest.mark.parametrize("method", ["OPTIONS", "POST"])
def test_no_other_origin_is_let_in(server: Server, method: str) -> None:
    _, headers, _ = _call(
        server,
        method,
        "/v1/chat/completions",
        Origin="http://evil.example",
        **{"Access-Control-Request-Method": "POST"},
    )

    assert headers.get("access-control-allow-origin", "") == ""


def test_the_engine_listens_on_a_socket_that_is_its_users_own(model: ChatLlamaCpp) -> None:
    held = model.engine.load()
    assert isinstance(held, Server)
    address = held.address

    assert address.startswith("unix://")
    assert Path(address.removeprefix("unix://")).parent.stat().st_mode & 0o077 == 0


def test_the_console_stays_silent(model: ChatLlamaCpp, capfd: pytest.CaptureFixture[str]) -> None:
    model.invoke("my secret is Zanzibar", max_tokens=3)

    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")
