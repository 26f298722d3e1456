"""A clock that is set back puts nothing that was kept into another order."""

from datetime import UTC, datetime, timedelta

from minigiants.store import OPEN, Rating, Store
from tests.store.conftest import whole_answer


def test_messages_and_second_thoughts_keep_their_order_when_the_clock_is_set_back(url: str) -> None:
    now = [datetime(2026, 5, 1, 12, tzinfo=UTC)]
    store = Store(url, clock=lambda: now[0], through=OPEN)

    def rate(value: int) -> None:
        store.rate(Rating(answer_id="a1", rater="ann", criterion="overall", value=value, time=now[0]))

    talk = store.start_talk("document_qa", "demo", "Rent").id
    store.add_message(talk, "user", "one")
    store.save_answer(whole_answer(), scenario="document_qa", request={"question": "one"}, talk_id=talk)
    rate(0)

    now[0] -= timedelta(days=2)
    store.add_message(talk, "assistant", "two")
    rate(1)
    texts, values = [m.text for m in store.messages(talk)], [rating.value for rating in store.ratings("a1")]
    store.close()

    assert (texts, values) == (["one", "two"], [0, 1])
