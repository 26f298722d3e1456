"""Put a request as it was put before, from the trace of its answer, so that a corrected answer can be learned."""

from minigiants.answering._candidates import title_of
from minigiants.answering._writing import Prompts, asked_for
from minigiants.documents import sentences
from minigiants.grounding import check
from minigiants.types import Trace


def asked_again(trace: Trace, text: str, prompts: Prompts) -> tuple[dict[str, str], ...]:
    """Return the request whose answer should have been `text`, as a chat template takes it.

    Empty when there was no evidence, or a sentence of `text` does not follow from it: to learn it would teach to make
    things up.
    """
    spans = sentences(text)
    if not trace.selected or not spans or not all(_held(text[start:end], trace) for start, end in spans):
        return ()
    titles = {hit.passage.id: title_of(hit) for hit in trace.hits}
    read = [(titles.get(e.passage_id, e.document), e) for e in trace.selected]
    return asked_for(read, trace.question, prompts)


def _held(sentence: str, trace: Trace) -> bool:
    return check(sentence, trace.selected, question=trace.question).verdict == "supported"
