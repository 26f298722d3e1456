"""Measure notes: wording, facts, sections, names, seconds; headers; planted errors by kind."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from minigiants.evaluation import ROUGE, Figure, Row, mean, quantile, ratio, rouge, share

from ..checks import dialogue_of
from ..facts import Fact, facts
from ..note import NOT_DISCUSSED
from ..talk import turns
from . import beside, experts, revisions
from .aci import note_sections
from .planting import KINDS

SHORT = ("headers", "shorts")
"""Tasks on short dialogues, which ask for a header and a text."""
_OWN = {"changes": revisions.figures, "consultations": beside.consultations, "spoken": beside.own}
"""Tasks whose figures stand beside what they measure."""
_COUNTED = ("drug", "dose", "number", "finding", "denied", "side", "allergy")
_SAFE = ("drug", "dose", "number", "denied", "side")
"""Drugs with doses, numbers, negated findings, laterality."""


def written(sample: Mapping[str, Any]) -> str:
    """Return what came of a sample: the note, of a short dialogue the text alone; a failure is empty."""
    outcome = sample["outcome"]
    if sample["task"] in SHORT:
        return " ".join(outcome.get("sections", {}).values())
    return str(outcome.get("text", "")) if outcome.get("action") == "answer" else ""


def right(sample: Mapping[str, Any]) -> bool | None:
    """Tell whether the sample's yes-or-no question was answered right; None where it has none."""
    outcome = sample["outcome"]
    if sample["task"] in SHORT:
        return bool(next(iter(outcome.get("sections", {})), "") == sample["header"])
    if sample["task"] == "planted":
        return bool(outcome.get("action") == ("abstain" if sample["kind"] else "answer"))
    if sample["task"] == "samples":
        return not [wanted for wanted in sample["facts"] if wanted not in {f.key for f in facts(written(sample))}]
    return None


def figures(rows: Sequence[Row], *, seed: int = 0) -> list[Figure]:
    """Return every figure of the card for the task that was run."""
    samples = [row["metadata"] for row in rows]
    task = samples[0]["task"] if samples else ""
    failed = share("failed", ["error" in s["outcome"] for s in samples])
    if task == "planted":
        return [failed, *_planted(samples)]
    if task in SHORT:
        headed = share("header right", [bool(right(s)) for s in samples])
        more = _short(samples, seed) if task == "shorts" else [*_facts(samples, seed), *experts.figures(seed)]
        return [failed, headed, *_wording(samples, seed), *more]
    if task == "lines":
        return [failed, *_wording(samples, seed), *_short(samples, seed)]
    if task in _OWN:
        return [failed, *_OWN[task](samples, seed)]
    if task == "samples":
        return [failed, share("all facts that we wrote into it are there", [bool(right(s)) for s in samples])]
    measured = [*_wording(samples, seed), *_by_section(samples, seed), *_facts(samples, seed), *_rest(samples, seed)]
    return [failed, *measured, *experts.figures(seed)]


def _wording(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    scores = [rouge(written(s), s["note"]) for s in samples]
    copied = [rouge(s["request"]["dialogue"], s["note"])["rouge1"] for s in samples]
    return [
        *(mean(f"ROUGE-{name[5:]}", [s[name] for s in scores], seed=seed) for name in ROUGE),
        mean("ROUGE-1 of copying the dialogue", copied, seed=seed, note="the floor"),
    ]


def _by_section(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    """Return ROUGE-1 of each section that the reference has, of the whole section's text."""
    scores_of: dict[str, list[float]] = {}
    for sample in samples:
        given = sample["outcome"].get("sections", {})
        for name, lines in note_sections(sample["note"]).items():
            scores_of.setdefault(name, []).append(rouge(given.get(name, ""), " ".join(lines))["rouge1"])
    return [mean(f"ROUGE-1 of {name}", scores, seed=seed) for name, scores in sorted(scores_of.items())]


def unsaid(sample: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many facts of what was written nobody said, and how many it has."""
    ours = _of(written(sample))
    return len(ours - _said(sample["request"]["dialogue"])), len(ours)


def _short(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    done = [s["outcome"]["seconds"] for s in samples if "error" not in s["outcome"]]
    return [
        ratio("facts that nobody said", [unsaid(s) for s in samples], seed=seed),
        quantile("median seconds a dialogue", done, 0.5, seed=seed),
    ]


def _facts(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    ours = [_of(_lines(s)) for s in samples]
    dialogues = [_said(s["request"]["dialogue"]) for s in samples]
    theirs = [_of_reference(s["note"]) for s in samples]
    safe = [{f for f in o if f.kind in _SAFE} for o in ours]
    return [
        ratio(
            "facts that were said",
            [(len(o & d), len(o)) for o, d in zip(ours, dialogues, strict=True)],
            seed=seed,
            note="precision, by the dialogue",
        ),
        *(
            ratio(
                f"{name} that the reference has",
                [(len(_there(o, t)), len(o)) for o, t in zip(some, theirs, strict=True)],
                seed=seed,
                note="precision, by the reference",
            )
            for name, some in (("facts", ours), ("drugs, doses, denials, sides", safe))
        ),
        ratio(
            "reference's facts that the note has",
            [(len(o & t & d), len(t & d)) for o, t, d in zip(ours, theirs, dialogues, strict=True)],
            seed=seed,
        ),
    ]


def _rest(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    outcomes = [s["outcome"] for s in samples if "error" not in s["outcome"]]
    leaks = [any(re.search(rf"\b{re.escape(n)}\b", written(s), re.IGNORECASE) for n in s["names"]) for s in samples]
    first = [o["seconds_to_first_token"] for o in outcomes if o["seconds_to_first_token"] is not None]
    lines = [
        (len([f for f in o["flags"] if f["kind"] != "omission"]), len(o["claims"]) + len(o["flags"])) for o in outcomes
    ]
    return [
        ratio("sections of the reference that the note has", [_present(s) for s in samples], seed=seed),
        share("the patient's name is in the note", leaks),
        ratio("lines that the checks refused", lines, seed=seed),
        quantile("median seconds to the model's first word", first, 0.5, seed=seed),
        quantile("median seconds a visit", [o["seconds"] for o in outcomes], 0.5, seed=seed),
        quantile("90th percentile of seconds a visit", [o["seconds"] for o in outcomes], 0.9, seed=seed),
        quantile("seconds of the slowest visit", [o["seconds"] for o in outcomes], 1.0, seed=seed),
    ]


def _lines(sample: Mapping[str, Any]) -> str:
    """Return what the note says under its headings: a heading such as "Allergies" is no fact."""
    return "\n".join(text for text in sample["outcome"].get("sections", {}).values() if text != NOT_DISCUSSED)


def _present(sample: Mapping[str, Any]) -> tuple[float, float]:
    wanted = note_sections(sample["note"])
    given = sample["outcome"].get("sections", {})
    return sum(given.get(name, NOT_DISCUSSED) != NOT_DISCUSSED for name in wanted), len(wanted)


def _planted(samples: Sequence[Mapping[str, Any]]) -> list[Figure]:
    wrong = [s for s in samples if s["kind"]]
    untouched = [not right(s) for s in samples if not s["kind"]]
    return [
        share("planted errors caught", [bool(right(s)) for s in wrong]),
        *(share(f"caught: {kind}", [bool(right(s)) for s in wrong if s["kind"] == kind]) for kind in KINDS),
        share("false alarms on untouched lines", untouched),
    ]


def _of_reference(note: str) -> set[Fact]:
    r"""Return the facts of a reference note; a drug under its heading of allergies is an allergy.

    >>> sorted(f.key for f in _of_reference("ALLERGIES\n\nPenicillin.\n\nPLAN\n\nTake aspirin.") if f.kind == "allergy")
    ['penicillin']
    """
    listed = _of("\n".join(note_sections(note).get("allergies", [])))
    return _of(note) | {Fact("allergy", f.key) for f in listed if f.kind == "drug"}


def _there(ours: set[Fact], theirs: set[Fact]) -> set[Fact]:
    """Return our facts that the reference has: an amount also where it says the drug with it.

    >>> _there({Fact("number", "600 mg")}, {Fact("dose", "motrin 600 mg")})
    {Fact(kind='number', key='600 mg')}
    """
    amounts = {f.key.split(" ", 1)[1] for f in theirs if f.kind == "dose"}
    return {f for f in ours if f in theirs or (f.kind == "number" and f.key in amounts)}


def _of(text: str) -> set[Fact]:
    return {f for f in facts(text) if f.kind in _COUNTED}


@cache
def _said(dialogue: str) -> frozenset[Fact]:
    """Return what was said, findings as the turns' own words affirm or deny them."""
    visit = dialogue_of(turns(dialogue), {})
    return frozenset(f for told in visit.vouched for f in told if f.kind in _COUNTED)
