"""`minigiants why` says what became of a document, for people and for machines."""

import json

import pytest

from minigiants import cli
from minigiants.ingestion import ingest
from minigiants.retrieval import open_library
from minigiants.settings import Settings

pytestmark = pytest.mark.usefixtures("warm_reader")


def test_the_steps_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    library = open_library(Settings())
    list(ingest(library, [("gate.txt", b"The gate closes at nine.")], collection="House"))
    library.close()

    with pytest.raises(SystemExit) as plain:
        cli.main(["why", "House", "gate.txt", "When does the gate close?"])
    assert plain.value.code in (0, None)
    assert capsys.readouterr().out.startswith("1. It was read (1 page) and indexed (1 passage).\n2. ")

    with pytest.raises(SystemExit):
        cli.main(["why", "House", "door.txt", "When?", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["steps"] == ["It is in no collection: add it, and look at the line that says what was read of it."]
