"""Lead a talk: ask the pipeline, hand over, let a person reply, close, and learn from what the person said."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from minigiants.pipeline import Event, Pipeline, Services
from minigiants.privacy import Funnel
from minigiants.store import Message, Store, StoreError
from minigiants.types import Answer

from ..sites import Reason, Site, site_of
from ._handovers import Handover, Handovers, Outcome
from ._packet import packet, solution, withheld
from ._proposals import Proposals
from ._senders import address

_LOG = logging.getLogger(__name__)

TITLE = 80
PATIENCE = timedelta(minutes=2)
"""How long a delivery waits until its packet was searched for personal data; then it leaves with the words withheld."""


def in_background(work: Callable[[], None]) -> None:
    """Do `work` beside everything else."""
    threading.Thread(target=work, name="packet", daemon=True).start()


class Helpdesk:
    """Talks of one scenario's customers; safe for threads."""

    def __init__(
        self,
        store: Store,
        *,
        scenario: str,
        pipeline: Pipeline,
        funnel: Funnel,
        sites: Path,
        later: Callable[[Callable[[], None]], None] = in_background,
    ) -> None:
        """Keep talks in `store` under the name of `scenario`; packets leave as `funnel` lets them.

        `later` does what nobody should wait for.
        """
        self.store = store
        self.handovers = Handovers(store)
        self.proposals = Proposals(store)
        self._scenario = scenario
        self._pipeline = pipeline
        self._funnel = funnel
        self._sites = sites
        self._later = later

    def start(self, collection: str) -> str:
        """Begin a talk and return its id, which nobody can guess and which is all that opens it."""
        return self.store.start_talk(self._scenario, collection, "New talk").id

    def collection(self, talk_id: str) -> str:
        """Return the knowledge base that a talk is about; raises KeyError when it is no talk of customers."""
        return str(self._talk(talk_id).collection)

    def messages(self, talk_id: str) -> list[Message]:
        """Return a talk's messages; raises KeyError when it is no talk of customers."""
        self._talk(talk_id)
        return self.store.messages(talk_id)

    def say(self, talk_id: str, text: str) -> Handover | None:
        """Keep what the customer says; a handover that is returned means that a person reads it, not the machine."""
        talk = self._talk(talk_id)
        self.store.add_message(talk_id, "user", text)
        if talk.title == "New talk":
            self.store.rename_talk(talk_id, " ".join(text.split())[:TITLE] or "New talk")
        return self.handovers.of_talk(talk_id)

    def answer(
        self, talk_id: str, services: Services, on_event: Callable[[Event], None] | None = None
    ) -> tuple[Answer, Handover | None]:
        """Answer the talk's last message, keep the answer, and hand over when that is the decision.

        The handover is kept before the customer is told of it: what fails in between leaves a message to ask again.
        A message that was asked again elsewhere, such as in a second window, has the answer that came first.
        """
        talk = self._talk(talk_id)
        request = {"messages": self._turns(talk_id), "collection": talk.collection}
        answer = self._pipeline(request, services.behind(self._funnel), on_event=on_event)
        if first := self._answered(talk_id, request["messages"]):
            return self.store.answer(first), self.handovers.of_talk(talk_id)
        kept = {"messages": request["messages"][-1:], "collection": talk.collection}
        self.store.save_answer(answer, scenario=self._scenario, request=kept, talk_id=talk_id)
        handed = self._open(talk_id, answer.reason, self._as_kept(answer)) if answer.action == "handoff" else None
        try:
            self.store.add_message(talk_id, "assistant", answer.text, answer_id=answer.id)
        except StoreError:
            # A disk that became full after the handover was kept: it stands, and the customer is told so.
            if handed is None:
                raise
        return answer, handed

    def hand_over(self, talk_id: str, reason: Reason = "asked for a person") -> Handover:
        """Pass the talk to a person; no model and no search stand in the way."""
        self._talk(talk_id)
        return self.handovers.of_talk(talk_id) or self._open(talk_id, reason)

    def reply(self, handover: Handover, text: str) -> None:
        """Let the person who took the talk say something in it; raises StoreError once it is a colleague's."""
        self._still_with(handover)
        self.store.add_message(handover.talk_id, "agent", text)

    def close(self, handover: Handover, outcome: Outcome, person: str) -> None:
        """End a handover; a talk that was solved by a person's words proposes them for the knowledge base.

        Closing twice changes nothing. Raises StoreError once the talk is a colleague's.
        """
        if self.handovers.get(handover.id).state == "closed":
            return
        self._still_with(handover)
        messages = self.store.messages(handover.talk_id)
        asked, replied = solution(messages, handover.created)
        if outcome == "solved" and replied and asked:
            names = self._funnel.talk(handover.talk_id, lambda: [m.text for m in messages])
            pair = self._funnel.value("exports", {"question": asked, "answer": replied}, names)
            collection = self._talk(handover.talk_id).collection
            self.proposals.add(talk_id=handover.talk_id, collection=collection, person=person, **pair)
        self.handovers.close(handover.id, outcome)

    def _still_with(self, handover: Handover) -> None:
        """Raise StoreError where the talk was given back, or somebody else has it by now."""
        if handover.agent and self.handovers.get(handover.id).agent != handover.agent:
            raise StoreError("This talk is not with you any more: open it again from the queue.")

    def site(self, talk_id: str) -> Site:
        """Return the site whose customer talks; raises SiteError when its file has a mistake."""
        return site_of(self._talk(talk_id).collection, self._sites)

    def _as_kept(self, answer: Answer) -> Message:
        """Return what the customer is about to be told, as the store keeps it."""
        kept = self.store.answer(answer.id)
        return Message(role="assistant", text=kept.text, time=datetime.now(UTC), answer_id=kept.id)

    def _open(self, talk_id: str, reason: str, *told: Message) -> Handover:
        """Open the handover at once, its words withheld: what searches them for personal data is a model too."""
        site, ways = address(self._talk(talk_id).collection, self._sites)
        messages = [*self.store.messages(talk_id), *told]
        answers = {m.answer_id: self.store.answer(m.answer_id) for m in messages if m.answer_id}
        make_packet = partial(packet, messages, answers, reason=reason, site=site)
        bare = withheld(make_packet())
        opened = self.handovers.open(talk_id, site=site, reason=reason, packet=bare, channels=ways, after=PATIENCE)
        if opened.packet == bare:
            self._later(lambda: self._complete(opened, make_packet, [message.text for message in messages]))
        return self.handovers.get(opened.id)

    def _complete(self, handover: Handover, make_packet: Callable[..., Mapping[str, Any]], said: list[str]) -> None:
        """Put the packet's words in as they may leave; they stay withheld where that fails."""
        try:
            names = self._funnel.talk(handover.talk_id, lambda: said)
            whole = make_packet(leaving=lambda texts: self._funnel.value("exports", texts, names))
        except Exception as error:  # noqa: BLE001 - whatever it is, the handover stands and nothing leaves unsearched
            _LOG.warning("the words of a handover are withheld (%s)", type(error).__name__)
            whole = handover.packet
        try:
            self.handovers.complete(handover.id, whole)
        except Exception as error:  # noqa: BLE001 - such as a talk that was deleted meanwhile, or a full disk
            _LOG.warning("the words of a handover stay withheld (%s)", type(error).__name__)

    def _answered(self, talk_id: str, asked: Sequence[Mapping[str, str]]) -> str:
        """Return the id of an answer to what was `asked` that somebody else kept meanwhile, else nothing."""
        added = self._said(talk_id)[len(asked) :]
        if not added or any(message.role == "user" for message in added):
            return ""
        return added[-1].answer_id or ""

    def _turns(self, talk_id: str) -> list[dict[str, str]]:
        said = self._said(talk_id)
        return [{"role": "user" if m.role == "user" else "assistant", "content": m.text} for m in said]

    def _said(self, talk_id: str) -> list[Message]:
        return [message for message in self.store.messages(talk_id) if not message.stopped]

    def _talk(self, talk_id: str) -> Any:
        talk = self.store.talk(talk_id)
        if talk.scenario != self._scenario:
            raise KeyError(f"no talk {talk_id!r}")
        return talk
