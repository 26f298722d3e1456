"""Find handovers that were closed, by the number of one or by the words of its talk."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from minigiants.store.tables import MessageRow, TalkRow

from .tables import HandoverRow

SHORTEST = 4
"""Characters of a handover's number that find it."""


def closed(text: str, limit: int) -> Select[HandoverRow]:
    """Select the closed handovers, the last one first, whose number begins with `text` or whose talk has its words."""
    query = select(HandoverRow).where(HandoverRow.state == "closed")
    words = text.split()
    if words:
        number = text.strip().lower()
        by_number = [HandoverRow.id.startswith(number, autoescape=True)] if len(number) >= SHORTEST else []
        query = query.where(or_(HandoverRow.talk_id.in_(_talks(words)), *by_number))
    return query.order_by(HandoverRow.updated.desc(), HandoverRow.id).limit(limit)


def _talks(words: Sequence[str]) -> Select[str]:
    """Select the talks that have every word, in upper or lower case, in their title, a message, or a note."""
    query = select(TalkRow.id)
    for word in words:
        said = select(MessageRow.talk_id).where(MessageRow.text.icontains(word, autoescape=True))
        noted = select(HandoverRow.talk_id).where(HandoverRow.notes.icontains(word, autoescape=True))
        titled = TalkRow.title.icontains(word, autoescape=True)
        query = query.where(or_(titled, TalkRow.id.in_(said), TalkRow.id.in_(noted)))
    return query
