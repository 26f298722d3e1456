"""Write numbered labels such as <PERSON_1> for values, the same for the same."""

from minigiants.privacy.replace.counted import DENIED
from minigiants.privacy.replace.people import place_of, split_name
from minigiants.privacy.replace.placeholders import placeholders
from minigiants.privacy.replace.session import Names, fold_value
from minigiants.types import Entity


def reserve(names: Names, text: str) -> None:
    """Keep free the labels that `text` holds itself, unless they are this person's own."""
    names.reserved |= {p.label for p in placeholders(text)} - names.originals.keys()


def held(text: str) -> list[Entity]:
    """Return what looks like a label in a text as it came, so that it is not taken for one of ours when it returns.

    >>> [(e.start, e.end, e.type) for e in held("Blinded: <PERSON_1>.")]
    [(9, 19, 'ID')]
    """
    found = [p for p in placeholders(text) if p.kind != "prose"]
    return [Entity(start=p.start, end=p.end, type="ID", score=1.0, recognizer=DENIED) for p in found]


def label(names: Names, type_: str, value: str, gender: str = "") -> str:
    """Return the label of `value`; titles and possessives of people, who were met before, stay around it.

    >>> label(Names(), "SSN", "123-45-6789")
    '<SSN_1>'
    """
    if type_ != "PERSON":
        return _numbered(names, type_, fold_value(type_, value), value)
    before, name, after = split_name(value)
    stand_in = _numbered(names, type_, str(place_of(names, value, gender)), name)
    if len(name) > len(names.originals[stand_in] or ""):
        names.originals[stand_in] = name
    return f"{before}{stand_in}{after}"


def _numbered(names: Names, type_: str, key: str, original: str) -> str:
    labels = names.labels.setdefault(type_, {})
    if key not in labels:
        number = len(labels) + 1
        while (new := f"<{type_}_{number}>") in names.reserved or new in names.originals:
            number += 1
        labels[key] = new
        names.originals[new] = original
    return labels[key]
