"""Put back what stands for personal data in a text that a model wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from minigiants.privacy.replace.placeholders import placeholders
from minigiants.privacy.replace.session import Names

_LABEL = re.compile(r"<[A-Z_]+_[0-9]+>")
_DRESSED = re.compile(r"[_<>\[\]{}&‹›«»〈〉＜＞]")
"""What a label has and ordinary writing, such as "AGE 50", has not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """A text with the originals put back."""

    text: str
    repaired: tuple[str, ...] = ()
    """Labels that the model mangled, as it wrote them; what they stand for is in the text."""
    unknown: tuple[str, ...] = ()
    """What looks like a label but stands for nothing, or for several things; left as it was."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    original: str | None
    """None when it is not known."""
    mended: bool = False


def restore(text: str, names: Names) -> Restored:
    """Replace the labels and substitutes in `text` by what they stand for, without a guess."""
    parts: list[str] = []
    repaired: list[str] = []
    unknown: list[str] = []
    at = 0
    for place in sorted([*_labels(text, names), *_substitutes(text, names)], key=lambda f: (f.start, -f.end)):
        if place.start < at:
            continue
        text_there = text[place.start : place.end]
        if place.original is None:
            unknown.append(text_there)
        elif place.mended:
            repaired.append(text_there)
        parts += [text[at : place.start], text_there if place.original is None else place.original]
        at = place.end
    return Restored(text="".join([*parts, text[at:]]), repaired=tuple(repaired), unknown=tuple(unknown))


def _labels(text: str, names: Names) -> Iterator[_Found]:
    for place in placeholders(text):
        original = names.originals.get(place.label)
        if original is not None and place.kind in {"exact", "mended"}:
            yield _Found(place.start, place.end, original + place.own, place.kind == "mended")
        elif original is not None or _DRESSED.search(text, place.start, place.end):
            yield _Found(place.start, place.end, None)


def _substitutes(text: str, names: Names) -> Iterator[_Found]:
    known = sorted((s for s in names.originals if not _LABEL.fullmatch(s)), key=len, reverse=True)
    if known:
        any_of = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")
        yield from (_Found(m.start(), m.end(), names.originals[m[0]]) for m in any_of.finditer(text))
