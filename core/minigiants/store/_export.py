"""Turn a talk into a file that a person or a program can read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from minigiants.store._values import Message, Talk
from minigiants.store._versions import standing
from minigiants.types import Answer


def to_json(talk: Talk, messages: Sequence[Message], answers: Mapping[str, Answer]) -> str:
    """Write the talk with the whole of every answer, evidence and trace included."""
    rows = [{**asdict(message), "answer": _answer(answers.get(message.answer_id or ""))} for message in messages]
    return json.dumps({"talk": asdict(talk), "messages": rows}, ensure_ascii=False, indent=2, default=str)


def to_markdown(talk: Talk, messages: Sequence[Message], answers: Mapping[str, Answer]) -> str:
    """Write the talk as a readable page: questions, answers, the quoted passages below each, and earlier versions."""
    lines = [
        f"# {_inert(talk.title)}",
        f"Collection: {_inert(talk.collection)}. Started {talk.created:%Y-%m-%d %H:%M} UTC.",
    ]
    for turn in standing(messages):
        lines += _written(turn.message, answers)
        if turn.earlier:
            before = [line for message in turn.earlier for line in _written(message, answers, heading="###")]
            lines += ["*Before that, this stood here:*", *before, "*Here the earlier version ends.*"]
    return "\n\n".join(lines) + "\n"


def _written(message: Message, answers: Mapping[str, Answer], heading: str = "##") -> list[str]:
    if message.role == "user":
        return [f"{heading} {_inert(message.text)}"]
    answer = answers.get(message.answer_id or "")
    stopped = ["*Stopped by the user: a draft that was not checked.*"] if message.stopped else []
    return [*stopped, _inert(marked_text(answer) if answer else message.text), *(_sources(answer) if answer else [])]


def marked_text(answer: Answer) -> str:
    """Return the answer's text with its citations: "The rent is 900 EUR. [1]"."""
    if not answer.claims:
        return answer.text
    numbers = {(e.document_id, e.page, e.start, e.end): n for n, e in enumerate(answer.evidence, start=1)}
    marked = []
    for claim in answer.claims:
        cited = sorted(
            {numbers[key] for e in claim.evidence if (key := (e.document_id, e.page, e.start, e.end)) in numbers}
        )
        marked.append(" ".join([claim.text, *(f"[{n}]" for n in cited)]))
    return " ".join(marked)


def _sources(answer: Answer) -> list[str]:
    return [
        _inert(f"> [{n}] {e.document}, page {e.page}: “{' '.join(e.text.split())}”")
        for n, e in enumerate(answer.evidence, start=1)
    ]


def _inert(text: str) -> str:
    """Take from quoted text the power to load an image or run a tag in whatever opens the file."""
    return text.replace("![", "!\\[").replace("<", "&lt;")


def _answer(answer: Answer | None) -> dict[str, Any] | None:
    return asdict(answer) if answer else None
