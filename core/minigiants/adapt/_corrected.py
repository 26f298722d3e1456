"""Add what experts corrected, and somebody let in, to what an adapter is learned from."""

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from types import ModuleType

from minigiants import answering, rating
from minigiants.adapt._lesson import Example, Lesson, LessonSource
from minigiants.answering import Prompts
from minigiants.privacy import Funnel
from minigiants.rating import Correction, Gate
from minigiants.services import open_funnel, open_store
from minigiants.settings import Settings


def with_corrections(lesson: Lesson, learning: ModuleType, name: str, settings: Settings) -> Lesson:
    """Return the lesson with the accepted cases of the scenario's gate, as its `learning.py` makes examples of them.

    They are what leaves the house by the scenario's rules on personal data. Raises PrivacyError.
    """
    if not Gate(settings.home, name).cases() or not hasattr(learning, "corrected"):
        return lesson
    with closing(open_store(settings)) as store:
        found = Gate(settings.home, name, store).accepted(rating.corrections(store, name))
    funnel = open_funnel(settings, name)
    examples = tuple(_let_out(example, funnel) for one in found if (example := learning.corrected(one)))
    if not examples:
        return lesson
    digest = hashlib.sha256(json.dumps([[e.messages, e.answer] for e in examples], default=dict).encode()).hexdigest()
    source = LessonSource(
        name="corrections of experts", sha256=digest, licence="the site's own", examples=len(examples)
    )
    return replace(lesson, examples=(*lesson.examples, *examples), sources=(*lesson.sources, source))


def asked_again(correction: Correction, prompts: Prompts) -> Example | None:
    """Return the request of an answer that an expert corrected, None where its evidence lacks the correction."""
    trace = correction.answer.trace
    messages = answering.asked_again(trace, correction.text, prompts) if trace else ()
    return Example(id=correction.answer.id, messages=messages, answer=correction.text) if messages else None


def _let_out(example: Example, funnel: Funnel) -> Example:
    texts = funnel.value("exports", [*(message["content"] for message in example.messages), example.answer])
    messages = tuple(
        {"role": message["role"], "content": text} for message, text in zip(example.messages, texts, strict=False)
    )
    return replace(example, messages=messages, answer=texts[-1])
