"""Read Open XML files of any kind."""

from zipfile import ZipFile

from minigiants.documents.office import sheets, slides, word
from minigiants.documents.office.package import Package
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable

_TYPE = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    "ppt/": ("PowerPoint", f"{_TYPE}presentationml.presentation"),
    "word/": ("Word", f"{_TYPE}wordprocessingml.document"),
    "xl/": ("Excel", f"{_TYPE}spreadsheetml.sheet"),
}


def read(archive: ZipFile, tally: Tally) -> tuple[str, tuple[Page, ...]] | None:
    """Return the media type and the pages of an Open XML file, None for another archive; raises Unreadable."""
    package = Package(archive)
    folder = next((folder for folder in _KINDS if any(name.startswith(folder) for name in package.names)), "")
    if not folder:
        return None
    program, media_type = _KINDS[folder]
    try:
        if program == "Word":
            return media_type, (word.read(package, tally),)
        return media_type, (slides if program == "PowerPoint" else sheets).read(package, tally)
    except Exception as error:  # the file's own damage surfaces as one of a dozen types
        if isinstance(error, MemoryError | Unreadable):
            raise
        raise Unreadable(
            "corrupt", f"The {program} file is damaged: open it in {program} and save it again."
        ) from error
