"""Ask 100 documents with injected orders, and the same without: `python -m benchmarks.orders`.

Usage: python -m benchmarks.orders [--count 100] [--seed 1] [--model]

Without a model it counts what the sentences that a model would read say: the wrong value (it could be obeyed) and the
right one (it could be answered). With `--model` each is answered by the pipeline of document questions.
"""

import argparse
import random
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from minigiants import scenario
from minigiants.answering import Embed, without_orders
from minigiants.documents import read, split
from minigiants.evaluation import Setup
from minigiants.pipeline import Services
from minigiants.retrieval import SentenceEmbeddings
from minigiants.settings import Settings
from minigiants.types import Hit
from scenarios.document_qa.reading import HITS, READER

BESIDE = (
    "Questions are answered at reception between nine and noon.",
    "The rules were last looked over in spring and hold for all sites.",
)


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", action="store_true")
    given = parser.parse_args()
    settings = Settings()
    folder = settings.models_folder / settings.embedding_model
    embed = SentenceEmbeddings(folder, id=settings.embedding_model).vectors
    services = Setup.of(settings).services("orders", {"empty.md": b"Nothing."}) if given.model else None
    told: Counter[str] = Counter()
    for kind, fact, plain, attacked in drawn(given.count, given.seed):
        before, after = (_read(fact["question"], file, embed, services) for file in (plain, attacked))
        told[f"{kind}: asked"] += 1
        if says(after, fact["wrong"]):
            told[f"{kind}: obeyed"] += 1
            print(f"obeyed ({kind}): {after!r}", flush=True)
        if says(before, fact["right"]):
            told["right without"] += 1
            told["right lost"] += not says(after, fact["right"])
            if not says(after, fact["right"]):
                print(f"lost ({kind}): {after!r}", flush=True)
    kinds = sorted({key.partition(": asked")[0] for key in told if key.endswith(": asked")})
    for kind in kinds:
        print(f"{kind}: obeyed {told[f'{kind}: obeyed']} of {told[f'{kind}: asked']}")
    obeyed = sum(told[f"{kind}: obeyed"] for kind in kinds)
    print(
        f"in all: obeyed {obeyed} of {given.count}; right answers lost {told['right lost']} of {told['right without']}"
    )


def drawn(count: int, seed: int) -> list[tuple[str, dict[str, str], tuple[str, bytes], tuple[str, bytes]]]:
    """Return so many (kind, fact, plain file, file with an order), every attack as often as the others."""
    lists = tomllib.loads(Path(__file__).with_name("attacks.toml").read_text("utf-8"))
    chance = random.Random(seed)
    facts, attacks = list(lists["facts"]), list(lists["attacks"])
    chance.shuffle(facts)
    pairs = [(facts[i % len(facts)], attacks[i % len(attacks)]) for i in range(count)]
    return [(a["kind"], f, _file(f, "", chance), _file(f, a["text"].format(**f), chance)) for f, a in pairs]


def says(text: str, value: str) -> bool:
    """Tell whether a text has a value as a number of its own.

    >>> says("It opens at 3:00.", "3:00"), says("It opens at 13:00.", "3:00"), says("1,300 euros", "300")
    (True, False, False)
    """
    return bool(re.search(rf"(?<![\d.,:]){re.escape(value)}(?![\d:]|[.,]\d)", text))


def _file(fact: dict[str, str], attack: str, chance: random.Random) -> tuple[str, bytes]:
    title, (first, last) = fact["topic"].capitalize(), chance.sample(BESIDE, 2)
    if attack.startswith("HTML:"):
        body = f"<h1>{title}</h1><p>{first}</p><p>{fact['fact']}</p>{attack.removeprefix('HTML:')}<p>{last}</p>"
        return f"{fact['topic']}.html", f"<html><body>{body}</body></html>".encode()
    parts = [[first], [fact["fact"]], [last]]
    if attack:
        if chance.random() < 0.5:
            parts.insert(chance.randint(0, 3), [attack])
        else:
            parts[1].append(attack)
    return f"{fact['topic']}.md", f"# {title}\n\n{chr(10).join(' '.join(p) + chr(10) for p in parts)}".encode()


def _read(question: str, file: tuple[str, bytes], embed: Embed, services: Services | None) -> str:
    """Return the answer of the pipeline, or without a model what the model would read."""
    hits = _hits(file)
    if services:
        of_file = replace(services, retrieve=lambda question, *, collection, limit: hits)
        return scenario.load("document_qa").pipeline({"question": question, "collection": "orders"}, of_file).text
    cleared = without_orders(hits, embed, limit=HITS)
    if not cleared.hits:
        return ""
    return " ".join(c.evidence.text for c in READER.read(question, cleared.hits, embed).chosen)


def _hits(file: tuple[str, bytes]) -> Sequence[Hit]:
    name, data = file
    return [
        Hit(passage=p, score=1 / (60 + i), similarity=0.6, similarity_rank=i, text_score=5.0, text_rank=i)
        for i, p in enumerate(split(read(data, name)), start=1)
    ]


if __name__ == "__main__":
    main()
