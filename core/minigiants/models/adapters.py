"""Know the adapters: which there are, what base each belongs to, and whether its file is the right one."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from minigiants.models.catalog.entries import ModelEntry
from minigiants.models.catalog.gguf import read_gguf
from minigiants.models.catalog.verify import sha256

CARD, FILE = "card.json", "adapter.gguf"
"""What an adapter's folder holds."""


class AdapterError(LookupError):
    """There is no such adapter, or it cannot be used; the text says which and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What an adapter is: everything that somebody who is to trust it must know."""

    name: str
    scenario: str
    base: str
    """Name of the base model in the catalog."""
    base_sha256: str
    sha256: str
    """Of the adapter's file."""
    size: int
    """Bytes."""
    licence: str
    purpose: str
    never: str
    """What it must not be used for."""
    data: tuple[Mapping[str, Any], ...]
    """Where its examples came from: name, sha256, licence, examples."""
    prompt_sha256: str
    recipe: Mapping[str, Any]
    training: Mapping[str, Any]
    """Steps, seconds, loss, examples seen, versions."""
    made: str
    """ISO 8601, UTC."""
    trial: str
    """Task of the scenario's evaluation that its gate asks."""
    gate: Mapping[str, Any] = field(default_factory=dict)
    """What the gate measured and decided; empty before it did."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Adapter:
    """An adapter of this machine or of the suite."""

    card: Card
    folder: Path

    @property
    def path(self) -> Path:
        """The GGUF file."""
        return self.folder / FILE

    @property
    def whole(self) -> bool:
        """Whether the file is there, and the one that was made."""
        return self.path.is_file() and sha256(self.path) == self.card.sha256

    @property
    def offered(self) -> bool:
        """Whether the gate let it through."""
        return bool(self.card.gate.get("passed"))

    def remove_card(self) -> None:
        """Let what lies in the folder be no adapter any more."""
        (self.folder / CARD).unlink(missing_ok=True)


_CARD = TypeAdapter(Card)


def write_card(card: Card, folder: Path) -> None:
    """Write the card into an adapter's folder, whole or not at all."""
    part = folder / f".{CARD}.part"
    with part.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(card), indent=1, ensure_ascii=False) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(folder / CARD)


def adapters(places: Sequence[Path]) -> dict[str, Adapter]:
    """Return the adapters whose folders lie in one of `places`, by name; raises AdapterError for a broken card."""
    by_name: dict[str, Adapter] = {}
    for place in places:
        for file in sorted(place.glob(f"*/{CARD}")):
            try:
                card = _CARD.validate_json(file.read_bytes())
            except ValidationError as error:
                raise AdapterError(f"the adapter card {str(file)!r} cannot be read: mend it or take it away") from error
            by_name.setdefault(card.name, Adapter(card=card, folder=file.parent))
    return by_name


def adapter(name: str, places: Sequence[Path], *, base: ModelEntry) -> Adapter:
    """Return the adapter called `name`, ready to be loaded beside `base`.

    Raises AdapterError when there is none, when it belongs to another base, or when its file is not the one that was
    made.
    """
    by_name = adapters(places)
    if name not in by_name:
        there = ", ".join(by_name) or "none"
        raise AdapterError(f"no adapter {name!r}; there are: {there}")
    chosen = by_name[name]
    fit(chosen, base)
    if not chosen.whole:
        raise AdapterError(f"the file of adapter {name!r} is missing or damaged: run `minigiants adapt` again")
    if read_gguf(chosen.path).get("general.type") != "adapter":
        raise AdapterError(f"the file of adapter {name!r} is no adapter")
    return chosen


def fit(chosen: Adapter, base: ModelEntry) -> None:
    """Raise AdapterError unless the adapter was made for exactly this base."""
    if chosen.card.base_sha256 != base.sha256:
        raise AdapterError(
            f"adapter {chosen.card.name!r} was made for another model than {base.name!r}: it belongs to "
            f"{chosen.card.base!r} with the SHA-256 {chosen.card.base_sha256[:12]}"
        )
