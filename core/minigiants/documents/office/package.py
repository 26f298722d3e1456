"""Open the archive of an Open XML file, in its transitional or its strict form, and read its parts."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - a compiled module

from minigiants.documents.values import Unreadable

MOST_XML = 100_000_000
"""Bytes of unpacked XML: a novel has about 5 million."""
MOST_UNPACKED = 1_000_000_000
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """What a part points to."""

    id: str
    kind: str
    """The last part of the relation's type, such as `footnotes`."""
    target: str
    """The name of a part, or an address outside."""
    external: bool


class Package:
    """The parts of one file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def xml(self, name: str) -> Any:
        """Return the root of the part `name`, None when there is none; strict names are read as transitional ones."""
        if name not in self.names:
            return None
        return parsed(_STRICT.sub(_TRANSITIONAL, self._archive.read(name)))

    def relations(self, name: str) -> list[Relation]:
        """List what the part `name` points to; the package itself is the part with the empty name."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [] if root is None else [_relation(element, folder) for element in root.iter(_RELATIONS)]

    def related(self, name: str, kind: str) -> Iterator[tuple[str, Any]]:
        """Yield the name and the root of each part of that `kind` that the part `name` points to."""
        for relation in self.relations(name):
            if relation.kind == kind and not relation.external and relation.target in self.names:
                yield relation.target, self.xml(relation.target)

    def main(self) -> str:
        """Return the name of the main part; raises KeyError."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument":
                return relation.target
        raise KeyError("officeDocument")

    def transitional(self) -> bytes:
        """Return the archive with strict names written as transitional ones, for a library that reads these only."""
        if "_rels/.rels" in self.names and not _STRICT.search(self._archive.read("_rels/.rels")) and self._archive.fp:
            self._archive.fp.seek(0)
            return self._archive.fp.read()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in sorted(self.names):
                data = self._archive.read(name)
                target.writestr(name, _STRICT.sub(_TRANSITIONAL, data) if _is_xml(name) else data)
        return out.getvalue()

    def sheets(self) -> Iterator[bytes]:
        """Yield the XML of a workbook's sheets."""
        return (self._archive.read(n) for n in sorted(self.names) if n.startswith("xl/worksheets/") and _is_xml(n))


def unpacked(data: bytes) -> zipfile.ZipFile:
    """Open an archive; raises Unreadable for damaged ones and for bombs."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable("corrupt", "The file is damaged or was copied only in part: get a fresh copy.") from None
    if any(file.flag_bits & 1 for file in files):
        raise Unreadable("encrypted", "The file is protected by a password: save a copy without one.")
    xml = sum(file.file_size for file in files if _is_xml(file.filename))
    if xml > MOST_XML or sum(file.file_size for file in files) > MOST_UNPACKED:
        raise Unreadable("too large", "The file unpacks to more than a document holds: save it as PDF or split it.")
    return archive


def parsed(data: bytes) -> Any:
    """Parse XML without ever looking anything up; raises lxml's errors."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".vml"))


def _relation(element: Any, folder: str) -> Relation:
    external = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    if not external:
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    kind = element.get("Type", "").rpartition("/")[2]
    return Relation(id=element.get("Id", ""), kind=kind, target=target, external=external)
