"""Read an archive of files: the pages of each, one file after the other."""

from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

from minigiants.documents.inside import Inside, attached
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable

MEDIA_TYPE = "application/zip"
MOST_FILES = 1000
_SKIPPED = ("__MACOSX/", "._", ".", "Thumbs.db", "desktop.ini")


def read(archive: ZipFile, tally: Tally, inside: Inside) -> tuple[str, tuple[Page, ...]]:
    """Return the media type and the pages of the files in the archive; raises Unreadable."""
    names = [name for name in archive.namelist() if _counts(name)]
    if not names:
        raise Unreadable("empty", "The archive holds no files: check that it is the right one.")
    if len(names) > MOST_FILES:
        raise Unreadable(
            "too large", f"The archive holds more than {MOST_FILES:,} files: unpack it and add the folder."
        )
    pages = attached((), _files(archive, names), tally, inside)
    if not pages:
        reason = tally.others[0] if tally.others else "none of its files holds text."
        raise Unreadable("unsupported", f"Nothing in the archive can be read: {reason}".replace(". ", "; "))
    return MEDIA_TYPE, pages


def _counts(name: str) -> bool:
    last = name.rstrip("/").rpartition("/")[2]
    return not name.endswith("/") and not name.startswith("__MACOSX/") and not last.startswith(_SKIPPED)


def _files(archive: ZipFile, names: list[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        try:
            yield name, archive.read(name)
        except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
            raise Unreadable(
                "corrupt", "The archive is damaged or was copied only in part: get a fresh copy."
            ) from error
