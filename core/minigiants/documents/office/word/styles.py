"""Look up what a Word file's styles say of a paragraph or a run."""

from collections.abc import Iterator
from typing import Any, Literal

from minigiants.documents.office.names import qn

Look = Literal["shown", "struck", "hidden"]
_OFF = frozenset(("0", "false", "off", "none"))
_TINY = 4
"""Half points: nobody reads a smaller type."""


def value(element: Any, name: str = "w:val") -> str:
    """Return an attribute of `element`, empty when either is missing."""
    return "" if element is None else str(element.get(qn(name)) or "")


def is_on(element: Any) -> bool:
    """Tell whether a property that is there is on: without a value it is."""
    return element is not None and element.get(qn("w:val"), "1").lower() not in _OFF


class WordStyles:
    """The styles of one document."""

    def __init__(self, root: Any) -> None:
        elements = [] if root is None else list(root.iterchildren(qn("w:style")))
        self._styles = {value(style, "w:styleId"): style for style in elements}
        usual = (s for s in elements if value(s, "w:default") == "1" and value(s, "w:type") == "paragraph")
        self._usual = value(next(usual, None), "w:styleId")

    def chain(self, style: str) -> Iterator[Any]:
        """Yield the style and those that it is based on."""
        for _ in range(12):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(element.find(qn("w:basedOn")))

    def paragraph(self, paragraph: Any) -> str:
        """Return the id of a paragraph's style."""
        return value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) or self._usual

    def names(self, style: str) -> list[str]:
        """Return the names of the style and its bases, in lower case."""
        return [value(element.find(qn("w:name"))).lower() for element in self.chain(style)]

    def outline(self, style: str) -> str:
        """Return the level in the outline that the style gives, or empty."""
        levels = (value(element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")) for element in self.chain(style))
        return next((level for level in levels if level), "")

    def look(self, run: Any, style: str, *, on_white: bool) -> Look:
        """Tell whether a reader sees the run, in a paragraph of `style`."""
        if is_on(self._run(run, style, "w:vanish")) or is_on(self._run(run, style, "w:specVanish")):
            return "hidden"
        if is_on(self._run(run, style, "w:strike")) or is_on(self._run(run, style, "w:dstrike")):
            return "struck"
        size = value(self._run(run, style, "w:sz"))
        if size.isdigit() and int(size) <= _TINY:
            return "hidden"
        return "hidden" if on_white and self._is_white(run, style) else "shown"

    def position(self, run: Any, style: str) -> str:
        """Return `superscript`, `subscript` or empty."""
        return value(self._run(run, style, "w:vertAlign")).replace("baseline", "")

    def _is_white(self, run: Any, style: str) -> bool:
        color = value(self._run(run, style, "w:color")).upper()
        own = run.find(qn("w:rPr"))
        marked = own is not None and (is_dark(own.find(qn("w:shd"))) or own.find(qn("w:highlight")) is not None)
        return len(color) == 6 and not marked and all(color[i : i + 2] >= "F8" for i in (0, 2, 4))

    def _run(self, run: Any, style: str, name: str) -> Any:
        """Find a property of a run: its own, its style's, or its paragraph's style's."""
        properties = run.find(qn("w:rPr"))
        if properties is not None:
            element_of_run = properties.find(qn(name))
            if element_of_run is not None:
                return element_of_run
            yielding = self.chain(value(properties.find(qn("w:rStyle"))))
        else:
            yielding = iter(())
        for element in [*yielding, *self.chain(style)]:
            element_of_run = element.find(f"{qn('w:rPr')}/{qn(name)}")
            if element_of_run is not None:
                return element_of_run
        return None


def is_dark(shading: Any) -> bool:
    """Tell whether a shading is anything but white."""
    fill = value(shading, "w:fill").upper()
    return shading is not None and (fill not in ("", "AUTO", "FFFFFF") or bool(value(shading, "w:themeFill")))
