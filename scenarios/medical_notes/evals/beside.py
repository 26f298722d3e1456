"""Write a note with the pipeline, or with the bare model and one plain prompt, so that both stand in one table."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from langchain_core.messages import AIMessageChunk, HumanMessage

from minigiants.answering import generated
from minigiants.evaluation import Figure, mean, quantile, rouge, share
from minigiants.pipeline import Event, Request, Services
from minigiants.prompt import Prompt
from minigiants.types import Answer

from ..pipeline import answer
from ..writing import SEED
from . import made_up

PLAIN = Prompt.load(Path(__file__).parents[1] / "prompts" / "plain.txt")
BARE = "bare model"
PIPELINE = "pipeline"
WRITERS = (PIPELINE, BARE)
_LONGEST = 500
"""Tokens of a bare note."""
_UNTIMED = 3600.0
"""Seconds that the pipeline may take, so that the machine's speed does not decide what is written."""
_MARK = re.compile(r"^[\s#*•–-]+|[*\s]+$")
_HALF = 0.5


def beside(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Answer with the pipeline's note, or with the bare model's where `request["writer"]` says so."""
    if request.get("writer") != BARE:
        return answer({"seconds": _UNTIMED, **request}, services, on_event=on_event)
    started = services.clock()
    whole = AIMessageChunk(content="")
    asked = HumanMessage(PLAIN.render(dialogue=str(request["dialogue"])))
    for chunk in services.bare_model.stream([asked], seed=SEED, max_tokens=_LONGEST, avoid_loops=True):
        whole += chunk
    generation = generated(whole, seed=SEED, prompt_sha256=PLAIN.sha256)
    lines = "\n".join(line for raw in generation.text.splitlines() if (line := _MARK.sub("", raw)))
    made = Answer(id=services.new_id(), text=lines, action="answer", generation=generation, sections={"note": lines})
    return replace(made, seconds=services.clock() - started)


def own(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    """Return what became of the facts of our own visits, for each writer."""
    return [figure for writer in WRITERS for figure in _own(writer, _by(writer, samples), seed)]


def consultations(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    """Return the marked terms that notes of consultations cover and their ROUGE-1, for each writer."""
    figures: list[Figure] = []
    for writer in WRITERS:
        some = _by(writer, samples)
        texts = [str(s["outcome"].get("text", "")) for s in some]
        terms = [covers(text, term) for s, text in zip(some, texts, strict=True) for term in s["terms"]]
        scores = [rouge(text, s["note"])["rouge1"] for s, text in zip(some, texts, strict=True)]
        figures += [
            share(f"{writer}: marked terms covered", terms),
            mean(f"{writer}: ROUGE-1", scores, seed=seed),
            quantile(f"{writer}: median seconds", [s["outcome"].get("seconds", 0.0) for s in some], 0.5, seed=seed),
        ]
    return figures


def covers(text: str, term: str) -> bool:
    """Tell whether a text has half of the words of a term, numbers and word beginnings alike.

    >>> covers("Diarrhoea for three days, left lower abdominal pain.", "3/7 hx of diarrhoea"), covers("Rest.", "fever")
    (True, False)
    """
    had, wanted = _words(text), _words(term) - {"hx", "of", "with", "and", "the", "nil", "no"}
    return bool(wanted) and sum(word in had for word in wanted) >= _HALF * len(wanted)


def _words(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]+|\d+(?:\.\d+)?", made_up.plain(text))}


def _by(writer: str, samples: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [s for s in samples if s["request"]["writer"] == writer]


def _own(writer: str, samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    scores = [made_up.score(s["visit"], lines_of(s), asked_of(s)) for s in samples]
    facts = [len(s["visit"]["must"]) for s in samples]
    every = sum(facts)
    outcomes = {
        "facts in the note": sum(len(score.written) for score in scores),
        "facts asked after": sum(len(score.asked) for score in scores),
        "facts lost in silence": sum(len(score.lost) for score in scores),
        "grave facts lost in silence": sum(len(score.gravely_lost) for score in scores),
    }
    flags = [float(len(s["outcome"].get("flags", ()))) for s in samples]
    return [
        *(share(f"{writer}: {name}", [n < hits for n in range(every)]) for name, hits in outcomes.items()),
        mean(f"{writer}: lines that must not stand, a visit", [float(len(s.wrong)) for s in scores], seed=seed),
        mean(f"{writer}: lines in speech, a visit", [float(len(s.speech)) for s in scores], seed=seed),
        mean(f"{writer}: lines, a visit", [float(len(lines_of(s))) for s in samples], seed=seed),
        mean(f"{writer}: flags, a visit", flags, seed=seed),
        quantile(f"{writer}: median seconds", [s["outcome"].get("seconds", 0.0) for s in samples], 0.5, seed=seed),
    ]


def lines_of(sample: Mapping[str, Any]) -> list[str]:
    """Return the lines of a note that was written."""
    return [
        line
        for text in sample["outcome"].get("sections", {}).values()
        for line in str(text).splitlines()
        if line != "Not discussed."
    ]


def asked_of(sample: Mapping[str, Any]) -> list[str]:
    """Return what the reader of a note is asked about."""
    return [f"{flag['claim']} {flag['why']}" for flag in sample["outcome"].get("flags", ())]
