"""With the network off from the first start on, everything works and nothing tries to leave."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from minigiants import models, suite
from minigiants.settings import Settings
from tests.offline.enclosure import HERE, Outcome, enclosed

pytestmark = [pytest.mark.offline, pytest.mark.slow]

PORT = "8765"
"""Free for sure: the namespace is new."""
VISIT: list[str | Path] = [sys.executable, HERE / "visit.py", PORT, "240"]
READY = {
    "expert_review": "There is no campaign yet",
    "model_lab": "There is no comparison yet",
    "privacy_review": "Runs on this computer only",
    "support_desk": "customers waiting",
}
"""What a page says when it is ready, where that is not its model."""
RULES = """# House rules of the Alder Street print works

The night shift begins at 22:40 in the evening and ends at 06:10 in the morning.

The fire warden of the print works is Odalys Brennecke, who can be reached on extension 417.
"""


@pytest.fixture
def box(tmp_path: Path, furnished: Callable[[Path], Path]) -> Path:
    """A home folder that holds the default models and nothing else."""
    home = furnished(tmp_path / "box")
    settings = Settings(home=home)
    for name in (settings.model, settings.embedding_model):
        models.locate(name, settings.models_folder)  # says what to do when it is not there
    return home


def minigiants(*arguments: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", "minigiants", *arguments]


def work(box: Path, command: list[str | Path], **settings: str) -> Outcome:
    """Run `command` enclosed, as somebody who has never used the machine before."""
    person = box.parent / "person"
    person.mkdir(exist_ok=True)
    return enclosed(command, env={"MINIGIANTS_HOME": str(box), "HOME": str(person)} | settings, cwd=person)


@pytest.mark.parametrize("arguments", [["doctor"], ["models", "list"], ["models", "verify"]])
def test_a_command_tries_no_connection(box: Path, arguments: list[str]) -> None:
    outcome = work(box, minigiants(*arguments))

    assert (outcome.attempts, outcome.code) == ([], 0), outcome.output


@pytest.mark.parametrize("name", sorted(script.stem for script in suite.apps().glob("*.py")))
def test_the_first_start_of_an_app_shows_its_page_and_tries_no_connection(box: Path, name: str) -> None:
    # The page of all apps loads the default model, as the plain command does below.
    small = {} if name == "home" else {"MINIGIANTS_MODEL": "smollm2-135m"}

    outcome = work(box, [*VISIT, READY.get(name, "Model ready"), *minigiants("app", name, "--port", PORT)], **small)

    assert (outcome.attempts, outcome.code) == ([], 0), outcome.output


def test_the_plain_streamlit_command_tries_no_connection(box: Path) -> None:
    start = [sys.executable, "-m", "streamlit", "run", str(suite.apps() / "document_qa.py"), f"--server.port={PORT}"]

    outcome = work(box, [*VISIT, "Model ready", *start])

    assert (outcome.attempts, outcome.code) == ([], 0), outcome.output


def test_personal_data_is_taken_out_without_a_connection(box: Path, tmp_path: Path) -> None:
    note, clean = tmp_path / "note.txt", tmp_path / "clean.txt"
    note.write_text("Dr. Maria Johnson saw the wound. Write to ann.lee@mail.example.org.", "utf-8")

    outcome = work(box, minigiants("scrub", note, "--out", clean))

    assert (outcome.attempts, outcome.code) == ([], 0), outcome.output
    assert clean.read_text("utf-8") == "Dr. <PERSON_1> saw the wound. Write to <EMAIL_ADDRESS_1>."


def test_documents_are_taken_in_and_questions_answered_without_a_connection(box: Path, tmp_path: Path) -> None:
    rules, questions, answers = tmp_path / "rules.md", tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rules.write_text(RULES, "utf-8")
    questions.write_text(json.dumps({"id": "shift", "question": "When does the night shift begin?"}) + "\n", "utf-8")

    taken_in = work(box, minigiants("ingest", "rules", rules))
    answered = work(box, minigiants("run", "document_qa", questions, "--out", answers, "--collection", "rules"))

    assert (taken_in.attempts, taken_in.code) == ([], 0), taken_in.output
    assert (answered.attempts, answered.code) == ([], 0), answered.output
    (line,) = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    assert line["action"] == "answer"
    assert "22:40" in line["text"]
    assert line["evidence"][0]["document"] == "rules.md"
