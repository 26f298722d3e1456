"""Write an equation of Open XML in one line."""

from typing import Any

from minigiants.documents.office.names import qn

_OPERATORS = frozenset("+-−±*/=<>≤≥·×")
_SCRIPTS = {
    "limLow": ("e", (("lim", "_"),)),
    "limUpp": ("e", (("lim", "^"),)),
    "sSub": ("e", (("sub", "_"),)),
    "sSubSup": ("e", (("sub", "_"), ("sup", "^"))),
    "sSup": ("e", (("sup", "^"),)),
}
"""Where the base stands, and what is raised or lowered with its mark."""


def equation(element: Any) -> str:
    """Return `m:oMath` or a part of it as text, empty when it holds none.

    >>> from lxml import etree
    >>> space = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
    >>> run = "<m:r><m:t>{}</m:t></m:r>"
    >>> fraction = f"<m:f><m:num>{run.format('a + b')}</m:num><m:den>{run.format('2')}</m:den></m:f>"
    >>> equation(etree.fromstring(f"<m:oMath {space}>{run.format('m = ')}{fraction}</m:oMath>"))
    'm = (a + b) / 2'
    """
    return " ".join("".join(_part(child) for child in element.iterchildren()).split())


def _part(element: Any) -> str:
    name = str(element.tag).rpartition("}")[2]
    if element.tag == qn("m:t"):
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    if name in _WRITERS:
        return _WRITERS[name](element)
    if name in _SCRIPTS:
        return _group(element, _SCRIPTS[name][0]) + "".join(
            mark + _group(element, place) for place, mark in _SCRIPTS[name][1]
        )
    return "".join(_part(child) for child in element.iterchildren())


def _fraction(element: Any) -> str:
    return f"{_group(element, 'num')} / {_group(element, 'den')}"


def _root(element: Any) -> str:
    degree = _child(element, "deg")
    return f"root_{degree}({_child(element, 'e')})" if degree else f"√({_child(element, 'e')})"


def _matrix(element: Any) -> str:
    rows = (", ".join(equation(cell) for cell in row.iterchildren(qn("m:e"))) for row in element.iter(qn("m:mr")))
    return f"[{'; '.join(rows)}]"


def _lines(element: Any) -> str:
    return "; ".join(equation(part) for part in element.iterchildren(qn("m:e")))


def _child(element: Any, name: str) -> str:
    child = element.find(qn(f"m:{name}"))
    return equation(child) if child is not None else ""


def _group(element: Any, name: str) -> str:
    text = _child(element, name)
    return f"({text})" if _OPERATORS & set(text[1:]) else text


def _setting(element: Any, properties: str, name: str, otherwise: str) -> str:
    found = element.find(f"{qn('m:' + properties)}/{qn('m:' + name)}")
    return otherwise if found is None else str(found.get(qn("m:val")) or "")


def _nary(element: Any) -> str:
    sign = _setting(element, "naryPr", "chr", "∫")
    below, above = _group(element, "sub"), _group(element, "sup")
    limits = (f"_{below}" if below else "") + (f"^{above}" if above else "")
    return f"{sign}{limits} {_child(element, 'e')}"


def _bracketed(element: Any) -> str:
    opening, closing = _setting(element, "dPr", "begChr", "("), _setting(element, "dPr", "endChr", ")")
    parts = (equation(part) for part in element.iterchildren(qn("m:e")))
    return opening + _setting(element, "dPr", "sepChr", "|").join(parts) + closing


_WRITERS = {"d": _bracketed, "eqArr": _lines, "f": _fraction, "m": _matrix, "nary": _nary, "rad": _root}
