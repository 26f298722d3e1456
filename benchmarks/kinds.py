"""Hold document questions against the bare model on questions of many kinds: `python -m benchmarks.kinds`.

Usage: python -m benchmarks.kinds [--half held] [--material FOLDER] [--ways bare] [--limit 20] [--seed 1] [--out FILE]

Each question goes to the pipeline and, as four whole passages, to the model alone, without ("bare") and with a way out.
A folder of one's own holds `documents/` and `questions.jsonl` as `scenarios/document_qa/evals/kinds` does. Rows in
`--out` are kept and not asked again.
"""

import argparse
import json
import random
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from langchain_core.messages import HumanMessage

from minigiants import scenario
from minigiants.evaluation import Setup, wilson
from minigiants.pipeline import Services
from minigiants.settings import Settings
from minigiants.types import Answer
from scenarios.document_qa.evals import kinds

COLLECTION = "kinds"
PASSAGES = 4
WAYS = {
    "bare": "Answer in one sentence from the passages above; use the numbers and names as they stand.",
    "way out": "Answer the question from the passages above; if they do not say it, write NOT FOUND.",
}


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["tune", "held"], default="held")
    parser.add_argument("--material", type=Path, default=kinds.HOME)
    parser.add_argument("--ways", nargs="*", choices=[*WAYS], default=[*WAYS])
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("kinds.jsonl"))
    given = parser.parse_args()
    known = [json.loads(line) for line in given.out.read_text().splitlines()] if given.out.is_file() else []
    done = {row["id"]: row for row in known}
    services = Setup.of(Settings()).services(COLLECTION, kinds.documents(given.material))
    drawn = mixed(kinds.load(given.half, given.material), given.seed)[: given.limit]
    with given.out.open("a", encoding="utf-8") as file:
        for question in drawn:
            if question.id not in done:
                done[question.id] = asked(question, services, given.ways)
                file.write(json.dumps(done[question.id]) + "\n")
                file.flush()
    report([done[question.id] for question in drawn], given.ways)


def mixed(questions: Sequence[kinds.KindQuestion], seed: int) -> list[kinds.KindQuestion]:
    """Shuffle, five with an answer before two without; a smaller sample is the beginning of a larger one."""
    rng = random.Random(seed)
    sides = [[q for q in questions if bool(q.all) is answerable] for answerable in (True, False)]
    for side in sides:
        rng.shuffle(side)
    order: list[kinds.KindQuestion] = []
    while any(sides):
        for at, count in enumerate((5, 2)):
            order += sides[at][:count]
            sides[at] = sides[at][count:]
    return order


def asked(question: kinds.KindQuestion, services: Services, ways: Sequence[str]) -> dict[str, Any]:
    """Return how the pipeline and each of the `ways` came out, in seconds too."""
    pipeline, clock = scenario.load("document_qa").pipeline, services.clock
    started = clock()
    answer = pipeline({"question": question.question, "collection": COLLECTION}, services)
    row: dict[str, Any] = {"id": question.id, "answerable": bool(question.all)}
    row["pipeline"] = {"verdict": outcome(question, answer), "seconds": clock() - started, "text": answer.text}
    hits = services.retrieve(question.question, collection=COLLECTION, limit=PASSAGES)
    read = "\n\n".join(hit.passage.text for hit in hits)
    for way in ways:
        words, started = WAYS[way], clock()
        text = services.model.invoke([HumanMessage(f"{read}\n\nQuestion: {question.question}\n{words}")], seed=0).text
        row[way] = {"verdict": bare(question, text), "seconds": clock() - started, "text": text}
    return row


def outcome(question: kinds.KindQuestion, answer: Answer) -> str:
    """Judge an answer of the pipeline, and say of one that is not sure whether it quotes the place."""
    verdict = kinds.judge(question, answer)
    if verdict != "not sure" or not question.all:
        return verdict
    return f"{verdict}, the place quoted" if kinds.quoted(question, answer) else f"{verdict}, another place quoted"


def bare(question: kinds.KindQuestion, text: str) -> kinds.Verdict:
    """Judge a text that the model wrote by itself."""
    if "NOT FOUND" in text.upper():
        return "refused"
    if not question.all:
        return "made up"
    return "right" if kinds.right(question, text) else "wrong"


def report(rows: Sequence[dict[str, Any]], ways: Sequence[str]) -> None:
    """Print a line for the pipeline and each of the `ways`, apart for questions with and without an answer."""
    sides: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
        ("with an answer", lambda row: row["answerable"]),
        ("without one", lambda row: not row["answerable"]),
    ]
    for name, belongs in sides:
        side = [row for row in rows if belongs(row)]
        for way in ("pipeline", *ways) if side else ():
            counts = Counter(row[way]["verdict"] for row in side)
            seconds = statistics.median(row[way]["seconds"] for row in side)
            told = ", ".join(_share(verdict, count, len(side)) for verdict, count in counts.most_common())
            print(f"{name}, n {len(side)}, {way}: {told}; median {seconds:.1f} s")


def _share(verdict: str, count: int, n: int) -> str:
    low, high = wilson(count, n)
    return f"{count} {verdict} ({count / n:.2f} [{low:.2f}, {high:.2f}])"


if __name__ == "__main__":
    main()
