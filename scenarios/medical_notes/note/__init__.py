"""Hold a note, its templates, and a statement in a note's words."""

from .note import NOT_DISCUSSED, Author, Line, Note, Omission, from_json, sections, text, to_json
from .phrasing import TABLE, line, sentence
from .placing import (
    MEASURED,
    ORDERING,
    PLANNED,
    VITALS,
    Fit,
    by_rank,
    complaint_of,
    examined,
    filled,
    part_of,
    spoken_of,
)
from .questions import tells_taking
from .templates import BACKGROUND, PARTS, Section, Template, TemplateError

__all__ = [
    "BACKGROUND",
    "MEASURED",
    "NOT_DISCUSSED",
    "ORDERING",
    "PARTS",
    "PLANNED",
    "TABLE",
    "VITALS",
    "Author",
    "Fit",
    "Line",
    "Note",
    "Omission",
    "Section",
    "Template",
    "TemplateError",
    "by_rank",
    "complaint_of",
    "examined",
    "filled",
    "from_json",
    "line",
    "part_of",
    "sections",
    "sentence",
    "spoken_of",
    "tells_taking",
    "text",
    "to_json",
]
