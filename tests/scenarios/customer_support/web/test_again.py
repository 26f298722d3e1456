"""A talk that is opened again has its sources and thumbs, and a message whose answer never came is asked again."""

import threading
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from minigiants.pipeline import Event, Request, Services
from minigiants.types import Answer, Evidence
from scenarios.customer_support.helpdesk import Helpdesk
from tests.scenarios.customer_support.helpdesk.conftest import desk, scripted, services, store
from tests.scenarios.customer_support.web.test_api import HEADERS, client, say, talk

__all__ = ["client", "desk", "services", "store", "talk"]

QUOTE = Evidence(passage_id="p", document_id="d", document="hours.md", page=2, start=0, end=1, text="From nine.")


def again(client: TestClient, talk: str) -> Any:
    return client.post(f"/v1/talks/{talk}/again", headers=HEADERS)


def told(client: TestClient, talk: str, after: int = 0) -> Any:
    return client.get(f"/v1/talks/{talk}", params={"after": after}, headers=HEADERS).json()["messages"]


def test_an_answer_read_again_has_its_sources_and_the_customers_thumb(
    client: TestClient, talk: str, desk: Helpdesk
) -> None:
    desk.say(talk, "When do you open?")
    answer = Answer(id="a1", text="From nine.", action="answer", evidence=(QUOTE,))
    desk.store.save_answer(answer, scenario="customer_support", request={}, talk_id=talk)
    desk.store.add_message(talk, "assistant", answer.text, answer_id="a1")

    before = told(client, talk)
    for good in (False, True):
        client.post(f"/v1/talks/{talk}/answers/a1/rating", json={"good": good}, headers=HEADERS)
    asked, answered = told(client, talk)

    assert (asked["evidence"], asked["good"], before[1]["good"]) == ([], None, None)
    assert answered["evidence"] == [{"document": "hours.md", "page": 2, "text": "From nine."}]
    assert answered["good"] is True


def test_only_what_is_new_is_told(client: TestClient, talk: str) -> None:
    say(client, talk, "one")
    say(client, talk, "two")

    assert [line["number"] for line in told(client, talk, after=3)] == [4]
    assert told(client, talk, after=4) == told(client, talk, after=99) == []


def test_a_message_without_an_answer_is_answered_once_however_often_it_is_asked_again(
    client: TestClient, talk: str, desk: Helpdesk
) -> None:
    desk.say(talk, "hello")

    first, second = (again(client, talk).text.splitlines()[-1] for _ in range(2))

    assert "You said: hello" in first
    assert "You said: hello" in second
    assert [m.role for m in desk.messages(talk)] == ["user", "assistant"]


def test_while_the_answer_is_on_its_way_nothing_is_asked_again(client: TestClient, talk: str, desk: Helpdesk) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
        begun.set()
        assert go.wait(30)
        return scripted(request, services, on_event=on_event)

    desk._pipeline = slow
    first = threading.Thread(target=say, args=(client, talk, "hello"))
    first.start()
    assert begun.wait(30)

    refused = again(client, talk)
    go.set()
    first.join()

    assert (refused.status_code, refused.json()["detail"]) == (409, "the answer is on its way: wait a little")
    assert len(desk.messages(talk)) == 2


def test_a_talk_without_a_question_or_with_a_person_is_not_answered_again(
    client: TestClient, talk: str, desk: Helpdesk
) -> None:
    empty = again(client, talk).text
    desk.say(talk, "hello")
    desk.hand_over(talk)

    assert "nothing waits for an answer" in empty
    assert '"place": 1' in again(client, talk).text
    assert [m.role for m in desk.messages(talk)] == ["user"]
