"""Let the model write, check what it wrote, and show what stands; nothing that fails is shown."""

import re
from dataclasses import replace
from pathlib import Path

from minigiants import answering
from minigiants.answering import Prompts, Reader, Run, Weights
from minigiants.grounding import content_words
from minigiants.pipeline import Event, Services
from minigiants.types import Answer, Claim, Evidence, Generation, Hit

from ..deciding.decision import NextStep
from ..deciding.ranges import other_range
from ..understanding import talk
from ..understanding.premises import premises
from . import wording
from .clauses import main_clauses, of_the_prompt, spoken
from .partial import missing

_PROMPTS = Path(__file__).parents[1] / "prompts"
PROMPTS = Prompts.load(_PROMPTS, adapter="customer_support")
LEARNED = Weights.load()
READER = Reader(weights=LEARNED, prompts=Prompts.load(_PROMPTS / "reading", numbered=False))
"""What reads whole windows and judges its own draft: it decides where the search alone would refuse."""
_JUDGE = Reader(weights=LEARNED, prompts=PROMPTS)
"""Asks the model once more of its own draft, in one token and with the prompt that it has just read."""
UNSTATED = 0.25
"""Probability of being right below which a draft that stood the checks is withheld, where the model can weigh it.

Of 37 drafts of the default model on the sample shop, right ones had .38 to .89, and of the wrong ones a number of
staff, a race that is covered and bicycles for children had .05 to .23.
"""
SAME_QUESTION = 0.75
"""Cosine from which a question is asked once more, and may have its answer once more."""
_AGAIN = re.compile(r"\b(?:again|once more|repeat)\b|\b(?:are you )?(?:sure|really)\b", re.IGNORECASE)


def write_answer(run: Run, step: NextStep, otherwise: NextStep, question: talk.CustomerQuestion) -> Answer:
    """Answer with what the checks support of a draft; when nothing is left, do what is decided `otherwise`."""
    # The model has no way out: its own doubt adds nothing to what the search tells (macro-F1 .535 without, .540 with).
    chosen, model = run.selection.chosen, run.services.model
    generation = answering.write_surely(run.question, chosen, model, run.event, prompts=PROMPTS)
    run.lap("write")
    return _checked(run, step, otherwise, question, generation)


def try_answer(run: Run, question: talk.CustomerQuestion, least: float) -> Answer | None:
    """Let the model read more and answer, and return that where it is judged right; None leaves what was decided.

    The bar is what was learned, or `least` where that is higher.
    """
    before = run.selection
    run.selection = READER.read(run.question, run.hits, run.services.embed)
    generation = READER.write(run.question, run.selection, run.services.model, run.event)
    run.lap("write")
    run.event(Event(stage="check"))
    decided = READER.decide(run.question, generation.text, run.selection, run.services, run.event, least=least)
    run.lap("check")
    run.signals["tried"] = decided.probability
    claims = decided.shown
    wrong = bool(answering.off_the_mark(question.last, main_clauses(claims), run.selection))
    wrong = wrong or any(of_the_prompt(claim.text) for claim in claims)
    if decided.outcome == "answer" and not wrong and other_range(question.last, claims, run.selection) is None:
        run.withheld = decided.withheld
        return _said(run, NextStep(action="answer"), question, claims, generation)
    run.selection = before
    return None


def not_it(run: Run, asked: talk.CustomerQuestion) -> Answer:
    """Ask what is needed instead of a reply that was not it, and hand over where that was asked before."""
    if asked.told and asked.told[-1] == wording.NOT_IT:
        return run.refuse("handoff", "low confidence", wording.STILL_NOT_IT)
    return run.refuse("clarify", "underspecified", wording.NOT_IT)


def _checked(
    run: Run, step: NextStep, otherwise: NextStep, question: talk.CustomerQuestion, generation: Generation
) -> Answer:
    """Answer with what the checks support; when nothing is left, do what is decided `otherwise`."""
    run.event(Event(stage="check"))
    claims = answering.check(generation.text, run.question, run.selection, run.services, LEARNED)
    supported = tuple(claim for claim in claims if claim.verdict == "supported" and not of_the_prompt(claim.text))
    run.withheld = tuple(claim for claim in claims if claim not in supported)
    supported = _fitting(run, supported, question) if _is_stated(run, supported, generation) else ()
    run.lap("check")
    if not supported:
        handed = otherwise.action == "handoff"
        words = wording.HANDOVER["low confidence"] if handed else wording.UNSURE
        return run.refuse(otherwise.action, otherwise.reason, words, generation)
    return _said(run, step, question, supported, generation)


def _said(
    run: Run,
    step: NextStep,
    question: talk.CustomerQuestion,
    supported: tuple[Claim, ...],
    generation: Generation,
) -> Answer:
    """Answer with these claims, a wrong premise said first and what is left open last."""
    if contradicted := _contradicted(run, question, supported, generation):
        return contradicted
    supported = spoken(supported)
    text = " ".join(claim.text for claim in supported)
    if _told_before(text, question, run.services):
        return not_it(run, question)
    part = missing(question.last, text)
    if part or (step.reason == "partial" and answering.sought(question.last) == "thing"):
        text = f"{text} {wording.MISSING.format(part=part) if part else wording.REST}"
    granted = [wording.PREMISE.format(clause=clause) for clause in _unfounded(run, question.last)]
    return run.finish("answer", step.reason, " ".join((*granted, text)), supported, generation)


def _contradicted(
    run: Run, question: talk.CustomerQuestion, supported: tuple[Claim, ...], generation: Generation
) -> Answer | None:
    """Say what both sentences say where another one gives another value for the same thing, and offer a person."""
    both = answering.contradiction(question.last, supported, run.selection)
    claims = [claim for place in both for claim in _quoted(run, place.evidence, question)]
    if not claims:
        return None
    text = wording.DIFFER.format(quotes=" ".join(claim.text for claim in claims))
    return run.finish("answer", "partial", text, claims, generation)


def _is_stated(run: Run, supported: tuple[Claim, ...], generation: Generation) -> bool:
    """Tell whether the model, asked again, stands by its draft; a model that can't weigh is not asked."""
    if not supported:
        return True
    judged = _JUDGE.decide(run.question, generation.text, run.selection, run.services, run.event)
    if "stated" not in judged.signals:
        return True
    run.signals["judged"] = judged.probability
    return judged.probability >= UNSTATED


def _fitting(run: Run, supported: tuple[Claim, ...], question: talk.CustomerQuestion) -> tuple[Claim, ...]:
    """Return what is shown: claims that answer what was asked, completed by quotes, or the clause that decides."""
    why = answering.off_the_mark(question.last, main_clauses(supported), run.selection)
    ranged = other_range(question.last, supported, run.selection)
    if ranged:
        why = "relation", "It stands there for another range than that of the question."
    if why:
        kind, words = why
        refused = tuple(replace(claim, verdict="unsupported", kind=kind, why=words) for claim in supported)
        run.withheld = (*run.withheld, *refused)
        if ranged:
            return _quoted(run, ranged, question)
        return answering.decisive(question.last, run.selection, run.services, LEARNED)[1]
    if not supported and any(answering.says_nothing(claim.text) for claim in run.withheld):
        return ()
    whole = answering.complete(supported, run.question, run.selection, run.services, LEARNED)
    return tuple(claim for claim in whole if claim in supported or not claim.text.rstrip("”").endswith("?"))


def _quoted(run: Run, evidence: Evidence, question: talk.CustomerQuestion) -> tuple[Claim, ...]:
    claim = run.services.ground(evidence.text, [evidence], question=question.last)
    return (replace(claim, text=f"“{claim.text}”"),) if claim.verdict == "supported" else ()


def _unfounded(run: Run, question: str) -> list[str]:
    """Return what the question takes for granted and nothing that was found supports."""
    evidence = [_evidence(hit) for hit in run.hits]
    return [
        clause
        for clause in premises(question)
        if all(run.services.ground(f"{clause}.", [one]).verdict != "supported" for one in evidence)
    ]


def _evidence(hit: Hit) -> Evidence:
    passage = hit.passage
    return Evidence(
        passage_id=passage.id,
        document_id=passage.document_id,
        document=passage.document,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        text=f"{passage.heading}. {passage.text}" if passage.heading else passage.text,
        score=hit.score,
    )


def _told_before(text: str, question: talk.CustomerQuestion, services: Services) -> bool:
    """Tell whether the last reply said all of `text` to another question: then it was not what is wanted."""
    if not question.told or not question.asked or not _same(text, question.told[-1]):
        return False
    again = services.embed([question.last, question.asked[-1]])
    return float(again[0] @ again[1]) < SAME_QUESTION and not _AGAIN.search(question.last)


def _same(text: str, reply: str) -> bool:
    words = content_words(text)
    return bool(words) and words <= content_words(reply)
