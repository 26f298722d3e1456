"""Put together what a folder of outcomes says."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from minigiants import __version__, batch, models
from minigiants.comparing.comparison import OUTCOMES, Comparison, outcomes_of, read_comparison
from minigiants.comparing.costs import Prices
from minigiants.comparing.intervals import chance_of
from minigiants.comparing.picture import Point
from minigiants.comparing.standings import Paired, Row, Standing, paired, standing, values
from minigiants.comparing.verdict import Bars, Smallest, smallest
from minigiants.settings import Settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """A comparison and what came of it."""

    comparison: Comparison
    standings: tuple[Standing, ...]
    pairs: tuple[Paired, ...]
    chances: Mapping[str, float]
    """Contender -> probability that it meets the bar."""
    smallest: Smallest
    prices: Prices
    bars: Bars
    outcomes: Mapping[str, Mapping[str, Row]]
    """Contender -> item -> what came of it."""
    version: str = __version__

    @property
    def sentence(self) -> str:
        """The one sentence that a buyer wants."""
        return self.smallest.sentence

    @property
    def deciding(self) -> str:
        """The name of the figure that decides."""
        return self.comparison.metrics[0].name

    def points(self, across: str) -> list[Point]:
        """Return the contenders' places against `seconds` or `memory` (in GB)."""
        places = []
        for each in self.standings:
            mean = each.means[self.deciding]
            x = each.seconds if across == "seconds" else each.memory / 1e9
            if mean.n and x:
                step = "adapted" if each.contender.adapter else each.contender.way
                places.append(
                    Point(model=each.contender.model, step=step, x=x, y=mean.value, low=mean.low, high=mean.high)
                )
        return places

    def rows(self) -> list[dict[str, str]]:
        """Return the main figures as text for a table."""
        return [_row(each, self.deciding) for each in self.standings]

    def to_json(self) -> dict[str, Any]:
        """Return everything but the texts as JSON values."""
        plan = self.comparison.to_json()
        return {
            "sentence": self.sentence,
            "scenario": self.comparison.scenario,
            "metrics": plan["metrics"],
            "about": self.comparison.about,
            "items": [p.id for p in self.comparison.probes],
            "items_sha256": self.comparison.sha256,
            "seed": self.comparison.seed,
            "command": self.comparison.command,
            "version": self.version,
            "prices": asdict(self.prices),
            "bars": asdict(self.bars),
            "contenders": [
                _without_nan(asdict(each)) | {"name": each.contender.name, "chance": self.chances[each.contender.name]}
                for each in self.standings
            ],
            "differences": [_without_nan(asdict(each)) for each in self.pairs],
        }


def result(folder: Path, *, prices: Prices, bars: Bars, sizes: Mapping[str, int], seed: int = 0) -> Findings:
    """Read the outcomes of a folder; `sizes` are the models' bytes. Raises FileNotFoundError."""
    comparison = read_comparison(folder)
    rows = batch.lines_of(folder / OUTCOMES)
    standings = tuple(
        standing(comparison, rows, each, prices=prices, size=sizes.get(each.model, 0), seed=seed)
        for each in comparison.contenders
    )
    deciding = comparison.metrics[0]
    scores = {each.name: [*values(comparison, rows, each, deciding).values()] for each in comparison.contenders}
    over = {name: chance_of(own, bars.value, seed=seed) for name, own in scores.items()}
    chances = {name: (1 - chance if scores[name] else 0.0) for name, chance in over.items()} if deciding.lower else over
    return Findings(
        comparison=comparison,
        standings=standings,
        pairs=tuple(paired(comparison, rows, seed=seed)),
        chances=chances,
        smallest=smallest(standings, chances, bars, metric=deciding.name, lower=deciding.lower),
        prices=prices,
        bars=bars,
        outcomes={each.name: outcomes_of(rows, each) for each in comparison.contenders},
    )


def findings_of(
    folder: Path, settings: Settings, *, prices: Prices | None = None, bars: Bars | None = None, seed: int = 0
) -> Findings:
    """Read the outcomes of a folder with this machine's catalog, usual prices and bar where none is given."""
    sizes = {model.name: model.size for model in models.catalog(settings.models_folder).values()}
    return result(folder, prices=prices or Prices(), bars=bars or Bars(), sizes=sizes, seed=seed)


def _without_nan(value: Any) -> Any:
    """Return JSON values with None where nothing was measured."""
    if isinstance(value, Mapping):
        return {key: _without_nan(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(each) for each in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def _row(each: Standing, deciding: str) -> dict[str, str]:
    mean = each.means[deciding]
    return {
        "contender": each.contender.name,
        "n": str(each.n),
        "failed": str(len(each.failed)),
        "value": f"{mean.value:.3f}" if mean.n else "-",
        "95 % interval": f"{mean.low:.2f} to {mean.high:.2f}" if mean.n else "-",
        "seconds": _number(each.seconds, 1),
        "first word": _number(each.first, 1),
        "tokens/s": _number(each.speed, 1),
        "memory": f"{each.memory / 1e9:.1f} GB" if each.memory else "-",
    }


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
