"""Answer a question from a collection: search, let the model answer from windows of text, decide from its answer."""

from collections.abc import Callable, Iterator, Sequence

from minigiants import answering
from minigiants.answering import Decision, Run
from minigiants.pipeline import Event, Request, Services
from minigiants.types import Answer, Generation, Hit, Passage

from . import asked, tabled, whole
from .reading import HITS, READER, SEARCHED, SEARCHED_WITHIN

LONGEST_QUESTION = 2000

EMPTY = "Please type a question."
TOO_LONG = f"Please ask in fewer than {LONGEST_QUESTION} characters: one question at a time works best."
NO_DOCUMENTS = "There is nothing to search yet: add documents to this collection first."
NOT_AMONG = "Nothing is indexed of the documents that you chose: choose others, or all."
NOT_FOUND = "Not in your documents: I found nothing there that answers this."
NOT_SURE = "I am not sure. These places come nearest; please judge for yourself."
DIFFER = "Your documents differ on this."
CONTRADICTS = "This document gives different values for it; please judge which holds."


def answer(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Answer `request["question"]` from `request["collection"]`; every shown sentence passed its check.

    `request["talk"]` is what was said before, `request["documents"]` names the only documents to look at.
    """
    typed = " ".join(str(request["question"]).split())
    run = Run(question=typed, collection=str(request.get("collection", "")), services=services, emit=on_event)
    run.threshold = READER.threshold
    if not typed:
        return run.refuse("clarify", "empty question", EMPTY)
    if len(typed) > LONGEST_QUESTION:
        return run.refuse("clarify", "question too long", TOO_LONG)
    understood = asked.read(request, services, run.event)
    run.question, run.asked = understood.question, understood.typed if understood.restated else ""
    run.lap("understand")
    return answering.as_scanned(_answered(run, understood.documents), run.collection, services.shelf)


def _answered(run: Run, documents: Sequence[str]) -> Answer:
    run.event(Event(stage="search"))
    cleared = answering.without_orders(_found(run, documents), run.services.embed, limit=HITS)
    run.hits, run.left_out = cleared.hits, cleared.left_out
    run.lap("search")
    if not run.hits:
        return run.refuse("abstain", "no documents", NOT_AMONG if documents else NO_DOCUMENTS)
    if answer := tabled.answer(run, documents) or whole.answer(run, documents):
        return answer
    run.selection = READER.read(run.question, run.hits, run.services.embed)
    run.lap("select")
    run.event(Event(stage="search", evidence=tuple(c.evidence for c in run.selection.chosen)))
    return _differently(run) or _from_model(run)


def _found(run: Run, documents: Sequence[str]) -> list[Hit]:
    """Search, in these documents only where some are chosen, else in those that the question names."""
    if documents:
        found = run.services.retrieve(run.question, collection=run.collection, limit=SEARCHED_WITHIN)
        return [hit for hit in found if hit.passage.document in documents]
    found = run.services.retrieve(run.question, collection=run.collection, limit=SEARCHED)
    return answering.of_documents(run.question, found)


def _differently(run: Run) -> Answer | None:
    """Give the sentences of documents that say the same with different values, each by its document's name."""
    both = answering.differing(run.question, run.selection, run.services, READER.weights)
    if not both:
        return None
    return run.finish("answer", "documents differ", " ".join([DIFFER, *(c.text for c in both)]), both, None)


def _from_model(run: Run) -> Answer:
    generation = READER.write(run.question, run.selection, run.services.model, run.event)
    run.lap("write")
    run.event(Event(stage="check"))
    defined = answering.definition(run.question, generation.text, _passages(run))
    least = run.services.bars.get("document_qa", 0.0)
    decision = READER.decide(
        run.question, generation.text, run.selection, run.services, run.event, defined=defined, least=least
    )
    run.lap("check")
    run.answerable, run.withheld = decision.probability, decision.withheld
    run.signals = decision.signals
    return _shown(run, decision, generation)


def _contradicted(run: Run, decision: Decision, generation: Generation) -> Answer | None:
    """Give both sentences, word for word, where another one says otherwise of the thing that was answered."""
    both = answering.contradiction(run.question, decision.shown, run.selection)
    claims = answering.quote(both, run.question, run.services)
    if not claims:
        return None
    said = DIFFER if len({place.evidence.document_id for place in both}) > 1 else CONTRADICTS
    return run.finish("answer", "documents differ", " ".join([said, *(c.text for c in claims)]), claims, generation)


def _passages(run: Run) -> Iterator[Passage]:
    """Yield the passages of the documents that were read from, whole where they can be had."""
    for document_id in dict.fromkeys(c.evidence.document_id for c in run.selection.chosen):
        if run.services.shelf is not None:
            yield from run.services.shelf.passages(run.collection, document_id)
        else:
            yield from (hit.passage for hit in run.hits if hit.passage.document_id == document_id)


def _shown(run: Run, decision: Decision, generation: Generation) -> Answer:
    if decision.outcome == "answer":
        if contradicted := _contradicted(run, decision, generation):
            return contradicted
        return run.finish("answer", "", " ".join(c.text for c in decision.shown), decision.shown, generation)
    if decision.outcome == "not sure":
        return run.refuse("abstain", "not sure", NOT_SURE, generation, places=decision.places)
    return run.refuse("abstain", "not in the documents", NOT_FOUND, generation)
