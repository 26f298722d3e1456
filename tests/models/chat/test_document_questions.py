"""Document questions run from beginning to end on each engine, by one setting."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from minigiants import models, scenario
from minigiants.ingestion import ingest
from minigiants.pipeline import Event
from minigiants.privacy import OPEN
from minigiants.retrieval import open_library
from minigiants.services import build_services, warm_up
from minigiants.settings import Settings
from tests.models.serving import KEY

pytestmark = pytest.mark.model

LEASE = b"# Lease\n\nThe rent is 900 euros a month. It is due on the first day of each month. Dogs are not allowed."
SMALL = "smollm2-135m"


@pytest.fixture
def settings(engine: str, request: pytest.FixtureRequest, home: Path) -> Settings:
    if engine == "server":
        return Settings(engine=request.getfixturevalue("server").url, server_key=SecretStr(KEY))
    if engine == "ctransformers":
        request.getfixturevalue("converted_path")  # or the test is left out
        models.convert(SMALL, home / "models")
    return Settings(engine=engine, model=SMALL)


def test_a_question_is_searched_written_and_checked(settings: Settings, engine: str) -> None:
    library, events = open_library(settings), list[Event]()
    list(ingest(library, [("lease.md", LEASE)], collection="house"))
    services = build_services(settings, library, funnel=OPEN)
    warm_up(services)
    request = {"question": "How much is the rent in euros a month?", "collection": "house"}

    answer = scenario.load("document_qa").pipeline(request, services, on_event=events.append)

    library.close()
    assert {"search", "read", "write", "check"} <= {event.stage for event in events}
    assert "900" in answer.text
    assert answer.generation is not None
    assert engine in answer.generation.engine
    assert answer.generation.tokens_in > 20
