"""Answer a question from a collection: search, select sentences, ask the model, attribute, check."""

from collections.abc import Callable

from minigiants.answering import Run
from minigiants.pipeline import Event, Request, Services
from minigiants.types import Answer, Generation

from .reading import HITS, READER

LONGEST_QUESTION = 2000

EMPTY = "Please type a question."
TOO_LONG = f"Please ask in fewer than {LONGEST_QUESTION} characters: one question at a time works best."
NO_DOCUMENTS = "There is nothing to search yet: add documents to this collection first."
NOT_FOUND = "Not in your documents: I found nothing there that answers this."
UNSUPPORTED = "I could not find a place in your documents that supports an answer, so I give none."


def answer(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Answer `request["question"]` from `request["collection"]`; every shown sentence passed its check."""
    question = " ".join(str(request["question"]).split())
    run = Run(question=question, collection=str(request.get("collection", "")), services=services, emit=on_event)
    run.threshold = READER.threshold
    if not question:
        return run.refuse("clarify", "empty question", EMPTY)
    if len(question) > LONGEST_QUESTION:
        return run.refuse("clarify", "question too long", TOO_LONG)
    run.event(Event(stage="search"))
    run.hits = tuple(services.retrieve(question, collection=run.collection, limit=HITS))
    run.lap("search")
    if not run.hits:
        return run.refuse("abstain", "no documents", NO_DOCUMENTS)
    run.selection = READER.select(question, run.hits, services.embed)
    run.lap("select")
    run.answerable = READER.foregone(run.selection.answerable)
    if run.answerable is not None and run.answerable < READER.threshold:
        return run.refuse("abstain", "not in the documents", NOT_FOUND)
    return _ask_model(run)


def _ask_model(run: Run) -> Answer:
    def believed(refusal: float) -> bool:
        run.answerable = READER.decide(run.selection.answerable, refusal)
        return run.answerable < READER.threshold

    asked = believed if run.answerable is None else None
    draft = READER.write(run.question, run.selection.chosen, run.services.model, run.event, asked)
    run.lap("write")
    run.refusal = draft.refusal
    if draft.generation is None:
        return run.refuse("abstain", "not in the documents", NOT_FOUND)
    return _checked(run, draft.generation)


def _checked(run: Run, generation: Generation) -> Answer:
    run.event(Event(stage="check"))
    claims = READER.check(generation.text, run.question, run.selection, run.services)
    shown = tuple(c for c in claims if c.verdict == "supported")
    run.withheld = tuple(c for c in claims if c.verdict != "supported")
    shown = READER.complete(shown, run.question, run.selection, run.services)
    run.lap("check")
    if not shown:
        return run.refuse("abstain", "no support", UNSUPPORTED, generation)
    return run.finish("answer", "", " ".join(c.text for c in shown), shown, generation)
