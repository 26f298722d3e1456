"""Gather what one request brings about, and put its answer and its trace together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from minigiants.answering._checking import distinct
from minigiants.answering._selection import Selection
from minigiants.pipeline import Event, Services
from minigiants.types import Action, Answer, Claim, Evidence, Generation, Hit, Trace


@dataclass(kw_only=True, slots=True)
class Run:
    """What one request has gathered so far."""

    question: str
    collection: str
    services: Services
    emit: Callable[[Event], None] | None
    asked: str = ""
    """The question as it was typed, where it was understood as another."""
    steps: list[str] = field(default_factory=list)
    """What was done to answer it, one sentence each."""
    hits: tuple[Hit, ...] = ()
    threshold: float = 0.0
    selection: Selection = field(default_factory=Selection)
    answerable: float | None = None
    withheld: tuple[Claim, ...] = ()
    left_out: tuple[Evidence, ...] = ()
    """Sentences that speak to a program: nobody reads them here."""
    signals: dict[str, float] = field(default_factory=dict)
    """What else the decision was made from."""
    seconds: dict[str, float] = field(default_factory=dict)
    started: float = field(init=False)
    lapped: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.lapped = self.services.clock()

    def event(self, event: Event) -> None:
        """Show `event` to whoever waits."""
        if self.emit is not None:
            self.emit(event)

    def lap(self, stage: str) -> None:
        """Book the time since the last stage."""
        now = self.services.clock()
        self.seconds[stage] = now - self.lapped
        self.lapped = now

    def refuse(
        self,
        action: Action,
        reason: str,
        text: str,
        generation: Generation | None = None,
        *,
        places: Sequence[Evidence] = (),
    ) -> Answer:
        """Finish without an answer; `places` are for the reader to judge."""
        return self.finish(action, reason, text, (), generation, places=places)

    def finish(
        self,
        action: Action,
        reason: str,
        text: str,
        claims: Sequence[Claim],
        generation: Generation | None,
        *,
        places: Sequence[Evidence] = (),
    ) -> Answer:
        """Put the answer and its trace together."""
        trace = Trace(
            question=self.question,
            asked=self.asked,
            steps=tuple(self.steps),
            collection=self.collection,
            hits=self.hits,
            selected=tuple(c.evidence for c in self.selection.read),
            signals=self._signals(),
            threshold=self.threshold,
            withheld=self.withheld,
            left_out=self.left_out,
            seconds=dict(self.seconds),
        )
        evidence: tuple[Evidence, ...] = distinct(claims) or tuple(places)
        return Answer(
            id=self.services.new_id(),
            text=text,
            action=action,
            reason=reason,
            claims=tuple(claims),
            evidence=evidence,
            generation=generation,
            trace=trace,
            seconds=self.services.clock() - self.started,
        )

    def _signals(self) -> dict[str, float]:
        """Return what the decision was made from; "answerable" is the last word on it, "search" the first."""
        found = self.selection.answerable
        decided = found if self.answerable is None else self.answerable
        return {**self.selection.signals, "search": found, "answerable": decided, **self.signals}
