"""The door for personal data answers as Presidio's analyzer and anonymizer do, and keeps to itself what it was sent."""

import subprocess
import sys
from typing import Any

import pytest
from fastapi.testclient import TestClient

from minigiants.api.scrubbing import build_scrub_app

TEXT = "😀 Call Maria Lopez at 617-555-0142."


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(build_scrub_app(), base_url="http://127.0.0.1")


def analyze(client: TestClient, text: Any = TEXT, **asked: Any) -> Any:
    return client.post("/analyze", json={"text": text, "language": "en", **asked})


def test_what_is_found_has_presidios_form(client: TestClient) -> None:
    found = analyze(client).json()

    assert [(one["entity_type"], TEXT[one["start"] : one["end"]]) for one in found] == [
        ("PERSON", "Maria Lopez"),
        ("PHONE_NUMBER", "617-555-0142"),
    ]
    assert set(found[0]) == {
        "start",
        "end",
        "score",
        "entity_type",
        "analysis_explanation",
        "recognition_metadata",
    }
    assert 0 < found[0]["score"] <= 1


def test_what_was_analyzed_is_anonymized_as_presidio_does_it(client: TestClient) -> None:
    asked = {
        "text": TEXT,
        "anonymizers": {
            "DEFAULT": {"type": "replace", "new_value": "ANONYMIZED"},
            "PHONE_NUMBER": {"type": "mask", "masking_char": "*", "chars_to_mask": 4, "from_end": True},
        },
        "analyzer_results": analyze(client).json(),
    }

    made = client.post("/anonymize", json=asked).json()

    assert made["text"] == "😀 Call ANONYMIZED at 617-555-****."
    assert [(i["entity_type"], i["operator"], made["text"][i["start"] : i["end"]]) for i in made["items"]] == [
        ("PHONE_NUMBER", "mask", "617-555-****"),
        ("PERSON", "replace", "ANONYMIZED"),
    ]


@pytest.mark.parametrize(
    ("operator", "said"),
    [
        ({}, "Hi <PERSON>!"),
        ({"DEFAULT": {"type": "redact"}}, "Hi !"),
        ({"DEFAULT": {"type": "keep"}}, "Hi Ann Lee!"),
        ({"PERSON": {"type": "replace", "new_value": ""}}, "Hi !"),
        ({"DEFAULT": {"type": "mask", "masking_char": "#", "chars_to_mask": 3, "from_end": False}}, "Hi ### Lee!"),
    ],
)
def test_each_operator_does_what_it_says(client: TestClient, operator: Any, said: str) -> None:
    spans = [{"start": 3, "end": 10, "score": 0.9, "entity_type": "PERSON"}]

    made = client.post("/anonymize", json={"text": "Hi Ann Lee!", "analyzer_results": spans, "anonymizers": operator})

    assert made.json()["text"] == said


def test_a_hash_without_a_salt_of_the_clients_own_can_not_be_looked_up(client: TestClient) -> None:
    spans = [{"start": 0, "end": 4, "score": 1, "entity_type": "ID"}]
    asked = {"text": "4471", "analyzer_results": spans, "anonymizers": {"DEFAULT": {"type": "hash"}}}
    salted = {**asked, "anonymizers": {"DEFAULT": {"type": "hash", "salt": "of the house"}}}

    first, second = (client.post("/anonymize", json=asked).json()["text"] for _ in range(2))
    third, fourth = (client.post("/anonymize", json=salted).json()["text"] for _ in range(2))

    assert len({first, second, third}) == 3
    assert third == fourth


def test_of_spans_that_overlap_nothing_stays(client: TestClient) -> None:
    spans = [
        {"start": 0, "end": 8, "score": 0.5, "entity_type": "PERSON"},
        {"start": 4, "end": 16, "score": 0.9, "entity_type": "ORGANIZATION"},
    ]

    made = client.post("/anonymize", json={"text": "Ann Lee Partners Ltd", "analyzer_results": spans}).json()

    assert made["text"] == "<ORGANIZATION> Ltd"


def test_several_texts_are_answered_in_their_order(client: TestClient) -> None:
    found = analyze(client, ["Nothing here.", "Write to ann@mail.example."]).json()

    assert [[one["entity_type"] for one in ones] for ones in found] == [[], ["EMAIL_ADDRESS"]]


def test_a_client_gets_the_types_it_asks_for_by_its_own_names(client: TestClient) -> None:
    text = "Born on March 3, 1981, SSN 219-09-9999, mail ann@mail.example."

    found = analyze(client, text, entities=["DATE_TIME", "US_SSN"]).json()

    assert [one["entity_type"] for one in found] == ["DATE_TIME", "US_SSN"]


def test_what_is_allowed_or_unsure_is_left_out(client: TestClient) -> None:
    assert [one["entity_type"] for one in analyze(client, allow_list=["Maria Lopez"]).json()] == ["PHONE_NUMBER"]
    assert analyze(client, score_threshold=1.0).json() == []


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/analyze", {"language": "en"}, "the field 'text' is missing"),
        ("/analyze", {"text": ["Ann", 3]}, "the field 'text' is missing"),
        ("/analyze", {"text": "Ann", "language": "xx"}, "no recognizers for the language 'xx'"),
        ("/analyze", {"text": "Ann", "entities": ["CRYPTO"]}, "nobody looks for 'CRYPTO'"),
        ("/analyze", {"text": "Ann", "ad_hoc_recognizers": [{}]}, "recognizers of the request's own"),
        ("/anonymize", {"text": "Ann"}, "the field 'analyzer_results' is missing"),
        ("/anonymize", {"text": "Ann", "analyzer_results": [{"start": 0, "end": 9, "entity_type": "X"}]}, "not in the"),
        (
            "/anonymize",
            {"text": "Ann", "analyzer_results": [], "anonymizers": {"DEFAULT": {"type": "encrypt", "key": "Ann"}}},
            "the field 'anonymizers.DEFAULT.type' is missing or has another form",
        ),
    ],
)
def test_what_it_can_not_do_is_said_in_a_sentence_without_the_text(
    client: TestClient, path: str, body: Any, said: str
) -> None:
    answer = client.post(path, json=body)

    assert answer.status_code == 422
    assert said in answer.json()["error"]
    assert "Ann" not in answer.text


def test_a_web_page_reaches_it_by_no_other_name_and_from_no_origin(client: TestClient) -> None:
    rebound = client.post("/analyze", json={"text": "Ann"}, headers={"host": "attacker.example"})
    foreign = client.options(
        "/analyze", headers={"origin": "https://attacker.example", "access-control-request-method": "POST"}
    )

    assert rebound.status_code == 400
    assert foreign.status_code == 403


def test_what_it_offers_is_listed(client: TestClient) -> None:
    assert client.get("/health").status_code == 200
    assert {"PERSON", "US_SSN"} <= set(client.get("/supportedentities").json())
    assert client.get("/anonymizers").json() == ["hash", "keep", "mask", "redact", "replace"]
    assert client.get("/recognizers", params={"language": "en"}).json()
    assert "/analyze" in client.get("/openapi.json").json()["paths"]


def test_the_command_tells_its_port_and_the_usual_one_is_still_there() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "minigiants", "scrub", "serve", "--help"], capture_output=True, text=True, check=True
    )

    assert "--port" in said.stdout
