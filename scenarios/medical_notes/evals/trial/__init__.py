"""Offer what models are compared by on medical notes: made-up visits, scored by facts that must and must not stand."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from minigiants.comparing import CaseError, Metric, Plainly, Probe, Trial
from minigiants.evaluation import Outcome
from minigiants.pipeline import Request, Services
from minigiants.prompt import Prompt

from ...pipeline import answer
from .. import made_up

LONGEST = 512
"""Tokens of a note by the model alone."""

__all__ = ["offered", "own_case", "score"]


def offered() -> Trial:
    """Return the trial: ten made-up visits in ten styles, those first that no rule was made on."""
    visits = sorted(made_up.visits(), key=lambda visit: not visit["held"])
    return Trial(
        about="ten made-up visits in ten styles; five of them (slice `held`: yes) were looked at only for figures",
        probes=tuple(_probe(visit) for visit in visits),
        metrics=(
            Metric(name="held", meaning="share of the facts that a line says or that the reader is asked about"),
            Metric(name="written", meaning="share of the visit's facts that a line says"),
            Metric(name="grave kept", meaning="share of drugs, doses, allergies and warnings not lost in silence"),
            Metric(name="wrong", meaning="share of what must not stand that does", lower=True),
        ),
        pipeline=answer,
        plain=Plainly(prompt=Prompt.load(Path(__file__).parent / "bare.txt"), fill=_dialogue, tokens=LONGEST),
        score=score,
        own_case=own_case,
        collection="notes",
    )


def score(probe: Probe, outcome: Outcome) -> dict[str, float]:
    """Score a note by the facts of its visit; what the reader is asked about is held, and not written."""
    lines = _lines(outcome)
    asked = [str(flag["claim"]) for flag in outcome["flags"]]
    result = made_up.score(probe.target, lines, asked)
    grave = [fact for fact in probe.target["must"] if fact["kind"] in made_up.GRAVE]
    facts, never = len(probe.target["must"]), len(probe.target["must_not"])
    wrong = [form for form in probe.target["must_not"] if any(re.search(form, made_up.plain(x)) for x in lines)]
    scores = {"held": 1 - len(result.lost) / facts, "written": len(result.written) / facts}
    scores |= {"grave kept": 1 - len(result.gravely_lost) / len(grave)} if grave else {}
    return scores | ({"wrong": len(wrong) / never} if never else {})


def own_case(line: Mapping[str, Any]) -> Probe:
    """Read `{"id", "dialogue", "says", "never"}`: what the note must say and must not; raises CaseError."""
    dialogue = line.get("dialogue")
    if not isinstance(dialogue, str) or not dialogue.strip():
        raise CaseError('it has no "dialogue" that is a text')
    says, never = ([each] if isinstance(each, str) else each for each in (line.get("says"), line.get("never") or []))
    if (
        not isinstance(says, list)
        or not isinstance(never, list)
        or not says
        or not all(isinstance(word, str) and word for word in [*says, *never])
    ):
        raise CaseError('its "says", what the note must say, and its "never" must hold texts')
    must = [{"kind": "fact", "any": [re.escape(made_up.plain(word))]} for word in says]
    return Probe(
        id=str(line["id"]),
        request={"dialogue": dialogue},
        target={"must": must, "must_not": [re.escape(made_up.plain(word)) for word in never]},
        slices={"kind": str(line.get("kind") or "own")},
    )


def _probe(visit: Mapping[str, Any]) -> Probe:
    return Probe(
        id=visit["id"],
        request={"dialogue": visit["dialogue"]},
        target={"must": visit["must"], "must_not": visit["must_not"]},
        slices={
            "style": visit["style"],
            "held": "yes" if visit["held"] else "no",
            "length": "up to 420 words" if len(visit["dialogue"].split()) <= 420 else "more than 420 words",
        },
    )


def _lines(outcome: Outcome) -> list[str]:
    """Return the note's lines: those that the pipeline shows, or the lines of a text that the model wrote alone."""
    if outcome["claims"]:
        return [str(claim["text"]) for claim in outcome["claims"]]
    return str(outcome["text"]).splitlines() if outcome["action"] == "answer" else []


def _dialogue(request: Request, services: Services) -> dict[str, str]:
    return {"dialogue": request["dialogue"]}
