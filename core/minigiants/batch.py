"""Answer many requests, a JSON object a line in and a line out, such that a stopped run can go on."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minigiants.pipeline import Answer, Event, Pipeline, Request, Services
from minigiants.privacy import PrivacyError
from minigiants.types import Evidence

Line = dict[str, Any]
"""What is written for an item, one JSON object."""

Through = Callable[[Line, Request | None], Line]
"""Returns the texts of a line as they may leave, given the request that they answer; raises PrivacyError."""

CLOSED = frozenset({"id", "line", "action", "reason", "seconds", "seconds_to_first_token", "model"})
"""What is taken over as it is, whatever the policy: ids that others join by, and values out of lists of ours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchLine:
    """A line of the input: a request, or what is wrong with it."""

    number: int
    """1-based line of the input."""
    id: str | int | None
    request: Request | None = None
    problem: str = ""
    """One sentence that repeats nothing of the line."""


def items(lines: Iterable[bytes], required: Iterable[str] = ()) -> Iterator[BatchLine]:
    r"""Read each line that is not blank; `required` keys must be there and not null.

    >>> [(i.id, i.problem) for i in items([b'{"id": 7}\n', b'\n', b'oops'])]
    [(7, ''), (None, 'line 3 is not a JSON object')]
    """
    needed = tuple(required)
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if text.strip():
            yield _item(number, text, needed)


def ask(pipeline: Pipeline, request: Request, services: Services) -> tuple[Answer, float | None]:
    """Return the answer and the seconds until its first word was written, None when the model wrote nothing."""
    started = services.clock()
    first: list[float] = []

    def on_event(event: Event) -> None:
        if event.stage == "write" and event.text and not first:
            first.append(services.clock() - started)

    answer = pipeline(request, services, on_event=on_event)
    return answer, first[0] if first else None


def run(
    lines: Iterable[BatchLine],
    answer: Callable[[Request], Line],
    earlier: Iterable[Line] = (),
    *,
    through: Through = lambda texts, request: texts,
) -> Iterator[Line]:
    """Yield a line for each item in the order of the input; an item that fails gives a line with "error".

    What stands in `earlier`, the lines of an earlier run, is not asked again. The texts of each line are written as
    `through` lets them out; what is `CLOSED` stays.
    """
    behind = Counter(_key(line) for line in earlier)
    for item in lines:
        key = _key({"id": item.id, "line": item.number})
        if behind[key]:
            behind[key] -= 1
        else:
            yield _let_out(item, _answered(item, answer), through)


LEFT_OUT = "It speaks to a program or asks for a password, so it was not read as evidence."


def line(answer: Answer, seconds_to_first_token: float | None, model: str) -> Line:
    """Return what is written for an answer; `model` is the name of the one that was asked."""
    withheld = answer.trace.withheld if answer.trace else ()
    left_out = answer.trace.left_out if answer.trace else ()
    understanding = {"understood": answer.trace.question} if answer.trace and answer.trace.asked else {}
    steps = {"steps": list(answer.trace.steps)} if answer.trace and answer.trace.steps else {}
    return {
        "action": answer.action,
        "reason": answer.reason,
        "text": answer.text,
        "evidence": [_cited(evidence) for evidence in answer.evidence],
        "flags": [
            *({"kind": c.kind, "claim": c.text, "why": c.why} for c in withheld),
            *({"kind": "order", "claim": e.text, "why": LEFT_OUT} for e in left_out),
        ],
        "seconds": round(answer.seconds, 3),
        "seconds_to_first_token": seconds_to_first_token and round(seconds_to_first_token, 3),
        "model": model,
        **({"sections": dict(answer.sections)} if answer.sections else {}),
        **understanding,
        **steps,
    }


def _cited(evidence: Evidence) -> Line:
    """Return what is written of a citation; of a scanned page with how surely it was read, in per cent."""
    sure = {} if evidence.confidence is None else {"confidence": round(evidence.confidence)}
    return {"document": evidence.document, "page": evidence.page, "text": evidence.text, **sure}


def encode(output: Line) -> bytes:
    r"""Return the line as UTF-8 with its line break.

    >>> encode({"id": "\ud800"})
    b'{"id": "\\ud800"}\n'
    """
    try:
        return json.dumps(output, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # half a character pair, which JSON can carry and UTF-8 can't
        return json.dumps(output).encode() + b"\n"


def recover(path: Path) -> list[Line]:
    """Return the lines of an interrupted run, and cut off the half line that it may have left at the end."""
    if not path.exists():
        return []
    data = path.read_bytes()
    whole, _, half = data.rpartition(b"\n")
    lines = whole + b"\n" if whole else b""
    if _object(half) is not None:  # only its line break was lost
        lines += half + b"\n"
    if lines != data:
        with path.open("r+b") as file:
            file.write(lines)
            file.truncate(len(lines))
    return [found for text in lines.splitlines() if (found := _object(text)) is not None]


def lines_of(path: Path) -> list[Line]:
    """Return the whole lines of a file that another process may be writing; nothing is changed in it."""
    data = path.read_bytes() if path.exists() else b""
    return [found for text in data.rpartition(b"\n")[0].splitlines() if (found := _object(text)) is not None]


def in_words(error: Exception) -> str:
    """Say an error in one sentence without content: our own speak for themselves, others are named by type.

    >>> in_words(ZeroDivisionError("42"))
    'the pipeline failed on this item (ZeroDivisionError): run it alone to see why'
    """
    if type(error).__module__.partition(".")[0] in ("minigiants", "scenarios"):
        return str(error.args[0] if isinstance(error, KeyError) and error.args else error)
    return f"the pipeline failed on this item ({type(error).__name__}): run it alone to see why"


def _answered(item: BatchLine, answer: Callable[[Request], Line]) -> Line:
    if item.request is None:
        return _error(item, item.problem)
    try:
        return {"id": item.id} | answer(item.request)
    except Exception as error:  # noqa: BLE001 - one item that fails must not stop the others
        return _error(item, in_words(error))


def _let_out(item: BatchLine, output: Line, through: Through) -> Line:
    """Write a line as it may leave."""
    texts = {name: value for name, value in output.items() if name not in CLOSED}
    try:
        return output | through(texts, item.request)
    except PrivacyError as error:
        return _error(item, str(error))


def _item(number: int, text: bytes, required: tuple[str, ...]) -> BatchLine:
    request = _object(text)
    if request is None:
        return BatchLine(number=number, id=None, problem=f"line {number} is not a JSON object")
    name = request.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int):
        return BatchLine(number=number, id=None, problem=f'line {number} has no "id" that is a text or a whole number')
    missing = [key for key in required if request.get(key) is None]
    if missing:
        return BatchLine(number=number, id=name, problem=f"line {number} misses {', '.join(map(repr, missing))}")
    return BatchLine(number=number, id=name, request=request)


def _object(text: bytes) -> Line | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _error(item: BatchLine, problem: str) -> Line:
    return {"id": item.id} | ({"line": item.number} if item.id is None else {}) | {"error": problem}


def _key(written: Mapping[str, Any]) -> tuple[str, str | int]:
    name = written.get("id")
    return ("line", written.get("line", 0)) if name is None else ("id", name)
