"""A person gives a talk back, and closed talks are found and read again, in both kinds of database."""

import pytest
from alembic import command

from minigiants.privacy import Funnel, Rules, load_policy
from minigiants.store import Store, StoreError
from minigiants.store._open import migration_config, open_engine
from scenarios.customer_support.helpdesk import Helpdesk


def closed(desk: Helpdesk, *said: str) -> str:
    """Lead a talk to its end and return its handover's id."""
    talk = desk.start("shop")
    for text in said:
        desk.say(talk, text)
    handover = desk.handovers.take(desk.hand_over(talk).id, "ann")
    desk.close(handover, "solved", "ann")
    return handover.id


def test_a_talk_given_back_waits_at_its_old_place_with_the_note(desk: Helpdesk) -> None:
    first, second = (desk.hand_over(desk.start("shop")) for _ in range(2))
    desk.handovers.take(first.id, "ann")
    assert desk.handovers.place(second) == 1

    back = desk.handovers.release(first.id, "ann", "knows nothing of\ntandems")
    desk.handovers.take(first.id, "bob")
    again = desk.handovers.release(first.id, "bob", "me neither")
    silent = desk.handovers.release(desk.handovers.take(first.id, "cat").id, "cat")

    assert (back.state, back.agent, back.notes) == ("waiting", "", "ann: knows nothing of tandems")
    assert again.notes == silent.notes == "ann: knows nothing of tandems\nbob: me neither"
    assert [desk.handovers.place(handover) for handover in (first, second)] == [1, 2]
    assert desk.messages(first.talk_id) == []


@pytest.mark.parametrize("state", ["waiting", "taken", "closed"])
def test_nobody_gives_back_what_is_not_theirs(desk: Helpdesk, state: str) -> None:
    handover = desk.hand_over(desk.start("shop"))
    if state != "waiting":
        desk.handovers.take(handover.id, "ann")
    if state == "closed":
        desk.handovers.close(handover.id, "solved")

    with pytest.raises(StoreError, match="not with 'bob'"):
        desk.handovers.release(handover.id, "bob", "x")

    assert desk.handovers.get(handover.id).state == state


def test_a_note_is_kept_as_messages_are(url: str, desk: Helpdesk) -> None:
    rules = Rules(policy=load_policy("redact"), where=frozenset({"answers"}))
    funnel = Funnel(rules)
    store = Store(
        url, through=lambda value, *, place, scenario, talk, asked=False: funnel.value(place, value, asked=asked)
    )
    desk.store = store
    handovers = type(desk.handovers)(store)
    handover = handovers.take(desk.hand_over(desk.start("shop")).id, "ann")

    notes = handovers.release(handover.id, "ann", "write to zebulon.quick@example.com").notes
    store.close()

    assert "zebulon" not in notes
    assert "ann: write to" in notes


def test_closed_talks_are_found_by_their_number_and_by_all_their_words(desk: Helpdesk) -> None:
    lamp = closed(desk, "My lamp flickers", "It is order 48213")
    brake = closed(desk, "My BRAKE squeals", "100% always_on")
    waiting = desk.start("shop")
    desk.say(waiting, "another lamp")
    desk.hand_over(waiting)

    def found(text: str) -> list[str]:
        return [handover.id for handover in desk.handovers.closed(text)]

    assert found("") == [brake, lamp]
    assert found("48213 LAMP") == [lamp]
    assert found("brake") == [brake]
    assert found(f" {lamp[:8].upper()} ") == [lamp]
    assert found("lamp squeals") == found("1%o") == found("always-on") == []
    assert desk.handovers.closed("lamp")[0].outcome == "solved"
    assert len(desk.handovers.closed(limit=1)) == 1


def test_handovers_from_before_there_were_notes_have_none(desk: Helpdesk, url: str) -> None:
    handover = desk.hand_over(desk.start("shop"))
    engine = open_engine(url)
    command.downgrade(migration_config(engine), "0005")
    command.upgrade(migration_config(engine), "head")
    engine.dispose()

    assert desk.handovers.get(handover.id) == handover


def test_an_old_page_neither_answers_nor_closes_a_colleagues_talk(desk: Helpdesk) -> None:
    talk = desk.start("shop")
    old = desk.handovers.take(desk.hand_over(talk).id, "ann")
    desk.handovers.release(old.id, "ann")
    desk.handovers.take(old.id, "bob")
    before = desk.messages(talk)

    with pytest.raises(StoreError, match="not with you any more"):
        desk.reply(old, "Still here.")
    with pytest.raises(StoreError, match="not with you any more"):
        desk.close(old, "solved", "ann")

    assert desk.messages(talk) == before
    assert desk.handovers.get(old.id).state == "taken"
