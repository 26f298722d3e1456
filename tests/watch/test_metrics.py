"""What is counted can be read by Prometheus, and no label holds a word of anybody's."""

from collections.abc import Callable

import pytest

from minigiants.pipeline import Answer, Event, Request, Services
from minigiants.types import Claim, Evidence, Generation, Trace
from minigiants.watch import exposition, measured
from tests.fakes import services

SECRET = "Ada Quill"
EVIDENCE = Evidence(passage_id="p", document_id="d", document=f"{SECRET}.txt", page=1, start=0, end=3, text=SECRET)


def figures() -> dict[str, float]:
    text, kind = exposition()
    assert kind.startswith("text/plain")
    assert SECRET not in text.decode()
    lines = (line.rpartition(" ") for line in text.decode().splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def generation() -> Generation:
    return Generation(
        text=SECRET,
        tokens_in=210,
        tokens_out=12,
        seconds_to_first_token=1.0,
        seconds=2.0,
        model="tiny",
        model_sha256="0",
        seed=0,
        prompt_sha256="0",
    )


def answering(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    assert on_event
    for stage in ("search", "write", "write", "check"):
        on_event(Event(stage=stage, text=SECRET))
    withheld = Claim(text=SECRET, kind="number")
    trace = Trace(question=str(request["question"]), withheld=(withheld,), left_out=(EVIDENCE,))
    return Answer(id="a", text=SECRET, action="abstain", reason=SECRET, trace=trace, generation=generation())


def failing(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    raise LookupError(SECRET)


def test_an_answer_is_counted_by_what_was_done_and_each_stage_is_timed() -> None:
    seen: list[str] = []

    answer = measured("one", answering)(
        {"question": SECRET}, services(), on_event=lambda event: seen.append(event.stage)
    )

    assert (answer.action, seen) == ("abstain", ["search", "write", "write", "check"])
    counted = figures()
    assert counted['minigiants_answers_total{action="abstain",scenario="one"}'] == 1
    assert counted['minigiants_failed_checks_total{kind="number",scenario="one"}'] == 1
    assert counted['minigiants_failed_checks_total{kind="order",scenario="one"}'] == 1
    assert counted['minigiants_tokens_total{direction="read",scenario="one"}'] == 210
    assert counted['minigiants_tokens_total{direction="written",scenario="one"}'] == 12
    for stage in ("search", "write", "check"):
        assert counted[f'minigiants_stage_seconds_count{{scenario="one",stage="{stage}"}}'] == 1


def test_a_request_that_fails_is_counted_by_the_kind_of_its_error_and_fails_still() -> None:
    with pytest.raises(LookupError):
        measured("other", failing)({"question": SECRET}, services())

    assert figures()['minigiants_failures_total{error="LookupError",scenario="other"}'] == 1


def test_the_queue_of_this_process_is_told() -> None:
    assert figures()["minigiants_queue"] == 0
