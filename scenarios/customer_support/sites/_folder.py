"""Keep the sites of a folder apart: a mistake in one file, or two files that claim the same, stop no other site."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ._read import NEUTRAL, load_site
from ._values import Site, SiteError

_CLAIMS = ("name", "collection", "key")
"""What belongs to one site alone: handovers, talks and requests find their site by it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistaken:
    """A site's file that can't be used."""

    file: str
    """Its name, without the folder."""
    mistake: str
    """One sentence: what is wrong and what to do."""
    name: str = ""
    """The site's name as far as the file tells it; so below."""
    collection: str = ""
    key: str = ""
    """The hash of its key."""
    webhook: bool = False
    smtp: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Sites:
    """What a folder holds, by file name."""

    good: Mapping[Path, Site]
    mistaken: tuple[Mistaken, ...]


def read_sites(folder: Path) -> Sites:
    """Read every file of `folder`; a changed one is read anew. Raises nothing for what a file holds."""
    good: dict[Path, Site] = {}
    wrong: dict[Path, str] = {}
    for file in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        try:
            good[file] = _cached(file, file.stat().st_mtime_ns)
        except SiteError as error:
            wrong[file] = str(error)
        except OSError as error:
            wrong[file] = f"the site file {file.name!r} can't be read ({type(error).__name__}): mend the file"
    wrong |= _twice(good)
    return Sites(
        good={file: site for file, site in good.items() if file not in wrong},
        mistaken=tuple(_mistaken(file, said) for file, said in sorted(wrong.items())),
    )


def load_sites(folder: Path) -> tuple[Site, ...]:
    """Return the sites of `folder` whose files have no mistake, by file name."""
    return tuple(read_sites(folder).good.values())


def site_of(collection: str, folder: Path) -> Site:
    """Return the site whose knowledge base `collection` is, else one that has the common rules only.

    Raises SiteError when the file of that very site has a mistake: nobody is answered without the site's own rules.
    """
    found = read_sites(folder)
    if site := next((site for site in found.good.values() if collection and site.collection == collection), None):
        return site
    if bad := next((bad for bad in found.mistaken if collection and bad.collection == collection), None):
        raise SiteError(bad.mistake)
    return NEUTRAL


def _twice(good: Mapping[Path, Site]) -> dict[Path, str]:
    """Return a sentence for each file that claims what another claims too."""
    sentences: dict[Path, str] = {}
    for claim in _CLAIMS:
        claimed: dict[str, list[Path]] = {}
        for file, site in good.items():
            claimed.setdefault(getattr(site, claim), []).append(file)
        for value, files in claimed.items():
            if value and len(files) > 1:
                which = " and ".join(repr(file.name) for file in files)
                what = "the same key" if claim == "key" else f"the {claim} {value!r}"
                sentences |= dict.fromkeys(files, f"the site files {which} have {what}: change or remove all but one")
    return sentences


def _mistaken(file: Path, mistake: str) -> Mistaken:
    """Tell what can be told of a file that no reader takes."""
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        text = ""
    return Mistaken(
        file=file.name,
        mistake=mistake,
        name=_told("name", text),
        collection=_told("collection", text),
        key=_told("key", text),
        webhook=bool(re.search(r"(?m)^\s*webhook\s*=", text)),
        smtp=bool(re.search(r"(?m)^\s*(?:\[\s*delivery\s*\.\s*smtp\s*\]|smtp\s*=)", text)),
    )


def _told(setting: str, text: str) -> str:
    found = re.search(rf"(?m)^\s*{setting}\s*=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')", text)
    return (found[1] or found[2] or "") if found else ""


@cache
def _cached(file: Path, changed: int) -> Site:
    return load_site(file)
