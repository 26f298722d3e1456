"""Tell whether a model fits this machine's memory, containers included."""

from pathlib import Path

import psutil

from minigiants.models.catalog.entries import ModelEntry

RESERVE = 1_500_000_000
"""Bytes left for the system, the page, the embedding model and the index."""

_CGROUP = Path("/sys/fs/cgroup")


def memory_limit(root: Path = _CGROUP, membership: Path = Path("/proc/self/cgroup")) -> int:
    """Return the bytes of RAM that this process may use: the machine's, or less where a control group says so."""
    limits = [int(psutil.virtual_memory().total)]
    for folder in _groups(root, membership):
        for name in ("memory.max", "memory.limit_in_bytes"):
            limit = folder / name
            if limit.is_file() and (text := limit.read_text().strip()).isdigit():
                limits.append(int(text))
    return min(limits)


def fits(model: ModelEntry, limit: int | None = None) -> bool:
    """Tell whether the model and the rest of the suite fit `limit` bytes, by default this machine's."""
    return model.memory + RESERVE <= (memory_limit() if limit is None else limit)


def _groups(root: Path, membership: Path) -> list[Path]:
    """Return the folders of this process's control groups up to the root, where limits also hold."""
    folders = [root, root / "memory"]
    lines = membership.read_text().splitlines() if membership.is_file() else []
    for line in lines:
        _, controllers, path = line.split(":", 2)
        base = root / "memory" if "memory" in controllers.split(",") else root
        here = base / path.strip("/")
        folders += [folder for folder in (here, *here.parents) if folder.is_relative_to(base)]
    return folders
