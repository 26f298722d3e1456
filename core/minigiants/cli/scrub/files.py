"""Read texts block by block, and write files that are there whole or not at all."""

import codecs
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

KINDS = (".txt", ".text", ".md", ".jsonl", ".ndjson", ".csv", ".tsv")
"""What is taken from a folder, by the end of the name."""
LINES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv")
BLOCK = 1 << 16
_NO_TEXT = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class UnreadableError(Exception):
    """A file that can't be scrubbed; the message is one sentence and says nothing of what is in it."""


Form = Literal["text", "lines", "table"]
"""A plain text, a JSON object a line, or columns of separated values."""


class Job(NamedTuple):
    """A file to read, and where its scrubbed text goes."""

    source: Path
    target: Path
    name: str
    """What to call it before a person."""

    @property
    def lines(self) -> bool:
        """Tell whether it holds a JSON object a line."""
        return self.source.suffix.lower() in LINES

    @property
    def form(self) -> Form:
        """Tell how the file is built."""
        return "table" if self.source.suffix.lower() in TABLES else "lines" if self.lines else "text"


def jobs(paths: Iterable[Path], out: Path, *, rename: bool) -> list[Job]:
    """Say for each file where it goes; folders keep their shape, and `rename` numbers instead of naming.

    Raises ValueError where two files would become one, or a file would overwrite itself.
    """
    paths = list(paths)
    single = len(paths) == 1 and not paths[0].is_dir() and not out.is_dir() and not rename
    found = [pair for path in paths for pair in _named(path, out)]
    planned = []
    for number, (source, name) in enumerate(found, start=1):
        kept = f"{number:04d}{source.suffix.lower() if source.suffix.lower() in KINDS else '.txt'}" if rename else name
        planned.append(Job(source, out if single else out / kept, kept))
    if not planned:
        raise LookupError(f"no files to scrub there: the names of texts end in {', '.join(KINDS)}")
    _refuse_clashes(planned)
    return planned


def left_out(paths: Iterable[Path], out: Path) -> str:
    """Say which kinds of files of the folders are not read, without their names; empty where all are."""
    kinds = Counter(
        file.suffix.lower() or "without an ending"
        for path in paths
        for file in _files(path, out)
        if file.suffix.lower() not in KINDS
    )
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    return f"left out, for folders are searched for {', '.join(KINDS)} only: {told}" if told else ""


def _named(path: Path, out: Path) -> Iterator[tuple[Path, str]]:
    if not path.is_dir():
        yield path, path.name
        return
    for file in _files(path, out):
        if file.suffix.lower() in KINDS:
            yield file, file.relative_to(path).as_posix()


def _files(path: Path, out: Path) -> Iterator[Path]:
    """Yield what a folder and those within it hold, in order; nothing hidden, and nothing of `out`."""
    for root, folders, files in os.walk(path):
        shown = [name for name in folders if not name.startswith(".") and Path(root, name).resolve() != out.resolve()]
        folders[:] = sorted(shown)
        yield from (Path(root, file) for file in sorted(files) if not file.startswith("."))


def _refuse_clashes(planned: Sequence[Job]) -> None:
    twice = [target.name for target, times in Counter(job.target.resolve() for job in planned).items() if times > 1]
    if twice:
        raise ValueError(f"{len(twice)} names would be written more than once: give their folder, or --rename")
    if any(job.target.resolve() == other.source.resolve() for job in planned for other in planned):
        raise ValueError("a file would be written over one that is read: choose another place with --out")


def blocks(path: Path, tell: Callable[[int], None]) -> Iterator[str]:
    """Read a text file in blocks and `tell` the bytes as they are read; raises UnreadableError."""
    with open_to_read(path) as file:
        decoder = codecs.getincrementaldecoder(_encoding(file))()
        file.seek(0)
        while data := file.read(BLOCK):
            tell(len(data))
            yield decoder.decode(data)
        yield decoder.decode(b"", final=True)


def decoded(file: BinaryIO) -> Iterator[str]:
    """Read what comes in from a pipe; raises UnreadableError when it isn't UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        while data := file.read(BLOCK):
            yield decoder.decode(data)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise UnreadableError("standard input is not UTF-8: save it as a file, which may be of another kind") from None


@contextmanager
def open_to_read(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read; raises UnreadableError when that fails, then or later."""
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise UnreadableError("there is no such file: check the path") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UnreadableError(f"the file can't be read ({why}): check its rights") from None


@contextmanager
def new_file(target: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Write a file that takes its name when the block ends well, and leaves nothing otherwise.

    Only its owner may read a `private` one.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            if private:
                part.chmod(0o600)
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _encoding(file: BinaryIO) -> str:
    """Return how the file is written: UTF-8, UTF-16 with its mark, or the old Windows way where all bytes fit."""
    first = file.read(8)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for name in ("utf-8-sig", "cp1252"):
        file.seek(0)
        if not first.startswith(_NO_TEXT) and _fits(file, codecs.getincrementaldecoder(name)()):
            return name
    raise UnreadableError("this is not a plain text: save it as text first")


def _fits(file: BinaryIO, decoder: codecs.IncrementalDecoder) -> bool:
    try:
        while data := file.read(BLOCK):
            if "\0" in decoder.decode(data):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
