"""Say when each document was last cited in the answers of a collection's talks."""

import json
from datetime import datetime

from sqlalchemy import select

from minigiants.store._store import Store
from minigiants.store.tables import AnswerRow, MessageRow, TalkRow

AT_A_TIME = 200
"""Answers that are in memory together."""


def cited(store: Store, scenario: str, collection: str, *, since: datetime) -> dict[str, datetime]:
    """Return, by document name, the time of the last answer from `since` on that has a sentence of it."""
    query = (
        select(AnswerRow.time, AnswerRow.body)
        .join(MessageRow, MessageRow.answer_id == AnswerRow.id)
        .join(TalkRow, TalkRow.id == MessageRow.talk_id)
        .where(TalkRow.scenario == scenario, TalkRow.collection == collection)
        .where(AnswerRow.action == "answer", AnswerRow.time >= since)
        .order_by(AnswerRow.time)
        .execution_options(yield_per=AT_A_TIME)
    )
    times: dict[str, datetime] = {}
    with store.read() as session:
        for time, body in session.execute(query):
            times |= {str(evidence["document"]): time for evidence in json.loads(body).get("evidence", ())}
    return times
