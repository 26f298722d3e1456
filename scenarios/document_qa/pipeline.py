"""Answer a question from a collection: search, select sentences, ask the model, attribute, check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from minigiants.pipeline import Event, Request, Services
from minigiants.types import Action, Answer, Claim, Evidence, Generation, Hit, Trace

from .checking import check, complete, distinct
from .evidence import DECISION, HITS, Selection, decide, foregone, select
from .writing import write

LONGEST_QUESTION = 2000

EMPTY = "Please type a question."
TOO_LONG = f"Please ask in fewer than {LONGEST_QUESTION} characters: one question at a time works best."
NO_DOCUMENTS = "There is nothing to search yet: add documents to this collection first."
NOT_FOUND = "Not in your documents: I found nothing there that answers this."
UNSUPPORTED = "I could not find a place in your documents that supports an answer, so I give none."


def answer(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Answer `request["question"]` from `request["collection"]`; every shown sentence passed its check."""
    question = " ".join(str(request["question"]).split())
    run = _Run(question=question, collection=str(request.get("collection", "")), services=services, emit=on_event)
    if not question:
        return run.refuse("clarify", "empty question", EMPTY)
    if len(question) > LONGEST_QUESTION:
        return run.refuse("clarify", "question too long", TOO_LONG)
    run.event(Event(stage="search"))
    run.hits = tuple(services.retrieve(question, collection=run.collection, limit=HITS))
    run.lap("search")
    if not run.hits:
        return run.refuse("abstain", "no documents", NO_DOCUMENTS)
    run.selection = select(question, run.hits, services.embed)
    run.lap("select")
    run.answerable = foregone(run.selection.answerable)
    if run.answerable is not None and run.answerable < DECISION.threshold:
        return run.refuse("abstain", "not in the documents", NOT_FOUND)
    return _ask_model(run)


def _ask_model(run: "_Run") -> Answer:
    def believed(refusal: float) -> bool:
        run.answerable = decide(run.selection.answerable, refusal)
        return run.answerable < DECISION.threshold

    asked = believed if run.answerable is None else None
    draft = write(run.question, run.selection.chosen, run.services.model, run.event, asked)
    run.lap("write")
    run.refusal = draft.refusal
    if draft.generation is None:
        return run.refuse("abstain", "not in the documents", NOT_FOUND)
    return _checked(run, draft.generation)


def _checked(run: "_Run", generation: Generation) -> Answer:
    run.event(Event(stage="check"))
    claims = check(generation.text, run.question, run.selection, run.services)
    shown = tuple(c for c in claims if c.verdict == "supported")
    run.withheld = tuple(c for c in claims if c.verdict != "supported")
    shown = complete(shown, run.question, run.selection, run.services)
    run.lap("check")
    if not shown:
        return run.refuse("abstain", "no support", UNSUPPORTED, generation)
    return run.finish("answer", "", " ".join(c.text for c in shown), shown, generation)


@dataclass(kw_only=True, slots=True)
class _Run:
    """What one request has gathered so far."""

    question: str
    collection: str
    services: Services
    emit: Callable[[Event], None] | None
    hits: tuple[Hit, ...] = ()
    selection: Selection = field(default_factory=Selection)
    refusal: float | None = None
    answerable: float | None = None
    withheld: tuple[Claim, ...] = ()
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

    def refuse(self, action: Action, reason: str, text: str, generation: Generation | None = None) -> Answer:
        """Finish without an answer."""
        return self.finish(action, reason, text, (), generation)

    def finish(
        self, action: Action, reason: str, text: str, claims: Sequence[Claim], generation: Generation | None
    ) -> Answer:
        """Put the answer and its trace together."""
        trace = Trace(
            question=self.question,
            collection=self.collection,
            hits=self.hits,
            selected=tuple(c.evidence for c in self.selection.chosen),
            signals=self._signals(),
            threshold=DECISION.threshold,
            withheld=self.withheld,
            seconds=dict(self.seconds),
        )
        evidence: tuple[Evidence, ...] = distinct(claims)
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
        told = {} if self.refusal is None else {"refusal": self.refusal}
        decided = found if self.answerable is None else self.answerable
        return {**self.selection.signals, "search": found, **told, "answerable": decided}
