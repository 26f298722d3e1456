"""Read note templates: which sections a note has, in which order, and what goes into each."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from minigiants.settings import Settings

PARTS = ("subjective", "medications", "allergies", "exam", "results", "assessment", "plan")
"""What a visit's dialogue is sorted into; a template's sections are made of these."""
BACKGROUND = ("history", "family", "social")
"""Parts of the history that a template may give a place of their own; otherwise they stand where the history does."""
DEFAULT = "visit"
_SHIPPED = Path(__file__).parents[1] / "templates"


class TemplateError(ValueError):
    """A template that can't be used; the message is one sentence that says what to change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A section of a template."""

    name: str
    heading: str
    parts: tuple[str, ...]
    loinc: str = ""
    """Code of the section in exported documents."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """The shape of a note."""

    name: str
    title: str
    sections: tuple[Section, ...]
    loinc: str = ""
    """Code of the whole document in exports; a progress note's when there is none."""
    style: str = ""
    """How the model writes: "telegraphic" or "sentences"; empty for the usual one."""

    def section(self, part: str) -> str:
        """Return the name of the section that holds `part`, empty when none does."""
        return next((s.name for s in self.sections if part in s.parts), "")


def names() -> list[str]:
    """List the templates: the shipped ones, and the site's own in the home folder's `templates`."""
    return sorted({file.stem for folder in (_SHIPPED, _own()) if folder.is_dir() for file in folder.glob("*.toml")})


def load(name: str) -> Template:
    """Read the template called `name`, the site's own first; raises TemplateError.

    >>> [s.name for s in load("soap").sections]
    ['subjective', 'objective', 'assessment', 'plan']
    """
    for folder in (_own(), _SHIPPED):
        if name in {file.stem for file in folder.glob("*.toml")} if folder.is_dir() else False:
            return read(folder / f"{name}.toml")
    raise TemplateError(f"there is no template {name!r}: choose one of {', '.join(names())}")


def usable(name: str) -> Template:
    """Return the template called `name`; when it can't be used any more, the usual one, so that no visit is stuck."""
    try:
        return load(name)
    except TemplateError:
        return read(_SHIPPED / f"{DEFAULT}.toml")


def from_json(value: Mapping[str, Any]) -> Template:
    """Read a template that was kept as JSON values.

    >>> from dataclasses import asdict
    >>> from_json(asdict(load("soap"))) == load("soap")
    True
    """
    return Template(**{**value, "sections": tuple(_kept(s) for s in value["sections"])})


@cache
def read(file: Path) -> Template:
    """Read a template file; raises TemplateError."""
    try:
        entries = tomllib.loads(file.read_text("utf-8"))
        sections = tuple(_section(entry, file.name) for entry in entries["sections"])
        title = str(entries["title"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        why = f"the template {file.name!r} can't be read ({type(error).__name__}): it needs a title and [[sections]]"
        raise TemplateError(why) from None
    parts = [part for section in sections for part in section.parts]
    if missing := [part for part in PARTS if part not in parts]:
        raise TemplateError(f"the template {file.name!r} has no section for {', '.join(missing)}: give each a place")
    if len(parts) > len(set(parts)):
        raise TemplateError(f"the template {file.name!r} names a part in two sections: each part has one place")
    if len({section.name for section in sections}) < len(sections):
        raise TemplateError(f"the template {file.name!r} has two sections of one name: give each a name of its own")
    return Template(
        name=file.stem,
        title=title,
        sections=tuple(_with_background(section, parts) for section in sections),
        loinc=str(entries.get("loinc", "")),
        style=str(entries.get("style", "")),
    )


def _section(entry: dict[str, Any], file: str) -> Section:
    parts, known = tuple(entry["parts"]), (*PARTS, *BACKGROUND)
    if unknown := [part for part in parts if part not in known]:
        raise TemplateError(f"the template {file!r} has an unknown part {unknown[0]!r}: there are {', '.join(known)}")
    return Section(
        name=str(entry["name"]), heading=str(entry["heading"]), parts=parts, loinc=str(entry.get("loinc", ""))
    )


def _with_background(section: Section, named: Sequence[str]) -> Section:
    """Give a section of the history those parts of it that no section is named for."""
    if "subjective" not in section.parts:
        return section
    return replace(section, parts=(*section.parts, *(part for part in BACKGROUND if part not in named)))


def _kept(value: Mapping[str, Any]) -> Section:
    return Section(**{**value, "parts": tuple(value["parts"])})


def _own() -> Path:
    return Settings().home / "templates"
