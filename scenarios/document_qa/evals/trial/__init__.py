"""Offer what models are compared by on document questions: questions of many kinds that nobody tuned for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from minigiants.comparing import CaseError, Metric, Plainly, Probe, Trial
from minigiants.evaluation import Outcome
from minigiants.pipeline import Request, Services
from minigiants.prompt import Prompt

from ...pipeline import answer
from .. import kinds

PASSAGES = 4
COLLECTION = "kinds"

__all__ = ["offered", "own_case", "score"]


def offered() -> Trial:
    """Return the trial: the held-back half of the questions of many kinds, with their documents."""
    return Trial(
        about="the held-back half of 250 questions of many kinds on 23 documents that we wrote; prompts and weights "
        "were tuned on the other half and on other data",
        probes=tuple(_probe(question) for question in kinds.load("held")),
        metrics=(
            Metric(name="right", meaning="said what it must, or refused where nothing stands in the documents"),
            Metric(name="misled", meaning="showed a wrong or made-up answer as one", lower=True),
            Metric(name="led there", meaning="right, or not sure with the place that holds the answer quoted below it"),
        ),
        pipeline=answer,
        plain=Plainly(prompt=Prompt.load(Path(__file__).parent / "bare.txt"), fill=_passages),
        score=score,
        own_case=own_case,
        collection=COLLECTION,
        files=kinds.documents(),
    )


def score(probe: Probe, outcome: Outcome) -> dict[str, float]:
    """Score an outcome: an answer is right when it says what it must and nothing that it must not."""
    wanted, unwanted = probe.target["all"], probe.target["none"]
    text, answers = str(outcome["text"]), outcome["action"] == "answer"
    if not wanted:
        return {"right": float(not answers), "misled": float(answers), "led there": float(not answers)}
    right = answers and _says(text, wanted) and not any(kinds.says(text, word) for word in unwanted)
    quoted = not answers and any(_says(str(place["text"]), wanted) for place in outcome.get("evidence", []))
    return {"right": float(right), "misled": float(answers and not right), "led there": float(right or quoted)}


def _says(text: str, groups: list[list[str]]) -> bool:
    return all(any(kinds.says(text, word) for word in group) for group in groups)


def own_case(line: Mapping[str, Any]) -> Probe:
    """Read `{"id", "question", "says", "never"}`: what a right answer says, a list of texts or of lists of wordings.

    Without "says" the right thing is to refuse. Raises CaseError.
    """
    question, says, never = line.get("question"), line.get("says") or [], line.get("never") or []
    if not isinstance(question, str) or not question.strip():
        raise CaseError('it has no "question" that is a text')
    groups = [[each] if isinstance(each, str) else each for each in ([says] if isinstance(says, str) else says)]
    unwanted = [never] if isinstance(never, str) else never
    if not all(isinstance(word, str) and word for group in [*groups, unwanted] for word in group):
        raise CaseError('its "says" and "never" must hold texts')
    return Probe(
        id=str(line["id"]),
        request={"question": question},
        target={"all": groups, "none": unwanted},
        slices={"kind": str(line.get("kind") or ("answerable" if groups else "none"))},
    )


def _probe(question: kinds.KindQuestion) -> Probe:
    return Probe(
        id=question.id,
        request={"question": question.question, "collection": COLLECTION},
        target={"all": [list(group) for group in question.all], "none": list(question.none)},
        slices={
            "kind": question.kind,
            "document": Path(question.document).suffix.lstrip(".") or "none",
            "length": "up to 8 words" if len(question.question.split()) <= 8 else "more than 8 words",
        },
    )


def _passages(request: Request, services: Services) -> dict[str, str]:
    found = services.retrieve(request["question"], collection=request["collection"], limit=PASSAGES)
    return {"passages": "\n\n".join(hit.passage.text for hit in found), "question": request["question"]}
