"""A trial and contenders made by hand: what each answers to which item is written down."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from minigiants.comparing import Comparison, Contender, Metric, Probe

METRICS = (Metric(name="right", meaning="it is right"), Metric(name="misled", meaning="it misleads", lower=True))
SMALL, LARGE = Contender(model="small", way="bare"), Contender(model="large")


def probes(count: int) -> tuple[Probe, ...]:
    return tuple(
        Probe(
            id=f"q{n}",
            request={"question": f"q{n}"},
            target={"is": n},
            slices={"kind": "even" if n % 2 == 0 else "odd"},
        )
        for n in range(count)
    )


def comparison(count: int = 6, *contenders: Contender) -> Comparison:
    return Comparison(
        scenario="letters",
        contenders=contenders or (SMALL, LARGE),
        probes=probes(count),
        metrics=METRICS,
        about="made by hand",
        sha256="0" * 64,
        command="minigiants compare letters",
    )


class Written:
    """Asks a contender whose outcomes are written down; a callable among them is called."""

    def __init__(self, contender: Contender, outcomes: Mapping[str, Any], log: list[str]) -> None:
        self.loaded = {"sha256": "a" * 64, "load": 1.5, "memory": 2_000_000_000}
        self._contender, self._outcomes, self._log = contender, outcomes, log

    def ask(self, probe: Probe, *, waiting: Callable[[], bool]) -> dict[str, Any] | None:
        self._log.append(f"{self._contender.name}: {probe.id}")
        found: Any = self._outcomes.get(probe.id, row(1.0))
        if isinstance(found, dict):
            return dict(found)
        came: dict[str, Any] | None = found(waiting)
        return came

    def close(self) -> None:
        self._log.append(f"{self._contender.name}: closed")


def row(right: float, **more: Any) -> dict[str, Any]:
    return {
        "scores": {"right": right, "misled": 1 - right},
        "action": "answer",
        "reason": "",
        "text": "yes" if right else "no",
        "seconds": 2.0,
        "processor": 1.0,
        "first": 0.5,
        "tokens_in": 100,
        "tokens_out": 16,
        "memory": 1_000_000_000,
        "joules": None,
        **more,
    }


@pytest.fixture
def log() -> list[str]:
    return []


@pytest.fixture
def opens(log: list[str]) -> Callable[..., Callable[[Contender], Written]]:
    """Return what opens contenders with the outcomes given by their names."""
    return lambda **outcomes: lambda contender: Written(contender, outcomes.get(contender.model, {}), log)


def write_outcomes(folder: Path, rows: list[dict[str, Any]]) -> None:
    (folder / "outcomes.jsonl").write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
