"""Lay down what is to be compared, so that the same command goes on where an earlier one stopped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from minigiants.at_rest import private_folder
from minigiants.comparing.contenders import Contender
from minigiants.comparing.trial import Metric, Probe

PLAN = "plan.json"
OUTCOMES = "outcomes.jsonl"
CONTROL = "control"
"""A file beside them: `pause` or `stop` in it is obeyed between two items, `stop` within one too."""


class OtherItemsError(ValueError):
    """The folder holds a comparison on other items; the message says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """What is compared by what."""

    scenario: str
    contenders: tuple[Contender, ...]
    probes: tuple[Probe, ...]
    metrics: tuple[Metric, ...]
    about: str
    sha256: str
    """Of all items and documents that the probes are drawn from."""
    collection: str = ""
    """Of the user's own documents."""
    seed: int = 0
    timeout: float = 300.0
    command: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return what a reader of the outcomes needs to know."""
        return {
            "scenario": self.scenario,
            "contenders": [each.to_json() for each in self.contenders],
            "probes": [
                {"id": p.id, "request": dict(p.request), "target": dict(p.target), "slices": dict(p.slices)}
                for p in self.probes
            ],
            "metrics": [{"name": m.name, "meaning": m.meaning, "lower": m.lower} for m in self.metrics],
            "about": self.about,
            "sha256": self.sha256,
            "collection": self.collection,
            "seed": self.seed,
            "timeout": self.timeout,
            "command": self.command,
        }

    def lay_down(self, folder: Path) -> None:
        """Write the plan into its folder; raises OtherItemsError where outcomes on other items lie."""
        private_folder(folder)
        if (folder / PLAN).is_file() and read_comparison(folder).sha256 != self.sha256:
            raise OtherItemsError(
                f"{str(folder)!r} holds a comparison on other items or documents: name another --folder, or remove it"
            )
        draft = folder / f"{PLAN}.part"
        draft.write_text(json.dumps(self.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(folder / PLAN)


def read_comparison(folder: Path) -> Comparison:
    """Read the plan of a folder; raises FileNotFoundError."""
    plan = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    return Comparison(
        **plan
        | {
            "contenders": tuple(Contender(**each) for each in plan["contenders"]),
            "probes": tuple(Probe(**each) for each in plan["probes"]),
            "metrics": tuple(Metric(**each) for each in plan["metrics"]),
        }
    )


def merged(comparison: Comparison, folder: Path) -> Comparison:
    """Return it with the contenders and the items of an earlier one in the folder, which are reported too."""
    if not (folder / PLAN).is_file():
        return comparison
    earlier = read_comparison(folder)
    if earlier.sha256 != comparison.sha256:
        return comparison
    more = [each for each in earlier.contenders if each not in comparison.contenders]
    return replace(comparison, contenders=(*more, *comparison.contenders))


def outcomes_of(rows: Sequence[Mapping[str, Any]], contender: Contender) -> dict[str, Mapping[str, Any]]:
    """Return a contender's outcomes by the id of the item; of two the later counts."""
    return {row["item"]: row for row in rows if row.get("contender") == contender.name and "item" in row}
