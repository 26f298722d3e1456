"""Give an adapter what to learn from: questions with the evidence that the search found, and people's answers."""

from collections.abc import Mapping, Sequence
from math import nan

from minigiants import answering
from minigiants.adapt import Example, Lesson, LessonSource, Measure, asked_again
from minigiants.evaluation import Row, Setup
from minigiants.models import close_engines
from minigiants.pipeline import Services
from minigiants.rating import Correction
from minigiants.settings import Settings

from .evals import data, metrics
from .reading import HITS, READER

PROMPT_SHA256 = READER.prompts.sha256
PARTS = ("a", "b")
"""Halves of CLAPnq's questions."""
MEASURES = (
    Measure(name="answered, of answerable"),
    Measure(name="refused, of unanswerable"),
    Measure(name="citation F1", deciding=True),
    Measure(name="ROUGE-L", deciding=True),
    Measure(name="failed", lower=True),
    Measure(name="seconds", lower=True),
)


def lesson(settings: Settings, part: str = PARTS[0]) -> Lesson:
    """Return one half of CLAPnq as requests and answers; raises DataMissingError."""
    loaded, setup = data.load(settings), Setup.of(settings)
    services = setup.services("clapnq", loaded.files)
    examples = []
    for question in loaded.questions:
        if question.half == part:
            hits = services.retrieve(question.text, collection="clapnq", limit=HITS)
            selection = READER.read(question.text, hits, services.embed)
            if example := example_of(question, selection, services):
                examples.append(example)
    close_engines()  # the search came with a model that is not asked, and learning needs the memory
    return Lesson(
        examples=tuple(examples),
        sources=(
            LessonSource(
                name=f"CLAPnq dev, half {part}", sha256=loaded.sha256, licence="Apache-2.0", examples=len(examples)
            ),
        ),
        prompt_sha256=PROMPT_SHA256,
        purpose="Answer a question from numbered evidence in the evidence's words.",
        never="Saying whether the evidence answers, other languages, advice.",
        trial=f"half_{'b' if part == 'a' else 'a'}",
    )


def example_of(question: data.AnnotatedQuestion, selection: answering.Selection, services: Services) -> Example | None:
    """Return the question as the pipeline asks it, with a person's answer.

    Of the answer stay the sentences that the checks support. None where nothing stays, and where what is read lacks
    what the answer rests on: both would teach to make things up.
    """
    answers = _founded(question, selection.read)
    answer = answering.supported(answers, question.text, selection, services, READER.weights)
    if not answer:
        return None
    messages = answering.messages_of(question.text, selection.read, READER.prompts)
    return Example(id=question.id, messages=messages, answer=answer)


def corrected(correction: Correction) -> Example | None:
    """Return the request of an answer that an expert corrected, None where its evidence lacks the correction."""
    return asked_again(correction, READER.prompts)


def _founded(question: data.AnnotatedQuestion, chosen: Sequence[answering.Candidate]) -> tuple[str, ...]:
    """Return the annotations whose sentences all stand in the evidence."""
    texts = [candidate.evidence.text for candidate in chosen]
    return tuple(
        " ".join(answer.split())
        for answer, gold in zip(question.answers, question.evidence, strict=True)
        if gold and all(any(metrics.same_sentence(text, sentence) for text in texts) for sentence in gold)
    )


def scores(row: Row) -> Mapping[str, float]:
    """Return the measures of one case of the gate; a failure answers, refuses and cites nothing."""
    sample = row["metadata"]
    answerable = sample["answerable"]
    return {
        "answered, of answerable": float(metrics.answered(sample)) if answerable else nan,
        "refused, of unanswerable": nan if answerable else float(metrics.refused(sample)),
        "citation F1": metrics.cited(sample).f1 if answerable else nan,
        "ROUGE-L": metrics.worded(sample) if answerable else nan,
        "failed": float(bool(row["error"])),
        "seconds": float(sample["outcome"].get("seconds") or 0.0),
    }
