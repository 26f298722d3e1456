"""Hold document questions against a plain chain, question by question: same model, same passages, same tokens at most.

Usage: python -m benchmarks [--questions 30] [--seed 0] [--model M] [--json]
"""

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from benchmarks.plain_chain import CHARACTERS, PASSAGES, PlainChain, Written
from minigiants import answering, batch, models, scenario
from minigiants.evaluation import DataMissingError, Figure, Setup, mean, ratio, rouge_l, share
from minigiants.pipeline import Answer, Services
from minigiants.settings import Settings

SCENARIO = scenario.load("document_qa")
EVALS, METRICS, CLAPNQ, READING = (
    scenario.load_module("document_qa", part) for part in ("evals", "evals.metrics", "evals.data", "reading")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One question as both answered it."""

    id: str
    answerable: bool
    characters: int
    """Of the passages that the plain chain read."""
    ours: float
    """Seconds in all."""
    plain: float
    ours_first: float | None
    """Seconds to the first token that is shown; None when none is."""
    plain_first: float
    ours_tokens: int
    """Of the prompt."""
    plain_tokens: int
    model_asked: bool
    """By ours: the search alone may refuse."""
    ours_answered: bool
    plain_answered: bool
    ours_rouge: float
    plain_rouge: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question of either data set."""

    id: str
    text: str
    answers: Sequence[str]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the comparison and print it."""
    options = _options(arguments)
    settings = Settings()
    settings = settings.model_copy(update={"model": options.model}) if options.model else settings
    setup = Setup.of(settings)
    dataset, questions, services = _questions(setup, options.questions + 1, options.seed)
    plain = PlainChain(
        models.locate(settings.model, settings.models_folder), context=settings.context, threads=settings.threads
    )
    compare = _comparison(services, plain, dataset)
    # The first question of each pays for pages of the model file that are not in memory yet: it is not counted.
    first, *counted = questions
    compare(first, False)
    asked = []
    for number, question in enumerate(counted):
        asked.append(compare(question, number % 2 == 1))
        print(_line(number + 1, len(counted), asked[-1]), file=sys.stderr, flush=True)
    found = figures(asked, options.seed)
    about = {"data": dataset, "model": settings.model, "sha256": setup.model_sha256, "seed": options.seed}
    if options.json:
        print(
            json.dumps(about | {"figures": [asdict(f) for f in found], "asked": [asdict(a) for a in asked]}, indent=1)
        )
    else:
        print(_table(about, found))


def figures(asked: Sequence[Asked], seed: int = 0) -> list[Figure]:
    """Return the comparison's figures; the ratio's interval is resampled by question."""
    read = [a for a in asked if a.model_asked]
    answerable, other = ([a for a in asked if a.answerable is side] for side in (True, False))
    return [
        ratio("seconds in all, plain over ours", [(a.plain, a.ours) for a in asked], seed=seed),
        ratio("the same where ours asked the model", [(a.plain, a.ours) for a in read], seed=seed),
        _median("median seconds, ours", [a.ours for a in asked]),
        _median("median seconds, plain", [a.plain for a in asked]),
        _median("median seconds to the first token, ours", [a.ours_first for a in read if a.ours_first is not None]),
        _median("median seconds to the first token, plain", [a.plain_first for a in asked]),
        _median("median prompt tokens, ours", [a.ours_tokens for a in read if a.ours_tokens], unit="tokens"),
        _median("median prompt tokens, plain", [a.plain_tokens for a in asked], unit="tokens"),
        mean("ROUGE-L of answerable ones, ours (refusal: 0)", [a.ours_rouge for a in answerable], seed=seed),
        mean("ROUGE-L of answerable ones, plain (refusal: 0)", [a.plain_rouge for a in answerable], seed=seed),
        mean("difference of the two", [a.ours_rouge - a.plain_rouge for a in answerable], seed=seed),
        share("answerable ones answered, ours", [a.ours_answered for a in answerable]),
        share("answerable ones answered, plain", [a.plain_answered for a in answerable]),
        share("unanswerable ones refused, ours", [not a.ours_answered for a in other]),
        share("unanswerable ones refused, plain", [not a.plain_answered for a in other]),
    ]


def _comparison(services: Services, plain: PlainChain, collection: str) -> Callable[[Question, bool], Asked]:
    def ours(question: Question) -> tuple[Answer, float | None]:
        return batch.ask(SCENARIO.pipeline, {"question": question.text, "collection": collection}, services)

    def theirs(question: Question) -> tuple[Written, int]:
        started = services.clock()
        hits = services.retrieve(question.text, collection=collection, limit=READING.HITS)
        searched = services.clock() - started
        found = plain(question.text, hits, max_tokens=answering.TOKENS)
        first, seconds = found.seconds_to_first_token + searched, found.seconds + searched
        length = sum(len(hit.passage.text[:CHARACTERS]) for hit in hits[:PASSAGES])
        return replace(found, seconds_to_first_token=first, seconds=seconds), length

    def compare(question: Question, plain_first: bool) -> Asked:
        if plain_first:
            (written, length), (answer, first) = theirs(question), ours(question)
        else:
            (answer, first), (written, length) = ours(question), theirs(question)
        return _asked(question, answer, first, written, length)

    return compare


def _asked(question: Question, answer: Answer, first: float | None, written: Written, length: int) -> Asked:
    shown = answer.action == "answer"
    return Asked(
        id=question.id,
        answerable=bool(question.answers),
        characters=length,
        ours=answer.seconds,
        plain=written.seconds,
        ours_first=first,
        plain_first=written.seconds_to_first_token,
        ours_tokens=answer.generation.tokens_in if answer.generation else 0,
        plain_tokens=written.tokens_in,
        model_asked=answer.trace is not None and "write" in answer.trace.seconds,
        ours_answered=shown,
        plain_answered=not written.refused,
        ours_rouge=rouge_l(answer.text, question.answers) if shown else 0.0,
        plain_rouge=0.0 if written.refused else rouge_l(written.text, question.answers),
    )


def _questions(setup: Setup, count: int, seed: int) -> tuple[str, list[Question], Services]:
    """Take CLAPnq where its data are, two answerable ones to an unanswerable; else the scenario's own samples."""
    try:
        data = CLAPNQ.load(setup.settings)
    except DataMissingError as error:
        print(f"{error}; taking the scenario's own samples", file=sys.stderr)
        lines, files = EVALS.own()
        own = [Question(id=s.id, text=s.input, answers=s.metadata["answers"]) for s in lines][:count]
        return "samples", own, setup.services("samples", files)
    pool = CLAPNQ.sample(data.questions, len(data.questions), seed)
    answerable, other = ([q for q in pool if q.answerable is side] for side in (True, False))
    mixed = [q for i in range(count) for q in (answerable[2 * i : 2 * i + 2], other[i : i + 1]) for q in q][:count]
    chosen = [Question(id=q.id, text=q.text, answers=q.answers) for q in mixed]
    return "clapnq", chosen, setup.services("clapnq", data.files)


def _median(name: str, values: Sequence[float], unit: str = "s") -> Figure:
    value = statistics.median(values) if values else None
    return Figure(name=name, value=value, low=None, high=None, n=len(values), unit=unit)


def _line(number: int, total: int, a: Asked) -> str:
    verdicts = ["answered" if shown else "refused" for shown in (a.ours_answered, a.plain_answered)]
    kind = "answerable" if a.answerable else "unanswerable"
    return f"{number:3} of {total} {kind:12}  ours {a.ours:6.2f} s {verdicts[0]}, plain {a.plain:6.2f} s {verdicts[1]}"


def _table(about: dict[str, Any], found: Sequence[Figure]) -> str:
    lines = [f"{name}: {value}" for name, value in about.items()]
    for f in found:
        value = "-" if f.value is None else f"{f.value:.3f} {f.unit}".rstrip()
        interval = "" if f.low is None or f.high is None else f"[{f.low:.3f}, {f.high:.3f}]"
        lines.append(f"{f.name:52} {value:>14} {interval:18} n={f.n}")
    return "\n".join(lines)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--questions", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--model", default="", help="of the catalog; the settings' when left out")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
