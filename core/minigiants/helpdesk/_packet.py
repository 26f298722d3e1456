"""Make the packet that a person gets with a talk: nothing in it is written by a model."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from minigiants.store import Message
from minigiants.types import Answer

LONGEST = 300
"""Characters of the wish as the packet's head has it."""
MESSAGES = 40
"""Last messages of the transcript."""
WITHHELD = "Withheld: this was not searched for personal data. The support desk shows the talk."


def packet(messages: Sequence[Message], answers: Mapping[str, Answer], *, reason: str, site: str) -> dict[str, Any]:
    """Return the packet of a talk: what is wanted, what was tried, on which sources, and the transcript.

    >>> from datetime import UTC, datetime
    >>> said = Message(role="user", text="My lamp is broken", time=datetime(2026, 1, 1, tzinfo=UTC))
    >>> made = packet([said], {}, reason="complaint", site="Shop")
    >>> made["wants"], made["summary"]
    ('My lamp is broken', 'Complaint. 1 message of the customer, 0 answers, 0 refusals.')
    """
    asked = [message.text for message in messages if message.role == "user"]
    tried = [_tried(answers[m.answer_id]) for m in messages if m.answer_id in answers and m.answer_id]
    answered = sum(step["action"] == "answer" for step in tried)
    refused = sum(step["action"] == "abstain" for step in tried)
    sources = [e for m in messages if m.answer_id in answers and m.answer_id for e in answers[m.answer_id].evidence]
    return {
        "site": site,
        "reason": reason,
        "summary": f"{reason[:1].upper()}{reason[1:]}. {_count(len(asked), 'message')} of the customer, "
        f"{_count(answered, 'answer')}, {_count(refused, 'refusal')}.",
        "wants": wish(asked),
        "tried": tried,
        "sources": [
            dict(pair) for pair in dict.fromkeys((("document", e.document), ("page", e.page)) for e in sources)
        ],
        "transcript": [
            {"role": m.role, "text": m.text, "time": m.time.isoformat(timespec="seconds")} for m in messages[-MESSAGES:]
        ],
    }


def withheld(made: Mapping[str, Any]) -> dict[str, Any]:
    """Return a packet without a word of the talk or the articles: what may stand before it was searched.

    >>> whole = {"reason": "complaint", "wants": "Call Ann", "tried": [], "sources": [], "transcript": []}
    >>> withheld(whole)["wants"] == WITHHELD, withheld(whole)["reason"]
    (True, 'complaint')
    """
    return {
        **made,
        "wants": WITHHELD,
        "tried": [{**step, "question": WITHHELD, "said": WITHHELD} for step in made["tried"]],
        "sources": [],
        "transcript": [{**turn, "text": WITHHELD} for turn in made["transcript"]],
        "withheld": True,
    }


def wish(asked: Sequence[str]) -> str:
    """Return the message that says most of what the customer wants: the longest of the last three.

    >>> wish(["Hello", "My lamp flickers when it rains", "a person please"])
    'My lamp flickers when it rains'
    """
    return max(asked[-3:], key=len, default="")[:LONGEST]


def solution(messages: Sequence[Message], since: datetime) -> tuple[str, str]:
    """Return what was asked and the longest of a person's replies `since` then, both empty when nobody replied.

    What the customer says after that reply, such as thanks, is no part of the question.
    """
    replies = [n for n, m in enumerate(messages) if m.role == "agent" and m.time >= since]
    if not replies:
        return "", ""
    best = max(replies, key=lambda number: len(messages[number].text))
    return wish([m.text for m in messages[:best] if m.role == "user"]), messages[best].text


def _tried(answer: Answer) -> dict[str, str]:
    question = answer.trace.question if answer.trace else ""
    return {"question": question[:LONGEST], "action": answer.action, "reason": answer.reason, "said": answer.text}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
