"""Keep a collection like a folder: take in what is new or changed, and remove what was taken away."""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from minigiants.documents import FileReader, Limits, Unreadable, contents
from minigiants.ingestion._ingest import FileReport, Source, ingest, named
from minigiants.ingestion._scrubbed import UNNAMED, kept_name
from minigiants.privacy import Funnel, PrivacyError
from minigiants.retrieval import Library, UnknownCollection, UnknownDocument

_UNREAD = -1
"""In the place of a time: the file could not be opened."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was taken in."""

    changed: int
    """Nanoseconds."""
    size: int
    """Bytes."""
    kept: str = ""
    """Its name in the collection; empty when it failed."""


class Watch:
    """What was last seen of a folder; only files that it took in itself are ever removed."""

    def __init__(
        self,
        library: Library,
        folder: Path,
        *,
        collection: str,
        funnel: Funnel | None = None,
        home: Path | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Watch `folder` for `collection`; nothing happens before the first look.

        What was seen is remembered below `home`, names as hashes, so that a file that leaves while nobody looks is
        removed too.
        """
        self._library = library
        self._folder = folder
        self._collection = collection
        self._funnel = funnel
        self._reader = FileReader(limits)
        key = hashlib.sha256(f"{folder.resolve()}\0{collection}".encode("utf-8", "surrogateescape")).hexdigest()
        self._memory = home / "watch" / f"{key[:16]}.json" if home else None
        self._seen = self._remembered()
        self._fresh = True

    def look(self) -> Iterator[FileReport]:
        """Yield a report for each file that is new or changed since the last look; files that are gone are removed.

        A folder that can't be seen changes nothing, and neither does one that is empty at the first look: a share that
        is not mounted yet looks so. A file that failed is tried again when it changes. Raises LibraryError, as
        `ingest` does.
        """
        if not self._folder.is_dir():
            return
        files = {_hash(name): (name, file) for name, file in named([self._folder]) if isinstance(file, Path)}
        if self._fresh and not files:
            return
        before = dict(self._seen)
        if self._fresh:
            self._forget_what_is_lost()
        self._fresh = False
        try:
            for key, (name, file) in files.items():
                try:
                    yield from self._take(key, name, file)
                except FileNotFoundError:  # it was taken away just now
                    continue
                except OSError as error:
                    yield from self._unread(key, name, error)
            for key in set(self._seen) - set(files):
                self._drop(key)
        finally:
            self._reader.close()
            if self._seen != before:
                self._remember()

    def _take(self, key: str, name: str, file: Path) -> Iterator[FileReport]:
        about, before = file.stat(), self._seen.get(key)
        if before and (before.changed, before.size) == (about.st_mtime_ns, about.st_size):
            return
        copy = before.kept if before else ""
        try:
            source = (name, contents(file, most=self._reader.limits.file_bytes))
        except Unreadable as error:
            yield FileReport(name=self._shown(name), status="failed", reason=str(error))
        else:
            for report in self._ingested(source):
                copy = report.name if report.status != "failed" else copy
                yield report
        self._seen[key] = _Seen(about.st_mtime_ns, about.st_size, copy)
        if before and before.kept != copy:  # without personal data its name was another file's too
            self._leave(before.kept)

    def _ingested(self, source: Source) -> Iterator[FileReport]:
        return ingest(self._library, [source], collection=self._collection, funnel=self._funnel, reader=self._reader)

    def _unread(self, key: str, name: str, error: OSError) -> Iterator[FileReport]:
        """Report once what can't be opened; it is tried at each look, and the version from before stays."""
        before = self._seen.get(key)
        self._seen[key] = _Seen(_UNREAD, 0, before.kept if before else "")
        if before is None or before.changed != _UNREAD:
            why = f"The file can't be opened ({error.strerror or type(error).__name__}): check its rights."
            yield FileReport(name=self._shown(name), status="failed", reason=why)

    def _shown(self, name: str) -> str:
        funnel = self._funnel if self._funnel and self._funnel.on("index") else None
        try:
            return kept_name(name, funnel) if funnel else name
        except PrivacyError:
            return UNNAMED

    def _forget_what_is_lost(self) -> None:
        """Take everything in again when the collection has none of it: it was deleted, or the index made anew."""
        try:
            held = {n for info in self._library.documents(self._collection) for n in (info.name, *info.other_names)}
        except UnknownCollection:
            held = set()
        if not held & {seen.kept for seen in self._seen.values()}:
            self._seen.clear()

    def _drop(self, key: str) -> None:
        self._leave(self._seen.pop(key).kept)

    def _leave(self, copy: str) -> None:
        """Remove what no file of the folder stands for any more."""
        if copy and copy not in {seen.kept for seen in self._seen.values()}:
            with contextlib.suppress(UnknownCollection, UnknownDocument):  # a person removed it before
                self._library.remove_name(self._collection, copy)

    def _remembered(self) -> dict[str, _Seen]:
        """Read what was seen before; what can't be read is nothing, and then every file is looked at again."""
        if self._memory is None or not self._memory.is_file():
            return {}
        try:
            return {str(key): _Seen(*values) for key, values in json.loads(self._memory.read_bytes()).items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def _remember(self) -> None:
        """Write what was seen whole or not at all."""
        if self._memory is None:
            return
        self._memory.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self._memory.with_suffix(".part")
        part.write_text(json.dumps({key: astuple(seen) for key, seen in self._seen.items()}), "utf-8")
        part.replace(self._memory)


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:32]
