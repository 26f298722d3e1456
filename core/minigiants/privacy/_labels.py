"""Write numbered labels such as <PERSON_1> for values, the same for the same."""

from minigiants.privacy._people import place_of, split_name
from minigiants.privacy._placeholders import placeholders
from minigiants.privacy._session import Names, fold_value


def reserve(names: Names, text: str) -> None:
    """Keep free the labels that `text` holds itself, unless they are this person's own."""
    names.reserved |= {p.label for p in placeholders(text)} - names.originals.keys()


def label(names: Names, type_: str, value: str, told: str = "") -> str:
    """Return the label of `value`; titles and possessives of people, who were met before, stay around it.

    >>> label(Names(), "SSN", "123-45-6789")
    '<SSN_1>'
    """
    if type_ != "PERSON":
        return _numbered(names, type_, fold_value(type_, value), value)
    before, name, after = split_name(value)
    stand_in = _numbered(names, type_, str(place_of(names, value, told)), name)
    if len(name) > len(names.originals[stand_in] or ""):
        names.originals[stand_in] = name
    return f"{before}{stand_in}{after}"


def _numbered(names: Names, type_: str, key: str, original: str) -> str:
    given = names.labels.setdefault(type_, {})
    if key not in given:
        number = len(given) + 1
        while (new := f"<{type_}_{number}>") in names.reserved or new in names.originals:
            number += 1
        given[key] = new
        names.originals[new] = original
    return given[key]
