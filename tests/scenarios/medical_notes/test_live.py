"""A visit that goes on is drafted as it comes, and the model reads along what it will be asked at its end."""

from scenarios.medical_notes.pipeline import ahead, sketch
from tests.scenarios.medical_notes.fakes import Writer, services
from tests.scenarios.medical_notes.test_pipeline import KNEE

TURNS = KNEE.splitlines()


def test_the_draft_by_rules_grows_with_what_is_said() -> None:
    model = Writer()
    lines = [sketch({"dialogue": "\n".join(TURNS[:n])}, services(model)).note.lines for n in (4, len(TURNS))]

    assert 0 < len(lines[0]) < len(lines[1])
    assert all(line.turns for some in lines for line in some)
    assert not model.asked


def test_the_model_reads_along_what_every_request_at_the_end_begins_with() -> None:
    model, stages = Writer(), list[str]()
    ahead({"dialogue": KNEE}, services(model), on_event=lambda event: stages.append(event.stage))

    assert stages == ["read"]
    assert model.asked == [""]


def test_nothing_is_read_along_of_a_visit_without_a_statement() -> None:
    model = Writer()
    ahead({"dialogue": "Doctor: Hello there."}, services(model), on_event=lambda event: None)

    assert not model.asked
