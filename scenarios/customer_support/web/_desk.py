"""What the routes do with a talk."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import HTTPException

from minigiants.api import lines
from minigiants.pipeline import Event, Services
from minigiants.store import Message

from ..helpdesk import Handover, Helpdesk, apology, thumb
from ..sites import Site
from ._values import CustomerVote, QueuePlace, TalkView, answered, line, person


class AgainError(Exception):
    """There is nothing to answer again now; one sentence says why."""


class WebDesk:
    """The talks of the customers of all sites; safe for threads."""

    def __init__(self, helpdesk: Helpdesk, services: Callable[[], Services]) -> None:
        """Call `services` at each question."""
        self._helpdesk = helpdesk
        self._services = services
        self._busy: Counter[str] = Counter()
        """Messages that are being answered, by talk, though nobody may listen any more."""
        self._lock = threading.Lock()

    def known(self, talk: str, site: Site) -> None:
        """Raise 404 unless the talk is one of this site's."""
        try:
            if self._helpdesk.collection(talk) == site.collection:
                return
        except KeyError:
            pass
        raise HTTPException(404, "there is no such talk: begin a new one")

    def read(self, talk: str, site: Site, after: int) -> TalkView:
        """Return the messages with a number above `after`, answers with what they rest on; raises 404."""
        self.known(talk, site)
        messages = list(enumerate(self._helpdesk.messages(talk), start=1))[after:]
        handover = self._helpdesk.handovers.of_talk(talk)
        said = [line(number, message, *self._answer(message)) for number, message in messages]
        return TalkView(messages=said, person=self.person(handover) if handover else None)

    def person(self, handover: Handover) -> QueuePlace:
        """Return where a talk stands that was handed over."""
        return person(handover, self._helpdesk.handovers.place(handover))

    def say(self, talk: str, text: str, *, more: bool = False) -> Iterator[bytes]:
        """Keep what the customer says, and yield the progress of its answer; where `more` follows, that it is kept."""
        handed = self._helpdesk.say(talk, text)

        def work(on_event: Callable[[Event], None]) -> dict[str, Any]:
            if more:
                return {"kept": True}
            with self._answering(talk):
                return self._answered(talk, handed, on_event)

        return lines(work, _in_words)

    def again(self, talk: str) -> Iterator[bytes]:
        """Yield the progress of the answer that the last message lacks; raises AgainError while it is being made."""
        self._free(talk)
        return lines(lambda on_event: self._again(talk, on_event), _in_words)

    def rate(self, talk: str, answer: str, rated: CustomerVote, site: Site) -> None:
        """Keep what the customer says of an answer; raises 404."""
        self.known(talk, site)
        if answer not in {message.answer_id for message in self._helpdesk.messages(talk)}:
            raise HTTPException(404, "there is no such answer in this talk")
        self._helpdesk.store.rate(thumb(answer, good=rated.good, reason=rated.reason))

    def _again(self, talk: str, on_event: Callable[[Event], None]) -> dict[str, Any]:
        with self._answering(talk, alone=True):
            messages = self._helpdesk.messages(talk)
            given = messages[-1].answer_id if messages else None
            if given:
                return answered(self._helpdesk.store.answer(given), None)
            if not messages or messages[-1].role != "user":
                raise AgainError("nothing waits for an answer: write a question")
            return self._answered(talk, self._helpdesk.handovers.of_talk(talk), on_event)

    def _answered(self, talk: str, handed: Handover | None, on_event: Callable[[Event], None]) -> dict[str, Any]:
        if handed:
            return {"action": "handoff", "text": "", "person": self.person(handed).model_dump()}
        answer, handover = self._helpdesk.answer(talk, self._services(), on_event)
        return answered(answer, self.person(handover) if handover else None)

    @contextmanager
    def _answering(self, talk: str, *, alone: bool = False) -> Iterator[None]:
        """Note that a message of the talk is being answered; `alone` raises AgainError where one is already."""
        with self._lock:
            if alone:
                self._free(talk)
            self._busy[talk] += 1
        try:
            yield
        finally:
            with self._lock:
                self._busy -= Counter([talk])

    def _free(self, talk: str) -> None:
        if self._busy[talk]:
            raise AgainError("the answer is on its way: wait a little")

    def _answer(self, message: Message) -> Any:
        """Return the answer that a message is and what the customer said of it last, None for what there is not."""
        if message.answer_id is None:
            return None, None
        store = self._helpdesk.store
        said = [r.value for r in store.ratings(message.answer_id) if r.rater == "customer" and r.value is not None]
        return store.answer(message.answer_id), bool(said[-1]) if said else None


def _in_words(error: Exception) -> str:
    return str(error) if isinstance(error, AgainError) else apology(error)
