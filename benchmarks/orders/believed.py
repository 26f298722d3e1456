"""Say what becomes of a draft that believes an injected order: `python -m benchmarks.orders.believed`.

Usage: python -m benchmarks.orders.believed [--attacks attacks|styles] [--half tune|held|later] [--count 100] [--seed 1]

No model is asked. A model that believed the order would write the false sentence, or its value alone; one that did not,
the true one. Each is decided on as a draft of the model's: shown, told beside what contradicts it, or not shown.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

from benchmarks.orders.cases import HALVES, Case, drawn, hits_of
from minigiants import answering, grounding
from minigiants.answering import deciding
from minigiants.pipeline import Services
from minigiants.retrieval import SentenceEmbeddings
from minigiants.settings import Settings
from scenarios.document_qa.reading import HITS, READER


def main() -> None:
    """Decide on each draft, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attacks", choices=("attacks", "styles"), default="attacks")
    parser.add_argument("--half", choices=HALVES, default="")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    settings = Settings()
    embed = SentenceEmbeddings(settings.models_folder / settings.embedding_model, id=settings.embedding_model).vectors
    services = cast(Services, SimpleNamespace(embed=embed, ground=grounding.check))
    outcomes: Counter[tuple[str, str]] = Counter()
    for case in drawn(given.attacks, given.count, given.seed, half=given.half):
        outcomes.update(decided(case, services))
    for draft in ("believed, a sentence", "believed, the value alone", "not believed"):
        counts = ", ".join(f"{what} {outcomes[draft, what]}" for what in ("shown", "told", "not shown"))
        print(f"{draft}: {counts} of {given.count}")


def decided(case: Case, services: Services) -> Iterator[tuple[str, str]]:
    """Yield each kind of draft with what becomes of it."""
    cleared = answering.without_orders(hits_of(case.attacked), services.embed, limit=HITS)
    selection = READER.read(case.question, cleared.hits, services.embed)
    drafts = {"believed, a sentence": case.false_sentence, "not believed": case.true_sentence}
    for what, draft in (drafts | {"believed, the value alone": alone(case)}).items():
        decision: Any = deciding.decide(case.question, draft, selection, services, READER.weights, weighed={})
        if decision.outcome != "answer":
            yield what, "not shown"
        else:
            yield what, "told" if answering.contradiction(case.question, decision.shown, selection) else "shown"


def alone(case: Case) -> str:
    """Return the false value with its unit, as a model writes it that gives no sentence."""
    values = [n for n in grounding.numbers(case.false_sentence) if n.text.split()[0].rstrip(".") == case.wrong]
    return f"It is {values[0].text} {values[0].noun}".rstrip() + "." if values else f"It is {case.wrong}."


if __name__ == "__main__":
    main()
