"""Ask whether the model's doubt helps customer support to decide: `python -m benchmarks.support_doubt [--limit N]`.

Reads the evidence of each talk of MTRAG-UN with the default model, about ten seconds each on two cores.
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from benchmarks.learn_customer_support import STRENGTH, held_out
from minigiants import answering
from minigiants.answering import Draft
from minigiants.evaluation import Setup
from minigiants.pipeline import Services
from minigiants.settings import Settings
from scenarios.customer_support import pipeline
from scenarios.customer_support.deciding import searching
from scenarios.customer_support.evals import data
from scenarios.customer_support.understanding import talk
from scenarios.document_qa.reading import READER

SEEDS = (0, 1, 2)
PROMPTS = replace(pipeline.PROMPTS, doubt=READER.prompts.doubt)


def main() -> None:
    """Ask, and print cross-validated figures without and with the doubt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=288, help="at least 160: each kind needs a talk for every fold")
    setup = Setup.of(settings := Settings())
    mtrag = data.load_mtrag(settings)
    services = {name: setup.services(f"mtrag-{name}", files) for name, files in mtrag.files.items()}
    tasks = data.draw(mtrag.tasks, min(parser.parse_args().limit, len(mtrag.tasks)), 0)
    rows = [described(task, services[task.collection]) for task in tasks]
    report(rows, np.array([task.kind for task in tasks]))


def described(task: data.Task, services: Services) -> dict[str, float]:
    """Return what the search tells of a task, and the model's doubt as log-odds."""
    asked = talk.question(talk.read(task.messages))
    hits = searching.search(asked, services.retrieve, f"mtrag-{task.collection}")
    selection = answering.select(asked.text, hits, services.embed, pipeline.LEARNED)
    draft: Draft = answering.write(
        asked.text, selection.chosen, services.model, lambda _: None, lambda _: True, prompts=PROMPTS
    )
    told = searching.features(asked, hits, selection, services.embed)
    return {**told, "doubt": answering.doubts(0.5, draft.refusal or 0.0)["refusal"]}


def report(rows: Sequence[dict[str, float]], gold: Any) -> None:
    """Print how well the kinds are told apart without and with the last column, the doubt."""
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    table = np.where(np.isnan(table), np.nanmean(table, axis=0), table)
    answered = np.isin(gold, ("answer", "partial"))
    print(f"n {len(gold)}; the doubt alone, AUROC {roc_auc_score(~answered, table[:, -1]):.3f}")
    for said, x in (("without the doubt", table[:, :-1]), ("with the doubt", table)):
        found = [_figures(x, gold, seed) for seed in SEEDS]
        f1, auroc = (math.fsum(values) / len(values) for values in zip(*found, strict=True))
        print(f"{said}: macro-F1 {f1:.3f} (mean of {len(SEEDS)} splits), AUROC of answerable {auroc:.3f}")


def _figures(x: Any, gold: Any, seed: int) -> tuple[float, float]:
    held = held_out(x, gold, STRENGTH, seed)
    picked = np.array(searching.KINDS)[held.argmax(axis=1)]
    f1 = f1_score(gold, picked, average="macro", labels=searching.KINDS)
    return float(f1), float(roc_auc_score(np.isin(gold, ("answer", "partial")), held[:, 0] + held[:, 1]))


if __name__ == "__main__":
    main()
