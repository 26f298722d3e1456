"""Give an adapter what to learn from: talks with the evidence that the search found, and what of answers it holds."""

from collections.abc import Mapping
from math import nan

from minigiants import answering
from minigiants.adapt import Example, Lesson, LessonSource, Measure, asked_again
from minigiants.evaluation import Row, Setup
from minigiants.models import close_engines
from minigiants.pipeline import Services
from minigiants.rating import Correction
from minigiants.settings import Settings

from .deciding import searching
from .evals import data, metrics
from .replying.drafting import LEARNED, PROMPTS
from .understanding import talk

PROMPT_SHA256 = PROMPTS.sha256
PARTS = ("a", "b")
"""Halves of MTRAG-UN's talks."""
MEASURES = (
    Measure(name="ROUGE-L", deciding=True),
    Measure(name="claims that the check supports"),
    Measure(name="decided as it should be"),
    Measure(name="failed", lower=True),
    Measure(name="seconds", lower=True),
)


def lesson(settings: Settings, part: str = PARTS[0]) -> Lesson:
    """Return one half of MTRAG-UN's answerable talks as requests and answers; raises DataMissingError."""
    loaded, setup = data.load_mtrag(settings), Setup.of(settings)
    services = data.searchable(loaded, setup)
    own = [one for one in loaded.tasks if one.half == part and one.kind in ("answer", "partial") and one.answers]
    examples = tuple(example for one in own if (example := example_of(one, services)))
    close_engines()  # the search came with a model that is not asked, and learning needs the memory
    source = LessonSource(
        name=f"MTRAG-UN, half {part}", sha256=loaded.sha256, licence="Apache-2.0", examples=len(examples)
    )
    return Lesson(
        examples=examples,
        sources=(source,),
        prompt_sha256=PROMPT_SHA256,
        purpose="Answer a customer's question from numbered evidence in the evidence's words.",
        never="Questions without evidence, other languages, decisions on accounts and orders, advice.",
        trial=f"half_{'b' if part == 'a' else 'a'}",
    )


def example_of(task: data.TalkTask, services: Services) -> Example | None:
    """Return the talk as the pipeline would ask it, with those sentences of a person's answer that the checks support.

    None where nothing is left of it: the rest would teach to make things up.
    """
    question = talk.question(talk.read(task.messages))
    hits = searching.search(question, services.retrieve, task.collection)
    if not hits:
        return None
    selection = answering.select(question.text, hits, services.embed, LEARNED)
    said = answering.supported(task.answers, question.text, selection, services, LEARNED)
    messages = answering.messages_of(question.text, selection.read, PROMPTS)
    return Example(id=task.id, messages=messages, answer=said) if said else None


def corrected(correction: Correction) -> Example | None:
    """Return the request of an answer that an expert corrected, None where its evidence lacks the correction."""
    return asked_again(correction, PROMPTS)


def scores(row: Row) -> Mapping[str, float]:
    """Return the measures of one talk of the gate; a failure decides and says nothing right."""
    sample = row["metadata"]
    outcome = sample["outcome"]
    claims, failing = len(outcome.get("claims", ())), len(outcome.get("flags", ()))
    return {
        "ROUGE-L": metrics.worded(sample) if outcome.get("generation") and sample["answers"] else nan,
        "claims that the check supports": claims / (claims + failing) if claims + failing else nan,
        "decided as it should be": float(metrics.right(sample)),
        "failed": float(bool(row["error"])),
        "seconds": float(outcome.get("seconds") or 0.0),
    }
