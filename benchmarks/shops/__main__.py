"""Ask the messages of the trial, and those to shops of other trades, and go on where an earlier run stopped.

`python -m benchmarks.shops OUT.jsonl [--model M] [--minutes 7] [--shop sample]`; what OUT.jsonl holds is not asked
again, and the figures are of all that it holds.
"""

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from minigiants import scenario
from minigiants.comparing import Trial, mean_of, measured, trial_of
from minigiants.evaluation import Setup
from minigiants.settings import Settings

SCENARIO, SAMPLE = "customer_support", "sample"


def main() -> None:
    """Ask what is left, then print the figures by shop and what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", default="")
    parser.add_argument("--minutes", type=float, default=7.0)
    parser.add_argument("--shop", default="")
    given = parser.parse_args()
    settings = Settings().model_copy(update={"model": given.model} if given.model else {})
    until = time.monotonic() + 60 * given.minutes
    elsewhere = scenario.load_module(SCENARIO, "evals.elsewhere")
    shops = [given.shop] if given.shop else [SAMPLE, *elsewhere.shops()]
    trials = {shop: trial_of(SCENARIO) if shop == SAMPLE else elsewhere.trial_at(shop) for shop in shops}
    setup = Setup.of(settings)
    left = sum(_ask(given.out, shop, trial, setup, until) for shop, trial in trials.items())
    report(_rows(given.out))
    print(f"{left} messages are left: the same command goes on" if left else "all were asked")


def _ask(out: Path, shop: str, trial: Trial, setup: Setup, until: float) -> int:
    """Ask a shop's messages until the time is over, and return how many are left."""
    known = {row["id"] for row in _rows(out)}
    waiting = [probe for probe in trial.probes if f"{shop}/{probe.id}" not in known]
    if not waiting or time.monotonic() > until:
        return len(waiting)
    services = setup.services(trial.collection, trial.files)
    with out.open("a", encoding="utf-8") as file:
        while waiting and time.monotonic() < until:
            probe = waiting.pop(0)
            row = measured(trial, probe, trial.pipeline, services)
            about = {"id": f"{shop}/{probe.id}", "shop": shop, "said": probe.request["messages"][-1]["content"]}
            wanted = {"wanted": probe.target["action"], "says": probe.target["says"]}
            file.write(json.dumps(about | wanted | row, ensure_ascii=False) + "\n")
            file.flush()
    return len(waiting)


def _rows(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []


def report(rows: list[dict[str, Any]]) -> None:
    """Print what was right and what misled, by shop, then every message that was not right."""
    shops = defaultdict(list)
    for row in rows:
        shops[row["shop"]].append(row.get("scores") or {"right": 0.0, "misled": 0.0})
    for shop, scores in shops.items():
        for name in ("right", "misled"):
            mean = mean_of([score[name] for score in scores])
            print(f"{shop}: {name} {mean.value:.3f} [{mean.low:.2f}, {mean.high:.2f}], n={len(scores)}")
    for row in rows:
        if not row.get("scores", {}).get("right"):
            came = row.get("error") or f"{row['action']} ({row['reason']}): {row['text']}"
            print(f"- {row['id']} wanted {row['wanted']} {row['says']}: {row['said']!r} -> {came}")


if __name__ == "__main__":
    main()
