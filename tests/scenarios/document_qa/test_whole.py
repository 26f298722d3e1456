"""Summaries, lists and comparisons read everything, quote word for word, and say how much was read."""

from collections.abc import Callable

import pytest

from minigiants import grounding, ingestion
from minigiants.answering import asking
from minigiants.pipeline import Event
from minigiants.retrieval import Library
from minigiants.types import Answer
from tests import fakes
from tests.scenarios.document_qa.test_pipeline import ANSWER, ScriptedModel

pytestmark = pytest.mark.usefixtures("warm_reader")

OLD = b"""# Guests

Every guest pays a fee of 5 euros a day at the gate.

# Boats

Boats must be locked to the jetty at night.

# Fire

Open fire is forbidden on the whole ground."""
NEW = OLD.replace(b"5 euros", b"8 euros") + b"\n\n# Dogs\n\nDogs are kept on a lead between May and October."
THIRD = b"The annual meeting of the members takes place in the first week of March."


@pytest.fixture
def ask(library: Library) -> Callable[..., Answer]:
    files = [("rules-2019.md", OLD), ("rules-2024.md", NEW), ("meeting.txt", THIRD)]
    list(ingestion.ingest(library, files, collection="c"))

    def ask(question: str, *documents: str, on_event: Callable[[Event], None] | None = None) -> Answer:
        services = fakes.services(
            model=ScriptedModel(says="No."),
            retrieve=library.search,
            shelf=library,
            embed=library.embeddings.vectors,
            ground=grounding.check,
        )
        request = {"question": question, "collection": "c", "documents": list(documents)}
        return ANSWER(request, services, on_event=on_event)

    return ask


def steps(answer: Answer) -> str:
    assert answer.trace is not None
    return " ".join(answer.trace.steps)


def test_a_summary_quotes_the_document_word_for_word_and_says_how_much_was_read(ask: Callable[..., Answer]) -> None:
    answer = ask("Summarise this document", "rules-2024.md")

    assert answer.action == "answer"
    assert {e.document for e in answer.evidence} == {"rules-2024.md"}
    assert all(e.text.encode() in NEW for e in answer.evidence)
    assert "8 euros" in answer.text
    assert "Read all 4 sentences of rules-2024.md" in steps(answer)


def test_a_section_that_the_question_names_is_summed_up_alone(ask: Callable[..., Answer]) -> None:
    answer = ask("Give me an overview of the boats section", "rules-2024.md")

    assert answer.text == "“Boats must be locked to the jetty at night.”"


def test_what_changed_between_two_versions_is_quoted_from_both(ask: Callable[..., Answer]) -> None:
    answer = ask("What changed between the rules of 2019 and the rules of 2024?", "rules-2019.md", "rules-2024.md")

    assert "5 euros" in answer.claims[0].text
    assert "8 euros" in answer.claims[0].text
    assert [claim.text for claim in answer.claims[1:]] == [
        "Only in rules-2024.md: “Dogs are kept on a lead between May and October.”"
    ]
    assert "2 of them the same in both" in steps(answer)


def test_a_comparison_without_two_documents_asks_which(ask: Callable[..., Answer]) -> None:
    answer = ask("Compare the fees")

    assert (answer.action, answer.reason) == ("clarify", "which documents")
    assert "rules-2019.md" in answer.text


def test_a_list_has_every_place_and_the_number_read(ask: Callable[..., Answer]) -> None:
    answer = ask("List all guest fees")

    assert [e.document for e in answer.evidence] == ["rules-2019.md", "rules-2024.md"]
    assert "Read all 8 sentences of rules-2019.md" in steps(answer) or "sentences of" in steps(answer)


def test_a_list_of_what_nobody_names_says_that_it_may_not_be_all(ask: Callable[..., Answer]) -> None:
    assert "may not be all" in steps(ask("List all penguins"))


def test_what_cannot_be_done_is_said_as_such(ask: Callable[..., Answer]) -> None:
    answer = ask("Please translate the rules into French")

    assert (answer.action, answer.reason) == ("clarify", "not done here")
    assert "Not in your documents" not in answer.text


def test_reading_everything_tells_how_far_it_is_and_can_be_stopped(ask: Callable[..., Answer]) -> None:
    class Stop(Exception):  # noqa: N818
        pass

    seen: list[Event] = []

    def stop(event: Event) -> None:
        seen.append(event)
        if event.stage == "gather":
            raise Stop

    with pytest.raises(Stop):
        ask("Summarise the rules of 2024", on_event=stop)
    assert (seen[-1].done, seen[-1].total >= 1) == (1, True)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Could you summarise the handbook?", "summary"),
        ("What has changed since 2019?", "changes"),
        ("Compare the leases", "comparison"),
        ("How many times is the landlord mentioned?", "count"),
        ("What are all the duties of the tenant?", "list"),
        ("Write an email to the landlord", "beyond"),
        ("Who writes the minutes?", "fact"),
        ("How many days of leave are there?", "fact"),
        ("Is a draft of the contract sent to the tenant?", "fact"),
    ],
)
def test_each_question_has_its_kind(question: str, kind: str) -> None:
    assert asking.kind_of(question) == kind
