"""A question of a talk becomes self-contained; a wording that adds or loses something is not taken."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.messages import AIMessageChunk

from minigiants.answering import asking
from minigiants.pipeline import Event
from tests import fakes

TALK = [
    asking.TalkTurn(role="user", text="When must the tenant give notice?"),
    asking.TalkTurn(role="assistant", text="Three months before the end."),
]


class Rewording(fakes.Scripted):
    """Words a question as it is told to."""

    says: str = ""

    def script(
        self, asked: str, on_progress: Callable[[str, int, int], None], **options: Any
    ) -> Iterator[AIMessageChunk]:
        on_progress("write", 1, 2)
        yield AIMessageChunk(content=self.says)


def restated(question: str, says: str, talk: list[asking.TalkTurn] = TALK) -> asking.Restated:
    return asking.restate(question, talk, Rewording(says=says))


def test_the_models_wording_is_taken_when_it_says_no_more_than_was_said() -> None:
    whole = restated("And what about the landlord?", "When must the landlord give notice?\nUser: more")

    assert whole == asking.Restated(text="When must the landlord give notice?", by="model")


@pytest.mark.parametrize(
    "says",
    [
        "When must the landlord give notice to the council?",
        "When must the tenant give notice?",
        "When must the landlord give notice within 30 days?",
        "And what about the landlord?",
        "",
    ],
    ids=["something new", "lost", "a number nobody said", "unchanged", "nothing"],
)
def test_another_wording_is_not_taken(says: str) -> None:
    whole = restated("And what about the landlord?", says)

    assert whole.by == "rule"
    assert whole.text == "And what about the landlord? (This goes on from: When must the tenant give notice?)"


def test_a_question_that_stands_alone_costs_no_model() -> None:
    model = Rewording(says="unused")
    question = "Who chairs the residents' meeting in Harrow Lane?"

    assert asking.restate(question, TALK, model) == asking.Restated(text=question, by="nobody")
    assert asking.restate("And why?", [], model).by == "nobody"
    assert model.asked == []


def test_the_last_question_stands_at_the_end_of_the_prompt_after_what_was_said() -> None:
    model = Rewording(says="")

    asking.restate("why?", TALK, model)

    assert model.asked[0].endswith(
        "User: When must the tenant give notice?\nAssistant: Three months before the end.\n"
        "Last question: why?\nComplete question:"
    )


def test_a_stop_ends_it() -> None:
    class Stop(Exception):  # noqa: N818
        pass

    def stop(event: Event) -> None:
        raise Stop

    with pytest.raises(Stop):
        asking.restate("why?", TALK, Rewording(says="x"), stop)
