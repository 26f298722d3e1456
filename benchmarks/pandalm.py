"""Agreement, ranking and judges on PandaLM's votes: `python -m benchmarks.pandalm`."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from minigiants.cli._output import write_table
from minigiants.cli.rate.words import agreements, pairwise
from minigiants.evaluation import data_folder
from minigiants.rating import Vote, agreement, judge, rank_pairs
from minigiants.settings import Settings

ANNOTATORS = ("annotator1", "annotator2", "annotator3")
JUDGES = {"pandalm-7b": "pandalm_result", "gpt-3.5-turbo": "gpt_result"}


def folder() -> Path | None:
    """Return the data folder of the settings, or the one beside the checkout, when it holds PandaLM."""
    data = data_folder(Settings())
    return data if (data / "pandalm").is_dir() else None


def votes(data: Path) -> list[Vote]:
    """Read the three annotators' votes and the two shipped judges'; what a judge said that is no vote is left out."""
    pairs = _read(data, "testset-v1.json")
    sides = {pair["idx"]: pair["cmp_key"].split("_") for pair in pairs}
    made = [_vote(pair["idx"], name, float(pair[name]), sides) for pair in pairs for name in ANNOTATORS]
    for name, field in JUDGES.items():
        for row in _read(data, f"{name}-testset-v1.json"):
            value = {"1": 1.0, "2": 2.0, "0": 0.0, "tie": 0.0}.get(str(row[field]).strip().lower())
            if value is not None:
                made.append(_vote(row["idx"], name, value, sides))
    return made


def _vote(idx: Any, rater: str, value: float, sides: Mapping[Any, Sequence[str]]) -> Vote:
    left, right = sides[idx]
    return Vote(item=str(idx), rater=rater, value=value, left=left, right=right)


def main() -> None:
    """Print everything."""
    data = folder()
    if data is None:
        raise SystemExit("no PandaLM in the data folder: set MINIGIANTS_DATA to the folder that holds 'pandalm'")
    found = votes(data)
    people = [vote for vote in found if vote.rater in ANNOTATORS]
    told = agreement(people)
    print(told.sentence)
    write_table(agreements(told), ["figure", "value", "95 % interval", "items"])
    columns = ["rank", "model", "strength", "95 % interval", "ranks", "wins", "losses", "ties", "rank by wins"]
    ranking = rank_pairs(people)
    write_table(pairwise(ranking), columns)
    shown = ranking.first_wins
    print(f"the first of two wins {shown.value:.3f} ({shown.low:.3f} to {shown.high:.3f}) of decided votes")
    for name in JUDGES:
        one = judge([v for v in found if v.rater in (*ANNOTATORS, name)], name)
        share = one.with_majority
        print(
            f"{one.sentence} With the majority: {share.value:.3f} ({share.low:.3f} to {share.high:.3f}), "
            f"n {share.n}; failed {one.failed}; kappa {one.kappa_majority.value:.3f}"
        )


def _read(data: Path, name: str) -> list[dict[str, str]]:
    return list(json.loads((data / "pandalm" / name).read_text("utf-8")))


if __name__ == "__main__":
    main()
