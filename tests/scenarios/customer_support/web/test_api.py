"""The API keeps sites, talks and origins apart, survives nonsense, and shows no draft."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from minigiants.pipeline import Services
from scenarios.customer_support.helpdesk import Helpdesk
from scenarios.customer_support.helpdesk._apology import NOT_KEPT, WENT_WRONG
from scenarios.customer_support.sites import key_hash
from scenarios.customer_support.web import build_app
from tests.scenarios.customer_support.helpdesk.conftest import desk, services, store
from tests.scenarios.customer_support.helpdesk.test_helpdesk import FullDisk

__all__ = ["desk", "services", "store"]

KEY, OTHER, ORIGIN = "key-of-the-shop", "key-of-another", "https://shop.example"
HEADERS = {"X-Site-Key": KEY, "Origin": ORIGIN}


@pytest.fixture
def client(desk: Helpdesk, services: Services, tmp_path: Path) -> Iterator[TestClient]:
    sites = tmp_path / "sites"
    for name, key, limit in (("shop", KEY, 1000), ("other", OTHER, 2)):
        text = f"name = '{name}'\ncollection = '{name}'\nkey = '{key_hash(key)}'\nper_minute = {limit}\n"
        (sites / f"{name}.toml").write_text(f"{text}origins = ['https://{name}.example']\n")
    with TestClient(build_app(desk, lambda: services, sites, clock=lambda: 5.0), base_url="http://127.0.0.1") as made:
        yield made


@pytest.fixture
def talk(client: TestClient) -> str:
    return str(client.post("/v1/talks", headers=HEADERS).json()["talk"])


def say(client: TestClient, talk: str, text: str) -> list[dict[str, Any]]:
    answer = client.post(f"/v1/talks/{talk}/messages", json={"text": text}, headers=HEADERS)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def test_a_talk_streams_its_progress_and_then_the_answer(client: TestClient, talk: str) -> None:
    lines = say(client, talk, "hello")

    stages = [line["stage"] for line in lines[:-1]]  # a "wait" more where the machine is busy
    assert [stage for stage in stages if stage != "wait"] == ["read", "read", "read"]
    assert lines[-1]["answer"]["text"] == "You said: hello"
    told = client.get(f"/v1/talks/{talk}", headers=HEADERS).json()
    assert [m["role"] for m in told["messages"]] == ["user", "assistant"]


def test_the_shop_shows_its_name_greeting_and_colours_before_the_first_word(client: TestClient, tmp_path: Path) -> None:
    file = tmp_path / "sites" / "shop.toml"
    file.write_text(f"{file.read_text()}colour = '#FFD400'\ngreeting = 'Welcome!'\n")

    shown = client.get("/v1/site", headers=HEADERS).json()
    begun = client.post("/v1/talks", headers=HEADERS).json()

    looks = {"name": "shop", "greeting": "Welcome!", "colour": "#ffd400", "ink": "#000000"}
    assert shown == looks | {"pause": 2.0}
    assert begun.items() >= shown.items()
    assert client.get("/v1/site", headers={"X-Site-Key": "none"}).status_code == 401


def test_a_message_that_another_one_follows_is_kept_and_answered_with_it(
    client: TestClient, talk: str, desk: Helpdesk
) -> None:
    path = f"/v1/talks/{talk}/messages"
    first = client.post(path, json={"text": "hello", "more": True}, headers=HEADERS).text
    last = say(client, talk, "a service, please")[-1]

    assert json.loads(first) == {"answer": {"kept": True}}
    assert last["answer"]["text"] == "You said: a service, please"
    assert [m.role for m in desk.messages(talk)] == ["user", "user", "assistant"]


def test_a_disk_that_is_full_is_told_in_one_plain_sentence(client: TestClient, talk: str, desk: Helpdesk) -> None:
    desk.handovers = FullDisk(desk.store)

    asked = client.post(f"/v1/talks/{talk}/person", headers=HEADERS)

    assert (asked.status_code, asked.json()["detail"]) == (409, NOT_KEPT)
    assert say(client, talk, "a person please")[-1]["error"] == NOT_KEPT


def test_a_person_can_be_asked_for_at_any_time_and_the_place_is_told(client: TestClient, talk: str) -> None:
    asked = client.post(f"/v1/talks/{talk}/person", headers=HEADERS)

    assert asked.json() == {"reason": "asked for a person", "state": "waiting", "place": 1}
    assert say(client, talk, "hello?")[-1]["answer"]["person"]["place"] == 1


def test_a_failure_is_told_in_the_customers_language_and_without_the_customers_words(
    client: TestClient, talk: str, caplog: pytest.LogCaptureFixture
) -> None:
    [last] = say(client, talk, "crash secretword")

    assert last["error"] == WENT_WRONG
    assert "ZeroDivisionError" in caplog.text
    assert "secretword" not in caplog.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Site-Key": "wrong"},
        {"X-Site-Key": KEY, "Origin": "https://evil.example"},
        {"X-Site-Key": KEY, "Origin": "https://other.example"},
    ],
)
def test_without_its_key_or_from_another_page_nothing_opens(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/v1/talks", headers=headers).status_code == 401


def test_a_site_cannot_read_the_talks_of_another(client: TestClient, talk: str) -> None:
    other = {"X-Site-Key": OTHER, "Origin": "https://other.example"}

    assert client.get(f"/v1/talks/{talk}", headers=other).status_code == 404
    assert client.get("/v1/talks/0123456789abcdef", headers=HEADERS).status_code == 404


def test_browsers_of_a_sites_own_pages_are_let_in_and_no_others(client: TestClient) -> None:
    wish = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-site-key"}

    own = client.options("/v1/talks", headers={"Origin": ORIGIN, **wish})
    strange = client.options("/v1/talks", headers={"Origin": "https://evil.example", **wish})

    assert (own.status_code, own.headers["access-control-allow-origin"]) == (204, ORIGIN)
    assert strange.status_code == 403
    assert "access-control-allow-origin" not in strange.headers
    assert "access-control-allow-credentials" not in own.headers


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/v1/site", HEADERS, 200),
        ("GET", "/v1/site", {}, 401),
        ("GET", "/v1/talks/none", HEADERS, 404),
        ("GET", "/widget.js", {}, 200),
        ("GET", "/openapi.json", {}, 200),
        ("GET", "/nowhere", {}, 404),
        ("OPTIONS", "/v1/talks", {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}, 403),
        ("GET", "/v1/site", {"Host": "evil.example"}, 421),
        ("POST", "/v1/talks", {"Content-Length": "99999999"}, 413),
    ],
)
def test_nothing_that_is_given_out_runs_or_is_framed_as_a_page(
    client: TestClient, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = client.request(method, path, headers=headers)

    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_who_asks_too_often_is_told_when_to_come_back(client: TestClient) -> None:
    other = {"X-Site-Key": OTHER, "Origin": "https://other.example"}

    codes = [client.post("/v1/talks", headers=other) for _ in range(3)]

    assert [code.status_code for code in codes] == [201, 201, 429]
    assert codes[-1].headers["retry-after"] == "61"


def test_who_has_used_up_the_messages_still_gets_a_person(client: TestClient) -> None:
    other = {"X-Site-Key": OTHER, "Origin": "https://other.example"}
    talk = client.post("/v1/talks", headers=other).json()["talk"]
    codes = [
        client.post(f"/v1/talks/{talk}/messages", json={"text": "hi"}, headers=other).status_code for _ in range(3)
    ]

    another = client.post("/v1/talks", headers=other)
    asked = [client.post(f"/v1/talks/{talk}/person", headers=other) for _ in range(3)]

    assert codes == [200, 200, 429]
    assert another.status_code == 201
    assert [answer.json()["place"] for answer in asked] == [1, 1, 1]


def test_a_site_whose_file_has_a_mistake_is_told_so_to_its_own_key_alone(client: TestClient, tmp_path: Path) -> None:
    file = tmp_path / "sites" / "other.toml"
    file.write_text(f"{file.read_text()}kolor = 1\n")

    told = client.post("/v1/talks", headers={"X-Site-Key": OTHER, "Origin": "https://other.example"})

    assert told.status_code == 503
    assert "mistake in its settings" in told.json()["detail"]
    assert client.post("/v1/talks", headers={"X-Site-Key": "wrong"}).status_code == 401
    assert client.post("/v1/talks", headers=HEADERS).status_code == 201


def test_a_body_that_is_too_large_is_cut_off(client: TestClient, talk: str) -> None:
    long = {"text": "x" * 100_000}

    assert client.post(f"/v1/talks/{talk}/messages", json=long, headers=HEADERS).status_code == 413

    def trickle() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    assert client.post(f"/v1/talks/{talk}/messages", content=trickle(), headers=HEADERS).status_code == 413


def test_an_answer_is_rated_by_the_customer_who_got_it(client: TestClient, talk: str, desk: Helpdesk) -> None:
    answer = say(client, talk, "hello")[-1]["answer"]["id"]
    path = f"/v1/talks/{talk}/answers/{answer}/rating"

    assert client.post(path, json={"good": False, "reason": "wrong"}, headers=HEADERS).status_code == 204
    assert client.post(path.replace(answer, "x"), json={"good": True}, headers=HEADERS).status_code == 404
    client.post(path, json={"good": False, "reason": "I was told otherwise"}, headers=HEADERS)
    first, second = desk.store.ratings(answer)
    assert (first.rater, first.value, first.reason, first.comment) == ("customer", 0, "wrong", "")
    assert (second.reason, second.comment) == ("", "I was told otherwise")


def test_the_widget_sets_texts_and_never_markup(client: TestClient) -> None:
    script = client.get("/widget.js").text

    assert "innerHTML" not in script
    assert "insertAdjacentHTML" not in script
    assert "eval(" not in script
