"""Keep of an answer what its scores are made of, as JSON that stands in the log."""

from dataclasses import asdict
from typing import Any

from minigiants import batch
from minigiants.pipeline import Pipeline, Request, Services
from minigiants.types import Answer, Hit

Outcome = dict[str, Any]
"""A batch line without its id, with "claims", "signals", "hits" and more beside it; or "error" alone."""


def outcome(pipeline: Pipeline, request: Request, services: Services) -> Outcome:
    """Ask the pipeline, whatever becomes of it: an exception gives an outcome with "error"."""
    try:
        answer, first = batch.ask(pipeline, request, services)
    except Exception as error:  # noqa: BLE001 - a failure is a result, and counts as one
        return {"error": batch.in_words(error)}
    model = answer.generation.model if answer.generation else ""
    return batch.line(answer, first, model) | _details(answer)


def _details(answer: Answer) -> Outcome:
    trace = answer.trace
    return {
        "claims": [{"text": c.text, "evidence": [e.text for e in c.evidence]} for c in answer.claims],
        "signals": dict(trace.signals) if trace else {},
        "threshold": trace.threshold if trace else 0.0,
        "hits": [_hit(h) for h in trace.hits] if trace else [],
        "selected": [e.text for e in trace.selected] if trace else [],
        "stages": dict(trace.seconds) if trace else {},
        "generation": asdict(answer.generation) if answer.generation else None,
    }


def _hit(hit: Hit) -> Outcome:
    return {
        "passage": hit.passage.id,
        "document": hit.passage.document,
        "page": hit.passage.page,
        "similarity": hit.similarity,
        "similarity_rank": hit.similarity_rank,
        "text_rank": hit.text_rank,
    }
