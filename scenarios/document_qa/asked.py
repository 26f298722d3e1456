"""Read a request: the question, the talk before it, and the documents that it is about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minigiants.answering import asking
from minigiants.pipeline import Event, Request, Services

_ROLES = ("user", "assistant")


class RequestError(ValueError):
    """A request that can't be read; the message is one sentence and repeats nothing of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inquiry:
    """What a request asks."""

    typed: str
    question: str
    """As it is understood in the light of the talk."""
    documents: tuple[str, ...] = ()
    """Names of the documents that it is about; all when there are none."""

    @property
    def restated(self) -> bool:
        """Tell whether it was understood as another than was typed."""
        return self.question != self.typed


def read(request: Request, services: Services, on_event: Callable[[Event], None]) -> Inquiry:
    """Return what `request` asks, made self-contained from its "talk" unless it is to be taken "as_typed".

    "talk" is a list of {"role", "content"}, oldest first; "documents" a list of names. Raises RequestError.
    """
    typed = " ".join(str(request["question"]).split())
    documents = _names(request.get("documents") or ())
    talk = _turns(request.get("talk") or ())
    if not talk or not typed or request.get("as_typed"):
        return Inquiry(typed=typed, question=typed, documents=documents)
    restated = asking.restate(typed, talk, services.model, on_event)
    return Inquiry(typed=typed, question=restated.text, documents=documents)


def _names(given: Any) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, Sequence) or not all(isinstance(name, str) for name in given):
        raise RequestError("'documents' must be a list of names")
    return tuple(given)


def _turns(given: Any) -> tuple[asking.TalkTurn, ...]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise RequestError("'talk' must be a list of objects with 'role' and 'content'")
    return tuple(_turn(each) for each in given)


def _turn(given: Any) -> asking.TalkTurn:
    if not isinstance(given, Mapping) or given.get("role") not in _ROLES or not isinstance(given.get("content"), str):
        raise RequestError("each entry of 'talk' needs a 'role', 'user' or 'assistant', and a 'content' that is a text")
    return asking.TalkTurn(role=given["role"], text=" ".join(given["content"].split()))
