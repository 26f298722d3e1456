"""Read how much energy the processor has used, where the machine tells."""

from collections.abc import Callable
from pathlib import Path

RAPL = Path("/sys/class/powercap")


def meter(root: Path = RAPL) -> Callable[[], float] | None:
    """Return what reads the joules used so far by all processors, or None where the machine doesn't tell.

    Joules count from an arbitrary start and wrap round; what else the machine does is in them.
    """
    counters = [zone / "energy_uj" for zone in sorted(root.glob("intel-rapl:[0-9]")) if _readable(zone / "energy_uj")]
    if not counters:
        return None
    return lambda: sum(int(counter.read_text()) for counter in counters) / 1e6


def spent(before: float, after: float) -> float | None:
    """Return the joules between two readings; None when the counter wrapped round.

    >>> spent(1.5, 4.0), spent(9.0, 1.0)
    (2.5, None)
    """
    return after - before if after >= before else None


def _readable(counter: Path) -> bool:
    try:
        return counter.read_text().strip().isdigit()
    except OSError:  # only the system's owner may read it on many machines
        return False
