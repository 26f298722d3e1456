"""Make the packet that a person gets with a talk: nothing in it is written by a model."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from minigiants.store import Message
from minigiants.types import Answer

from ._summary import shortened, summary, wants, wish

MESSAGES = 40
"""Last messages of the transcript."""
WITHHELD = "Withheld: this was not searched for personal data. The support desk shows the talk."
SPEAKERS = {"user": "Customer", "assistant": "Assistant", "agent": "Colleague"}
"""What a person reads for the role of who speaks."""
_SMALL_TALK = ("greeting", "empty question")

Said = dict[str, Any]


def packet(
    messages: Sequence[Message],
    answers: Mapping[str, Answer],
    *,
    reason: str,
    site: str,
    leaving: Callable[[Said], Said] = dict,
) -> dict[str, Any]:
    """Return the packet of a talk: what is wanted, what was tried, on which sources, and the transcript.

    `leaving` takes the personal data out. What is shortened or quoted comes after it: half of a number would not be
    known as one.

    >>> from datetime import UTC, datetime
    >>> said = Message(role="user", text="My lamp is broken", time=datetime(2026, 1, 1, tzinfo=UTC))
    >>> made = packet([said], {}, reason="complaint", site="Shop")
    >>> made["wants"]
    'My lamp is broken'
    """
    outgoing = leaving(_said(messages, answers))
    return {
        "site": site,
        "reason": reason,
        "summary": summary(outgoing["asked"], [step for step in outgoing["tried"] if not step["small"]], reason),
        "wants": wants(outgoing["asked"]),
        "tried": [
            {name: step[name] for name in ("action", "reason", "said")} | {"question": shortened(step["question"])}
            for step in outgoing["tried"]
        ],
        "sources": outgoing["sources"],
        "transcript": outgoing["transcript"],
    }


def withheld(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a packet without a word of the talk or the articles: what may stand before it was searched.

    >>> whole = {"reason": "complaint", "wants": "Call Ann", "tried": [], "sources": [], "transcript": []}
    >>> withheld(whole)["wants"] == WITHHELD, withheld(whole)["summary"]
    (True, 'Complaint. 0 messages of the customer, 0 answers, 0 refusals.')
    """
    return {
        **fields,
        "summary": _counted(fields),
        "wants": WITHHELD,
        "tried": [{**step, "question": WITHHELD, "said": WITHHELD} for step in fields["tried"]],
        "sources": [],
        "transcript": [{**turn, "text": WITHHELD} for turn in fields["transcript"]],
        "withheld": True,
    }


def solution(messages: Sequence[Message], since: datetime) -> tuple[str, str]:
    """Return what was asked and the longest of a person's replies `since` then, both empty when nobody replied.

    What the customer says after that reply, such as thanks, is no part of the question.
    """
    replies = [n for n, m in enumerate(messages) if m.role == "agent" and m.time >= since]
    if not replies:
        return "", ""
    best = max(replies, key=lambda number: len(messages[number].text))
    return wish([m.text for m in messages[:best] if m.role == "user"]), messages[best].text


def _said(messages: Sequence[Message], answers: Mapping[str, Answer]) -> Said:
    """Gather every text of a packet, whole."""
    used = [answers[m.answer_id] for m in messages if m.answer_id and m.answer_id in answers]
    sources = [e for answer in used for e in answer.evidence]
    return {
        "asked": [
            {"text": m.text, "alone": _alone(m.text, messages[number + 1 : number + 2], answers)}
            for number, m in enumerate(messages)
            if m.role == "user"
        ],
        "tried": [_tried(answer) for answer in used],
        "sources": [
            dict(pair) for pair in dict.fromkeys((("document", e.document), ("page", e.page)) for e in sources)
        ],
        "transcript": [
            {"role": m.role, "text": m.text, "time": m.time.isoformat(timespec="seconds")} for m in messages[-MESSAGES:]
        ],
    }


def _alone(text: str, reply: Sequence[Message], answers: Mapping[str, Answer]) -> str:
    """Return the question as the assistant completed it from the talk, empty when it did not."""
    answer = answers.get(reply[0].answer_id or "") if reply else None
    whole = answer.trace.question if answer and answer.trace else ""
    return whole if whole.startswith(" ".join(text.split())) and len(whole) > len(text) else ""


def _tried(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.trace.question if answer.trace else "",
        "action": answer.action,
        "reason": answer.reason,
        "said": answer.text,
        "documents": "\n".join(dict.fromkeys(e.document for e in answer.evidence)),
        # A greeting and its like are no try.
        "small": answer.reason in _SMALL_TALK or (answer.action == "answer" and not answer.claims),
    }


def _counted(made: Mapping[str, Any]) -> str:
    """Tell how much was said, without a word of it."""
    reason = made["reason"]
    roles, actions = [turn["role"] for turn in made["transcript"]], [step["action"] for step in made["tried"]]
    counts = (
        ("message", roles.count("user")),
        ("answer", actions.count("answer")),
        ("refusal", actions.count("abstain")),
    )
    messages, *rest = (f"{number} {noun}{'' if number == 1 else 's'}" for noun, number in counts)
    return f"{reason[:1].upper()}{reason[1:]}. {messages} of the customer, {', '.join(rest)}."
