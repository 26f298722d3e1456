"""What can go wrong with a library, each in one sentence that says what to do."""

# ruff: noqa: N818 (they are named after what is so)

from pathlib import Path


class LibraryError(Exception):
    """A library can't do what was asked; the text is one sentence for a person."""


class LibraryBusy(LibraryError):
    """Somebody else has been writing for longer than we wait."""

    def __init__(self, folder: Path, seconds: float, *, holder: str = "") -> None:
        who = f", {holder}" if holder else ""
        super().__init__(
            f"another process has been writing to {str(folder)!r} for {seconds:.0f} seconds{who}: "
            "wait until its ingestion ends, or stop it"
        )


class UnknownCollection(LibraryError, LookupError):
    """There is no collection of that name."""

    def __init__(self, collection: str, names: list[str]) -> None:
        there = ", ".join(map(repr, names)) or "none yet"
        super().__init__(f"no collection {collection!r}; there are: {there}")


class UnknownDocument(LibraryError, LookupError):
    """The collection has no such document, page or passage."""

    def __init__(self, collection: str, what: str) -> None:
        super().__init__(f"collection {collection!r} has no {what}: list its documents to see what it holds")


class EmbeddingMismatch(LibraryError):
    """A collection was made with another embedding model than the one in use."""

    def __init__(self, collection: str, *, kept: str, used: str) -> None:
        super().__init__(
            f"collection {collection!r} was made with the embedding model {kept!r} and can't be used with {used!r}: "
            f"set MINIGIANTS_EMBEDDING_MODEL to {kept!r}, or delete the collection and ingest its files again"
        )


class EmbeddingModelMissing(LibraryError, LookupError):
    """The embedding model's folder is not there."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(
            f"no embedding model {name!r} in {str(folder)!r}: run `minigiants models pull {name}`, or `make setup`"
        )


class IndexUnwritable(LibraryError):
    """The disk is full, or the folder can't be written."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"cannot write the index in {str(folder)!r} ({why}): free some disk space or fix the folder")
