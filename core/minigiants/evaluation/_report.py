"""Say what was measured and by what: figures with their intervals, data, model, prompt and command by hash."""

from dataclasses import asdict, dataclass, field
from typing import Any

from minigiants.evaluation._figures import Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """An evaluation's result; enough stands in it to repeat it."""

    scenario: str
    task: str
    figures: tuple[Figure, ...]
    dataset: str
    dataset_sha256: str
    model: str
    model_sha256: str
    prompt_sha256: str
    command: str
    date: str
    """When it ended, ISO 8601, UTC."""
    version: str
    """Of minigiants."""
    log: str
    """Path of the Inspect log: `inspect view --log-dir FOLDER` shows it."""
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return asdict(self)

    def rows(self) -> list[dict[str, str]]:
        """Return the figures as text for a table."""
        return [
            {
                "figure": f.name,
                "value": _number(f.value, f.unit),
                "95 % interval": f"{_number(f.low, f.unit)} to {_number(f.high, f.unit)}"
                if f.value is not None
                else "",
                "n": str(f.n),
                "note": f.note,
            }
            for f in self.figures
        ]

    def origin(self) -> list[tuple[str, str]]:
        """Return what the figures rest on, each with its name."""
        return [
            ("data", f"{self.dataset}, SHA-256 {self.dataset_sha256}"),
            ("model", f"{self.model}, SHA-256 {self.model_sha256}" if self.model_sha256 else self.model),
            ("prompt", f"SHA-256 {self.prompt_sha256}"),
            ("command", self.command),
            ("date", f"{self.date}, minigiants {self.version}"),
            ("log", self.log),
            *(("note", note) for note in self.notes),
        ]


def _number(value: float | None, unit: str) -> str:
    """Write a value with its unit.

    >>> _number(0.5, ""), _number(3.14159, "s"), _number(None, "")
    ('0.500', '3.14 s', '-')
    """
    if value is None:
        return "-"
    return f"{value:.2f} {unit}" if unit else f"{value:.3f}"
