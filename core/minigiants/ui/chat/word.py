"""Write a talk as a Word document: the questions as headings, the answers with their sources as footnotes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from minigiants.documents import NotedBlock, NotedText, write_noted_docx
from minigiants.store import standing
from minigiants.types import Answer, Evidence
from minigiants.ui.chat.answer import parts

if TYPE_CHECKING:
    from minigiants.store import Message, Talk

STOPPED = "Stopped before it was finished: a draft that was not checked."


def talk_as_word(talk: "Talk", messages: "Sequence[Message]", answers: Mapping[str, Answer]) -> bytes:
    """Return a DOCX file of the talk as it reads now, with its earlier versions at the end."""
    turns = standing(messages)
    about = f"Collection: {talk.collection}. Started {talk.created:%Y-%m-%d %H:%M} UTC."
    blocks = [_block("title", talk.title), _block("paragraph", about)]
    for turn in turns:
        blocks += _message(turn.message, answers)
    earlier = [message for turn in turns for message in turn.earlier]
    if earlier:
        blocks += [_block("title", "Earlier versions"), _block("paragraph", "These were edited or answered again.")]
    for message in earlier:
        blocks += _message(message, answers)
    return write_noted_docx(blocks)


def _message(message: "Message", answers: Mapping[str, Answer]) -> list[NotedBlock]:
    if message.role == "user":
        return [_block("heading", message.text)]
    answer = answers.get(message.answer_id or "")
    if answer:
        return _answer(answer)
    stopped = [_block("paragraph", STOPPED)] if message.stopped else []
    return [*stopped, *([_block("paragraph", message.text)] if message.text.strip() else [])]


def _answer(answer: Answer) -> list[NotedBlock]:
    """Return an answer as paragraphs with a footnote for each citation; what is left to the reader is quoted."""
    if answer.action != "answer" or not answer.claims:
        quotes = [NotedText(text=f"“{_joined(e)}”", notes=(_place(e),)) for e in answer.evidence]
        places = [NotedBlock(kind="paragraph", texts=(quote,)) for quote in quotes]
        return [_block("paragraph", answer.text), *places]
    lines: list[list[NotedText]] = [[]]
    quoted: set[int] = set()
    for part in parts(answer):
        *before, last = part["text"].split("\n")
        for text in before:
            lines[-1].append(NotedText(text=text))
            lines.append([])
        numbers = [int(mark["number"]) for mark in part["marks"]]
        notes = tuple(_note(answer.evidence[n - 1], again=n in quoted) for n in numbers)
        lines[-1].append(NotedText(text=last, notes=notes))
        quoted.update(numbers)
    steps = [_block("paragraph", step) for step in answer.trace.steps] if answer.trace else []
    shown = [tuple(line) for line in lines if any(text.text.strip() for text in line)]
    return [*(NotedBlock(kind="paragraph", texts=line) for line in shown), *steps]


def _note(evidence: Evidence, *, again: bool) -> str:
    """Say where a sentence stands, and the first time in what words."""
    return f"{_place(evidence)}, as quoted above." if again else f"{_place(evidence)}: “{_joined(evidence)}”"


def _place(evidence: Evidence) -> str:
    return f"{evidence.document}, page {evidence.page}"


def _joined(evidence: Evidence) -> str:
    return " ".join(evidence.text.split())


def _block(kind: Literal["title", "heading", "paragraph"], text: str) -> NotedBlock:
    return NotedBlock(kind=kind, texts=(NotedText(text=text),))
