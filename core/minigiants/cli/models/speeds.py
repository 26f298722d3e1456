"""Keep what `models bench` measured, and reckon from it how fast the other models will be here."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from minigiants import models
from minigiants.at_rest import private_file
from minigiants.cli.models.bench import Measured

FILE = "speeds.json"
"""In the home folder: model -> tokens written a second."""
ENGINE = "llama.cpp"


def remember(measured: Iterable[Measured], home: Path) -> None:
    """Keep the speeds of models that the engine of the process ran; what was measured of others stays."""
    new = {each.model: each.written for each in measured if each.engine == ENGINE and not each.problem and each.written}
    if new:
        private_file(home / FILE).write_text(json.dumps(remembered(home) | new, indent=1), encoding="utf-8")


def remembered(home: Path) -> dict[str, float]:
    """Return the tokens a second by model, of those that were measured; a file that can't be read holds none."""
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
        return {str(name): float(value) for name, value in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def told(measured: Mapping[str, float], entries: Iterable[models.ModelEntry]) -> dict[str, str]:
    """Say how fast each chat model writes: measured, or reckoned by its size and marked by "~"; none where none was.

    Writing takes time in proportion to the size of the file; the measured model that is nearest in size is taken.
    """
    chat = [entry for entry in entries if entry.kind == "chat"]
    known = [entry for entry in chat if entry.name in measured]
    words = {}
    for entry in chat:
        if entry.name in measured:
            words[entry.name] = f"{measured[entry.name]:.0f}"
        elif known:
            near = min(known, key=lambda other: abs(other.size - entry.size))
            words[entry.name] = f"~{measured[near.name] * near.size / entry.size:.0f}"
    return words
