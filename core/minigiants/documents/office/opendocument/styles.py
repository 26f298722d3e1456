"""Look up what an OpenDocument file's styles say of its text."""

from typing import Any, Literal

from minigiants.documents.marks import figure
from minigiants.documents.office.names import qn

Look = Literal["shown", "struck", "hidden"]
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class OpenStyles:
    """The styles of the parts of one file."""

    def __init__(self, *roots: Any) -> None:
        known = [root for root in roots if root is not None]
        self._styles = {str(s.get(qn("style:name"))): s for root in known for s in root.iter(qn("style:style"))}
        self._lists = {str(s.get(qn("style:name"))): s for root in known for s in root.iter(qn("text:list-style"))}

    def look(self, name: str) -> Look:
        """Tell how a reader sees text of the style."""
        if self._property(name, "text:display") == "none" or self._property(name, "text:display") == "true":
            return "hidden"
        line = self._property(name, "style:text-line-through-style")
        kind = self._property(name, "style:text-line-through-type")
        return "struck" if (line or kind or "none") not in ("none", "") else "shown"

    def shift(self, name: str) -> str:
        """Return `super`, `sub` or empty."""
        position = self._property(name, "style:text-position").split(" ")[0]
        if position in ("super", "sub"):
            return position
        number = position.rstrip("%")
        if number.lstrip("-").isdigit() and int(number):
            return "sub" if number.startswith("-") else "super"
        return ""

    def is_shown(self, name: str) -> bool:
        """Tell whether a sheet of the style is shown."""
        return self._property(name, "table:display", "table-properties") != "false"

    def is_title(self, name: str) -> bool:
        """Tell whether the style is that of a document's title, or is based on it."""
        for _ in range(12):
            if name in ("Title", "Subtitle"):
                return True
            style = self._styles.get(name)
            name = "" if style is None else str(style.get(qn("style:parent-style-name")))
        return False

    def label(self, name: str, level: int, number: int) -> str:
        """Return what stands before an item of a list of style `name`."""
        style = self._lists.get(name)
        for shape in style.iterchildren() if style is not None else ():
            if shape.get(qn("text:level")) == str(level):
                if shape.tag != qn("text:list-level-style-number"):
                    return "- "
                code = _FORMATS.get(shape.get(qn("style:num-format"), ""), "")
                prefix, suffix = shape.get(qn("style:num-prefix"), ""), shape.get(qn("style:num-suffix"), "")
                return f"{prefix}{figure(number, code)}{suffix} " if code else ""
        return "- "

    def start(self, name: str, level: int) -> int:
        """Return the first number of a list."""
        style = self._lists.get(name)
        for shape in style.iterchildren() if style is not None else ():
            if shape.get(qn("text:level")) == str(level):
                return int(shape.get(qn("text:start-value"), 1))
        return 1

    def _property(self, name: str, wanted: str, kind: str = "text-properties") -> str:
        for _ in range(12):
            style = self._styles.get(name)
            if style is None:
                return ""
            for properties in style.iterchildren(qn(f"style:{kind}")):
                if (value := properties.get(qn(wanted))) is not None:
                    return str(value)
            name = str(style.get(qn("style:parent-style-name")))
        return ""
