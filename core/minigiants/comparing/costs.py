"""Reckon what a request costs: power and the machine's own price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HOURS_A_YEAR = 8766
JOULES_A_KWH = 3_600_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Prices:
    """What the reader stated; nothing here is measured."""

    watts: float = 65
    """Of the machine at work."""
    kwh_price: float = 0.30
    hardware_price: float = 900
    years: float = 4
    """In which the machine is written off, used day and night."""
    currency: str = "EUR"

    def per_thousand(self, seconds: float, joules: float) -> float:
        """Return what 1,000 requests cost that each keep the machine busy for `seconds`.

        >>> round(Prices().per_thousand(10, 650), 2)
        0.13
        """
        hardware = self.hardware_price / (self.years * HOURS_A_YEAR * 3600) * seconds
        return 1000 * (hardware + joules / JOULES_A_KWH * self.kwh_price)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What a request of one contender takes."""

    joules: float
    measured: bool
    """Whether the machine told the energy; else it is the stated watts times the seconds."""
    per_thousand: float


def cost(rows: Sequence[Mapping[str, Any]], prices: Prices) -> Cost | None:
    """Return the mean cost of the items that took any time; None without such."""
    timed = [row for row in rows if "seconds" in row]
    if not timed:
        return None
    seconds = sum(row["seconds"] for row in timed) / len(timed)
    measured = [row["joules"] for row in timed if row.get("joules") is not None]
    joules = sum(measured) / len(measured) if measured else seconds * prices.watts
    return Cost(joules=joules, measured=bool(measured), per_thousand=prices.per_thousand(seconds, joules))
