"""Say how much one file may ask for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minigiants.settings import Settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What the reading of one file may take; more than any of them fails that file with one sentence."""

    seconds: float = 50
    megabytes: int = 900
    """Of memory, over what the reading process takes when it starts."""
    pages: int = 5000
    passages: int = 50_000
    nesting: int = 1000
    """Levels at which elements may stand in one another."""
    file_megabytes: float = 200
    ocr_seconds: float = 1800
    """On top of `seconds`, for recognising the pages that are pictures."""
    languages: str = "eng"
    """In which scanned pages are recognised, as Tesseract names them: "eng+deu"."""

    @classmethod
    def of(cls, settings: "Settings") -> "Limits":
        """Take the limits that the settings state."""
        return cls(
            seconds=settings.reading_seconds,
            megabytes=settings.reading_megabytes,
            pages=settings.reading_pages,
            passages=settings.reading_passages,
            nesting=settings.reading_nesting,
            file_megabytes=settings.reading_file_megabytes,
            ocr_seconds=settings.reading_ocr_seconds,
            languages=settings.reading_languages,
        )

    @property
    def file_bytes(self) -> int:
        """How long a file may be."""
        return int(self.file_megabytes * 1_000_000)
