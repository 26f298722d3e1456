"""Who takes a talk over reads in two sentences what is wanted, what was tried and why a person is needed."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minigiants.pipeline import Event, Request, Services
from minigiants.privacy import Funnel, Rules, load_policy
from minigiants.store import Store
from minigiants.types import Action, Answer, Claim, Evidence, Trace
from scenarios.customer_support.helpdesk import Helpdesk

QUOTE = Evidence(passage_id="p1", document_id="d", document="lamps.md", page=1, start=0, end=8, text="Dry it.")


def led(
    store: Store, sites: Path, *decided: tuple[Action, str, str], where: frozenset[Any] = frozenset({"exports"})
) -> Helpdesk:
    """Return a helpdesk whose pipeline decides as it is told: action, reason, and the question made self-contained."""
    script = iter(decided)

    def pipeline(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
        action, reason, question = next(script)
        claims = (Claim(text="Dry it.", evidence=(QUOTE,), verdict="supported"),) if action == "answer" else ()
        return Answer(
            id=uuid.uuid4().hex,
            text={"answer": "Dry it.", "clarify": "Which lamp do you mean?"}.get(action, "Sorry."),
            action=action,
            reason=reason,
            claims=claims,
            evidence=(QUOTE,) if claims else (),
            trace=Trace(question=question or request["messages"][-1]["content"]),
        )

    funnel = Funnel(Rules(policy=load_policy("redact"), where=where))
    return Helpdesk(store, scenario="s", pipeline=pipeline, funnel=funnel, sites=sites, later=lambda work: work())


def test_a_whole_talk_is_told_in_two_sentences(store: Store, services: Services, tmp_path: Path) -> None:
    leaning = "And in the rain? (This goes on from: Why does my lamp flicker?)"
    desk = led(
        store,
        tmp_path,
        ("clarify", "greeting", ""),
        ("clarify", "underspecified", ""),
        ("answer", "", ""),
        ("abstain", "not in the knowledge base", leaning),
        ("handoff", "asked for a person", ""),
    )
    talk = desk.start("shop")
    said = ("Hello", "It is broken", "Why does my lamp flicker?", "And in the rain?", "a person please")
    for text in said:
        desk.say(talk, text)
        desk.answer(talk, services)
    handover = desk.handovers.of_talk(talk)

    assert handover is not None
    assert handover.packet["wants"] == leaning
    assert handover.packet["summary"] == (
        f"The customer asked: “{leaning}”. The assistant answered from lamps.md, found nothing to answer with and "
        "asked back “Which lamp do you mean?”; a person is needed because the customer asked for one."
    )


def test_a_button_before_any_answer_still_tells_what_is_wanted(store: Store, tmp_path: Path) -> None:
    desk = led(store, tmp_path)
    talk = desk.start("shop")
    for text in ("My Racer helmet from order 48213 has a crack", "refund?", "hello???"):
        desk.say(talk, text)

    packet = desk.hand_over(talk).packet

    assert packet["wants"] == "refund? (before that: My Racer helmet from order [removed] has a crack)"
    assert packet["summary"].endswith("tried nothing yet; a person is needed because the customer asked for one.")


def test_orders_and_products_named_earlier_are_named(store: Store, tmp_path: Path) -> None:
    desk = led(store, tmp_path, where=frozenset())
    talk = desk.start("shop")
    for text in ("I bought a City Cruiser 7 with order no. 48213", "Does the saddle of it carry a child seat?"):
        desk.say(talk, text)

    summary = desk.hand_over(talk).packet["summary"]

    assert "“Does the saddle of it carry a child seat?” and named order no. 48213 and City Cruiser 7." in summary


def test_a_talk_without_a_word_says_so(store: Store, tmp_path: Path) -> None:
    desk = led(store, tmp_path)

    packet = desk.hand_over(desk.start("shop")).packet

    assert packet["wants"] == ""
    assert packet["summary"].startswith("The assistant tried nothing yet")


@pytest.mark.parametrize("before", range(280, 300, 3))
def test_what_is_cut_was_searched_for_personal_data_before(store: Store, tmp_path: Path, before: int) -> None:
    desk = led(store, tmp_path)
    talk = desk.start("shop")
    padding = ("The lamp of the bicycle flickers in the rain. " * 8)[:before].rsplit(" ", 1)[0]
    desk.say(talk, f"{padding} Write to zebulon.quick@example.com or call 555-867-5309, thanks")

    packet = json.dumps(dict(desk.hand_over(talk).packet))

    assert "zebulon" not in packet
    assert "555" not in packet
