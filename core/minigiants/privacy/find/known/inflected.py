"""Inflect names as Polish and Spanish do: cases, and what a child or a friend is called."""

from collections.abc import Iterator

_ADJECTIVE = ("iego", "iemu", "im", "a", "iej", "ich", "imi", "i")
_MAN = ("a", "owi", "em", "iem", "u", "ie", "ow", "om", "ami", "ach", "owie", "owa", "owej")
_WOMAN = ("y", "i", "ie", "e", "o", "ii")
_FLEETING = ("a", "owi", "em", "iem", "u", "owie", "ow", "om", "ami")
_SOFTENED = {"t": "cie", "d": "dzie", "r": "rze", "l": "le", "k": "ce", "g": "dze"}
"""What the last consonant becomes in the locative."""
_VOWELS = frozenset("aeiouy")


def inflected(name: str) -> frozenset[str]:
    """Return the forms of a name in small letters and without accents, itself not among them.

    >>> {"kowalskiego", "kowalskiemu", "kowalska"} <= inflected("kowalski"), {"janowi", "jana"} <= inflected("jan")
    (True, True)
    """
    return frozenset(_forms(name)) - {name} if len(name) > 2 else frozenset()


def _forms(name: str) -> Iterator[str]:
    yield from _small(name)
    stem, end = name[:-1], name[-1]
    if stem.endswith(("sk", "ck", "zk")) and end in "ia" and len(name) > 4:
        yield from (stem + ending for ending in _ADJECTIVE)
        yield stem[:-1] + "cy"
    elif end == "a":
        yield from (stem + ending for ending in _WOMAN)
        if stem[-1] in _SOFTENED:
            yield stem[:-1] + _SOFTENED[stem[-1]]
    elif end in "yi" and len(name) > 4:
        yield from ((stem if end == "y" else name) + ending for ending in ("ego", "emu", "ym" if end == "y" else "m"))
    elif end not in _VOWELS:
        yield from (name + ending for ending in _MAN)
        if name[-2] == "e" and end in "klc" and len(name) > 4:
            yield from (name[:-2] + end + ending for ending in _FLEETING)
        if end in _SOFTENED and end != "k" and len(name) > 4:
            yield stem + _SOFTENED[end]


def _small(name: str) -> Iterator[str]:
    """Yield what Spanish makes of a name for somebody small or dear."""
    if name.endswith(("co", "ca", "go", "ga")):
        hard = {"c": "qu", "g": "gu"}[name[-2]]
        yield f"{name[:-2]}{hard}it{name[-1]}"
    elif name.endswith(("os", "as")):
        yield f"{name[:-2]}it{name[-2:]}"
    elif name[-1] in "oa":
        yield f"{name[:-1]}it{name[-1]}"
    elif name[-1] not in _VOWELS and len(name) > 3:
        yield from (name + ending for ending in ("ito", "ita", "cito", "cita"))
