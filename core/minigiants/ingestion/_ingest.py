"""Bring files into a collection, one at a time, with a report for each."""

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from minigiants import documents
from minigiants.ingestion._ahead import Ahead, Prepared
from minigiants.ingestion._scrubbed import UNNAMED, free_name, kept_name, scrubbed
from minigiants.privacy import Funnel, PrivacyError
from minigiants.retrieval import IndexUnwritable, Library, Status

Source = Path | tuple[str, bytes]
"""A file or folder on the disk, or the name and the bytes of an upload."""

Stage = Literal["read", "embed", "index"]
Progress = Callable[[str, Stage, int, int], None]
"""Called with the file's name, the stage, and how many of how many pages (read) or passages are done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileReport:
    """What became of one file."""

    name: str
    status: Status | Literal["failed"]
    kind: str = ""
    """What the file is, such as a Word file; empty when it was not read."""
    pages: int = 0
    tables: int = 0
    passages: int = 0
    reason: str = ""
    """One sentence: why it failed; empty otherwise."""
    notes: tuple[str, ...] = ()
    """What a reader should know all the same, one sentence each."""
    seconds: float = 0.0


def ingest(
    library: Library,
    sources: Iterable[Source],
    *,
    collection: str,
    on_progress: Progress | None = None,
    funnel: Funnel | None = None,
    reader: documents.FileReader | None = None,
) -> Iterator[FileReport]:
    """Bring `sources` into `collection`, which is made if it is new, and yield a report when each file is done.

    Folders are gone through in order of name, without hidden files. A file that fails has its report, and the others go
    on. Closing the iterator, or an exception from `on_progress`, ends it: finished files stay, the one at hand leaves
    nothing. Raises LibraryError for what no file could get past: another embedding model, no model, another writer.

    Files are read by `reader`, or by one of its own with the limits that are usual, which ends with the iterator.

    When `funnel` takes personal data out before the index, the scrubbed text is kept in place of the file, no date of
    the content is kept, names lose what tells who it is about, and a name for the collection that holds personal data
    raises PrivacyError.
    """
    funnel = funnel if funnel and funnel.on("index") else None
    if funnel:
        funnel.refuse_personal("index", collection)
    library.create(collection)
    library.check(collection)
    listed = named(sources)
    with nullcontext(reader) if reader else documents.FileReader() as reading, Ahead(reading) as ahead:
        for (name, source), following in zip_longest(listed, listed[1:]):
            started = time.monotonic()
            intake = _Intake(library, collection, on_progress or _silent, reading, ahead, following)
            report = _ingest_one(intake, name, source, funnel=funnel)
            yield replace(report, seconds=time.monotonic() - started)


def named(sources: Iterable[Source]) -> list[tuple[str, Path | bytes]]:
    """List each file once with its name: relative to the folder given, longer where two would be the same.

    A name is one line of text, whatever a stranger called the file.
    """
    files: dict[Path, str] = {}
    uploads: list[tuple[str, Path | bytes]] = []
    for source in sources:
        if isinstance(source, tuple):
            uploads.append(source)
        elif source.is_dir():
            for file in _visible(source):
                name = source.name if file == source else file.relative_to(source).as_posix()
                files.setdefault(file.absolute(), name)
        else:
            files.setdefault(source.absolute(), source.name)
    while clashes := {name for name, count in Counter(files.values()).items() if count > 1}:
        longer = {file: _longer(file, name) for file, name in files.items() if name in clashes}
        if all(files[file] == name for file, name in longer.items()):
            break
        files |= longer
    listed = [(name, file) for file, name in files.items()] + uploads
    return [(documents.shown_name(name), file) for name, file in listed]


def hidden(sources: Iterable[Source]) -> int:
    """Count the files and folders in `sources` that are left out because their names begin with a dot."""
    folders = [source for source in sources if isinstance(source, Path) and source.is_dir()]
    walked = (entries for folder in folders for entries in _walk(folder, []))
    return sum(name.startswith(".") for _, inner, files in walked for name in (*inner, *files))


def _visible(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, and its folders that are not gone into, so that each of those has a report."""
    closed: list[Path] = []
    for root, folders, files in _walk(folder, closed):
        links = (name for name in folders if Path(root, name).is_symlink())
        yield from (Path(root, name) for name in sorted([*files, *links]) if not name.startswith("."))
    yield from closed


def _walk(folder: Path, closed: list[Path]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Go through the folders that are not hidden; those that can't be opened are put into `closed`."""
    for root, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        yield root, folders, files
        folders[:] = sorted(name for name in folders if not name.startswith("."))


def _longer(file: Path, name: str) -> str:
    """Put one more of the file's folders before its name."""
    return "/".join(file.parts[-len(name.split("/")) - 1 :]).lstrip("/")


@dataclass(frozen=True, slots=True)
class _Intake:
    """Where files go and what reads them."""

    library: Library
    collection: str
    tell: Progress
    reader: documents.FileReader
    ahead: Ahead
    following: tuple[str, Path | bytes] | None
    """The file after this one."""

    def prepared(self, name: str) -> Prepared | None:
        """Return the file when it was read while the one before was embedded; raises Unreadable."""
        return self.ahead.prepared(name, lambda done, total: self.tell(name, "read", done, total))

    def look_ahead(self) -> None:
        """Let the next file be read from now on."""
        if self.following:
            name, source = self.following
            self.ahead.start(name, lambda: _content(source, self.reader.limits))

    def document(self, data: bytes, name: str) -> documents.Document:
        """Read a file; what the callback raises passes through."""
        return self.reader.read(data, name, on_page=lambda done, total: self.tell(name, "read", done, total))


def _ingest_one(intake: _Intake, name: str, source: Path | bytes, *, funnel: Funnel | None) -> FileReport:
    library, collection = intake.library, intake.collection
    original, name = name, UNNAMED if funnel else name
    try:
        name = kept_name(original, funnel) if funnel else original
        if funnel is None:
            return _add(intake, name, source)
        data = _content(source, intake.reader.limits)
        document, data = scrubbed(intake.document(data, name), funnel)
        name = name if name == original else free_name(library, collection, name, document.id)
        document = replace(document, name=name)
        passages = intake.reader.split(document)
        status = _index(intake, Prepared(data=data, document=document, passages=passages))
        return _report(library, collection, document.id, name, status)
    except (documents.Unreadable, IndexUnwritable, PrivacyError) as error:
        names = {n for info in library.documents(collection) for n in (info.name, *info.other_names)}
        notes = ("The version that was here before stays.",) if name in names else ()
        return FileReport(name=name, status="failed", reason=str(error), notes=notes)


def _add(intake: _Intake, name: str, source: Path | bytes) -> FileReport:
    library, collection = intake.library, intake.collection
    prepared = intake.prepared(name)
    data = prepared.data if prepared else _content(source, intake.reader.limits)
    document_id, date_written = hashlib.sha256(data).hexdigest(), _written(source, data)
    status = library.reuse(collection, document_id, name, date_written=date_written, reader=documents.READERS)
    if status is None:
        if prepared is None:
            document = intake.document(data, name)
            prepared = Prepared(data=data, document=document, passages=intake.reader.split(document))
        intake.look_ahead()
        status = _index(intake, prepared, date_written=date_written)
    return _report(library, collection, document_id, name, status)


def _written(source: Path | bytes, data: bytes) -> datetime | None:
    """Return when the content was last changed, as it says itself or else its file; None for an upload without."""
    stated = documents.written(data)
    if stated or isinstance(source, bytes):
        return stated
    try:
        return datetime.fromtimestamp(source.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _index(intake: _Intake, prepared: Prepared, *, date_written: datetime | None = None) -> Status:
    document = prepared.document
    return intake.library.add(
        intake.collection,
        document.id,
        document.name,
        media_type=document.media_type,
        passages=prepared.passages,
        data=prepared.data,
        tables=document.tables,
        scans=document.scans,
        pages_text={page.number: page.text for page in document.pages},
        notes=document.notes,
        date_written=date_written,
        reader=documents.READERS,
        on_progress=lambda stage, done, total: intake.tell(document.name, stage, done, total),
    )


def _report(library: Library, collection: str, document_id: str, name: str, status: Status) -> FileReport:
    info = next(info for info in library.documents(collection) if info.id == document_id)
    same = () if info.name == name else (f"Same content as {info.name!r}: it is searched once, under that name.",)
    return FileReport(
        name=name,
        status=status,
        kind=documents.kind(info.media_type),
        pages=info.pages,
        tables=info.tables,
        passages=info.passages,
        notes=(*info.notes, *same),
    )


def _content(source: Path | bytes, limits: documents.Limits) -> bytes:
    return source if isinstance(source, bytes) else _bytes(source, limits)


def _bytes(file: Path, limits: documents.Limits) -> bytes:
    try:
        if file.is_dir():
            any(file.iterdir())  # which says why a folder was not gone into
            raise documents.Unreadable("unsupported", "This leads to a folder and is not followed: give that folder.")
        return documents.contents(file, most=limits.file_bytes)
    except FileNotFoundError:
        raise documents.Unreadable("corrupt", "There is no such file: check the path.") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise documents.Unreadable("corrupt", f"The file can't be opened ({why}): check its rights.") from None


def _silent(name: str, stage: Stage, done: int, total: int) -> None:
    """Tell nobody."""
