"""Keep a collection like a folder: take in what is new or changed, and remove what was taken away."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from minigiants.ingestion._ingest import FileReport, ingest, named
from minigiants.privacy import Funnel
from minigiants.retrieval import Library, UnknownDocument

_Stamp = tuple[int, int]
"""When a file was changed, in nanoseconds, and how many bytes it has."""


class Watch:
    """What was last seen of a folder; only files that it took in itself are ever removed."""

    def __init__(self, library: Library, folder: Path, *, collection: str, funnel: Funnel | None = None) -> None:
        """Watch `folder` for `collection`; nothing happens before the first look."""
        self._library = library
        self._folder = folder
        self._collection = collection
        self._funnel = funnel
        self._seen: dict[str, _Stamp] = {}
        self._kept: dict[str, str] = {}
        """Name in the folder -> name in the collection."""

    def look(self) -> Iterator[FileReport]:
        """Yield a report for each file that is new or changed since the last look; files that are gone are removed.

        A folder that can't be seen, such as a share that is not mounted, changes nothing. A file that failed is tried
        again when it changes. Raises LibraryError, as `ingest` does.
        """
        if not self._folder.is_dir():
            return
        found = {name: file for name, file in named([self._folder]) if isinstance(file, Path)}
        for name, file in found.items():
            with contextlib.suppress(FileNotFoundError):  # it was taken away just now
                yield from self._take(name, file)
        for name in set(self._seen) - set(found):
            self._drop(name)

    def _take(self, name: str, file: Path) -> Iterator[FileReport]:
        about = file.stat()
        stamp = (about.st_mtime_ns, about.st_size)
        if self._seen.get(name) == stamp:
            return
        source = (name, file.read_bytes())
        for report in ingest(self._library, [source], collection=self._collection, funnel=self._funnel):
            if report.status != "failed":
                self._kept[name] = report.name
            yield report
        self._seen[name] = stamp

    def _drop(self, name: str) -> None:
        del self._seen[name]
        if kept := self._kept.pop(name, ""):
            with contextlib.suppress(UnknownDocument):  # a person removed it before
                self._library.remove_name(self._collection, kept)
