"""A talk goes to the machine, to a person, and back; what leaves has lost its personal data."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from minigiants.pipeline import Event, Services
from minigiants.privacy import Funnel, Policy, PrivacyError, Rules, Scrubber, load_policy
from minigiants.store import OPEN, Store, StoreError
from scenarios.customer_support.helpdesk import Handover, Handovers, Helpdesk, approved_document
from tests.scenarios.customer_support.helpdesk.conftest import scripted
from tests.scenarios.customer_support.helpdesk.test_outbox import Clock


def broken(policy: Policy) -> Scrubber:
    """Stand for a finder whose files are gone."""
    raise PrivacyError("the finder can't be opened")


def searching(store: Store, sites: Path, later: Callable[[Callable[[], None]], None]) -> Helpdesk:
    """Return a helpdesk whose finder fails."""
    rules = Rules(policy=load_policy("redact"), where=frozenset({"exports"}))
    return Helpdesk(
        store, scenario="s", pipeline=scripted, funnel=Funnel(rules, scrubber=broken), sites=sites, later=later
    )


class FullDisk(Handovers):
    """Handovers that can't be written."""

    def open(self, talk_id: str, **fields: Any) -> Handover:
        raise StoreError("the disk is full: free some space")


def test_the_machine_answers_until_a_person_is_wanted(desk: Helpdesk, services: Services) -> None:
    talk = desk.start("shop")
    assert desk.say(talk, "hello") is None
    answer, none = desk.answer(talk, services)
    desk.say(talk, "a person please")
    _, handover = desk.answer(talk, services)

    assert (answer.text, none) == ("You said: hello", None)
    assert handover is not None
    assert (handover.reason, handover.state, handover.site) == ("asked for a person", "waiting", "Shop")
    assert desk.handovers.undelivered() == 1
    assert desk.say(talk, "are you there?") == handover


def test_a_message_asked_again_in_a_second_window_is_answered_once(desk: Helpdesk, services: Services) -> None:
    talk = desk.start("shop")
    desk.say(talk, "Where is my parcel?")
    elsewhere: list[str] = []

    def on_event(event: Event) -> None:
        if not elsewhere:
            elsewhere.append("asked")
            elsewhere.append(desk.answer(talk, services)[0].id)

    answer, handover = desk.answer(talk, services, on_event)

    assert (answer.id, handover) == (elsewhere[1], None)
    assert [m.role for m in desk.messages(talk)] == ["user", "assistant"]


def test_two_messages_at_once_are_both_answered(desk: Helpdesk, services: Services) -> None:
    talk = desk.start("shop")
    desk.say(talk, "Where is my parcel?")
    elsewhere: list[str] = []

    def on_event(event: Event) -> None:
        if not elsewhere:
            desk.say(talk, "And my letter?")
            elsewhere.append("said")
            elsewhere.append(desk.answer(talk, services)[0].id)

    answer, _ = desk.answer(talk, services, on_event)

    assert answer.text == "You said: Where is my parcel?"
    assert [m.answer_id for m in desk.messages(talk) if m.role == "assistant"] == [elsewhere[1], answer.id]


def test_nobody_is_told_of_a_handover_that_could_not_be_kept(desk: Helpdesk, services: Services, store: Store) -> None:
    talk, kept = desk.start("shop"), desk.handovers
    desk.say(talk, "a person please")

    desk.handovers = FullDisk(store)
    with pytest.raises(StoreError, match="disk is full"):
        desk.answer(talk, services)
    assert [m.role for m in desk.messages(talk)] == ["user"]

    desk.handovers = kept
    _, handover = desk.answer(talk, services)
    assert handover is not None
    assert [m.role for m in desk.messages(talk)] == ["user", "assistant"]
    assert [turn["text"] for turn in handover.packet["transcript"]] == ["a person please", "A person comes."]
    assert [step["action"] for step in handover.packet["tried"]] == ["handoff"]


def test_the_button_needs_no_word_and_pressing_twice_changes_nothing(desk: Helpdesk) -> None:
    talk = desk.start("shop")

    first, second = desk.hand_over(talk), desk.hand_over(talk)

    assert first.id == second.id
    assert len(desk.handovers.listed()) == 1


def test_a_handover_stands_before_its_words_are_searched_and_none_leaves_unsearched(
    store: Store, desk: Helpdesk, tmp_path: Path
) -> None:
    put_off: list[Callable[[], None]] = []
    slow = searching(store, tmp_path / "sites", put_off.append)
    talk = slow.start("shop")
    slow.say(talk, "I am Zebulon Quick, call 555-867-5309")

    handover = slow.hand_over(talk)
    assert slow.handovers.place(handover) == 1
    assert slow.handovers.due() == []
    assert "Zebulon" not in json.dumps(dict(handover.packet))

    [work] = put_off
    work()
    packet = slow.handovers.get(handover.id).packet
    [parcel] = slow.handovers.due()
    assert parcel.handover.packet == packet
    assert packet["withheld"]
    assert packet["wants"].startswith("Withheld")
    assert "Zebulon" not in json.dumps(dict(packet))
    assert [turn["role"] for turn in packet["transcript"]] == ["user"]


def test_a_packet_whose_search_was_killed_leaves_after_a_while_with_its_words_withheld(
    url: str, desk: Helpdesk, tmp_path: Path
) -> None:
    clock = Clock()
    store = Store(url, clock=clock, through=OPEN)
    killed = searching(store, tmp_path / "sites", lambda work: None)
    killed.hand_over(killed.start("shop"))
    assert killed.handovers.due() == []

    clock.now += timedelta(minutes=5)

    [parcel] = killed.handovers.due()
    assert parcel.handover.packet["withheld"]
    store.close()


def test_a_mistake_in_a_sites_file_keeps_nobody_from_a_person(desk: Helpdesk, tmp_path: Path) -> None:
    (tmp_path / "sites" / "yard.toml").write_text("name = 'Yard'\ncollection = 'yard'\n[delivery]\nwebhook = 7x")
    (tmp_path / "sites" / "none.toml").write_bytes(b"\xff = ")

    shop, yard = desk.hand_over(desk.start("shop")), desk.hand_over(desk.start("yard"))

    assert (shop.site, yard.site) == ("Shop", "Yard")
    assert desk.handovers.undelivered() == 2


def test_the_queue_is_first_come_first_served(desk: Helpdesk) -> None:
    one, two = (desk.hand_over(desk.start("shop")) for _ in range(2))

    assert [desk.handovers.place(h) for h in (one, two)] == [1, 2]
    desk.handovers.take(one.id, "ann")
    assert [desk.handovers.place(h) for h in (one, two)] == [0, 1]


def test_a_talk_is_taken_by_one_person_only(desk: Helpdesk) -> None:
    handover = desk.hand_over(desk.start("shop"))
    desk.handovers.take(handover.id, "ann")

    with pytest.raises(StoreError, match="taken already"):
        desk.handovers.take(handover.id, "bob")


def test_a_solved_talk_proposes_its_answer_and_goes_back_to_the_machine(desk: Helpdesk, services: Services) -> None:
    talk = desk.start("shop")
    desk.say(talk, "Can I bring my dog into the shop?")
    handover = desk.hand_over(talk)
    desk.reply(handover, "Dogs are welcome on a lead.")
    desk.close(handover, "solved", "ann")
    [proposal] = desk.proposals.listed("proposed")

    assert (proposal.question, proposal.answer) == ("Can I bring my dog into the shop?", "Dogs are welcome on a lead.")
    assert [m.role for m in desk.messages(talk)] == ["user", "agent"]
    assert desk.say(talk, "thanks") is None

    desk.proposals.settle(proposal.id, "approved", question="Dogs?", answer="# Welcome\n![x](http://e)", person="ann")
    name, text = approved_document(desk.proposals.listed("approved", "shop"))
    assert name == "Approved answers.md"
    assert b"## Dogs?" in text
    assert b"# Welcome" not in text
    assert b"![" not in text


def test_thanks_after_the_reply_are_no_question_and_closing_twice_proposes_once(desk: Helpdesk) -> None:
    talk = desk.start("shop")
    desk.say(talk, "Are dogs allowed?")
    handover = desk.hand_over(talk)
    desk.reply(handover, "Dogs are welcome on a lead.")
    desk.say(talk, "Thank you very much indeed, that was what I wanted to know")

    desk.close(handover, "solved", "ann")
    desk.close(handover, "solved", "bob")

    assert [proposal.question for proposal in desk.proposals.listed("proposed")] == ["Are dogs allowed?"]


def test_a_packet_leaves_without_personal_data(desk: Helpdesk) -> None:
    talk = desk.start("shop")
    desk.say(talk, "My mail is zebulon.quick@example.com and my number is 555-867-5309")

    packet = json.dumps(dict(desk.hand_over(talk).packet))

    assert "zebulon" not in packet
    assert "867-5309" not in packet
    assert "zebulon" in desk.messages(talk)[0].text


def test_a_talk_of_another_scenario_is_no_talk_of_the_desk(desk: Helpdesk, store: Store) -> None:
    other = store.start_talk("document_qa", "shop", "secret").id

    with pytest.raises(KeyError):
        desk.messages(other)
    with pytest.raises(KeyError):
        desk.hand_over(other)


def test_a_deleted_talk_takes_its_packet_along(desk: Helpdesk, store: Store) -> None:
    talk = desk.start("shop")
    desk.hand_over(talk)

    store.delete_talk(talk)

    assert desk.handovers.listed() == []
    assert desk.handovers.undelivered() == 0
