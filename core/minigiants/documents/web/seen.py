"""Tell what of a web page a reader sees."""

import re
from collections.abc import Iterator
from typing import Literal

from bs4 import BeautifulSoup, Tag

Look = Literal["shown", "struck", "hidden", "absent"]
SHOWN: Look = "shown"
"""`absent` is what no page shows, such as a script; `hidden` is text that a style hides."""

_ABSENT_NAMES = """
area audio canvas datalist embed head iframe map nav noscript object rp rt script style svg template track video
"""
_ABSENT = frozenset(_ABSENT_NAMES.split())
_STRUCK = frozenset(("del", "s", "strike"))
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*(?:0?\.\d+|[012](?:\.\d+)?(?=\s*(?:px|pt))|0)(?![.\d]|r?em|%)"
    r"|(?<![-\w])opacity\s*:\s*0(?:\.0+)?(?![.\d])"
    # Beyond the edge of the page, as "left: -9999px"; -20px only shifts.
    r"|(?<![-\w])(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_PALE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|transparent|#f{3}(?:f{3})?|rgba?\(\s*255[\s,]+255[\s,]+255)(?![\w-])",
    re.IGNORECASE,
)
_GROUND = re.compile(r"background(?:-color|-image)?\s*:\s*([^;]*)", re.IGNORECASE)
_WHITE_GROUND = re.compile(
    r"\s*+(?:white|transparent|none|inherit|#f{3}(?:f{3})?)(?:\s*+!important)?\s*+", re.IGNORECASE
)
_LINED = re.compile(r"text-decoration(?:-line)?\s*:[^;:]*line-through", re.IGNORECASE)
_MEDIA = re.compile(r"@media[^{}@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")
_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"\s*([a-z][a-z0-9]*)?([.#])([\w-]+)\s*", re.IGNORECASE)
_COMMENT = re.compile(r"/\*(?:(?!\*/).)*+(?:\*/)?", re.DOTALL)
_LONGEST_STYLE = 500_000


class Sight:
    """What the styles inside of one page hide or strike out; rules of other files are not known."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._coloured = False
        """Whether a style sheet gives anything a ground: pale text may stand on it."""
        self._looks: dict[str, list[tuple[str, Look]]] = {}
        """By `.class` or `#id`: the element's name, or empty, and its look."""
        for style in soup.find_all("style"):
            text = style.get_text()[:_LONGEST_STYLE]
            self._coloured = self._coloured or _coloured(text)
            for selector, name, look in _rules(text):
                self._looks.setdefault(selector, []).append((name, look))

    def look(self, tag: Tag) -> Look:
        """Tell how a reader sees `tag`, taken alone."""
        if tag.name in _ABSENT or (tag.name == "input" and tag.get("type") == "hidden"):
            return "absent"
        style = str(tag.attrs.get("style", ""))
        if "hidden" in tag.attrs or (style and (_HIDDEN.search(style) or self._pale(tag, style))):
            return "hidden"
        if tag.name in _STRUCK or (style and _LINED.search(style)):
            return "struck"
        return self._styled(tag) if self._looks else "shown"

    def _pale(self, tag: Tag, style: str) -> bool:
        """Tell whether an element's text is white on the page's own white, as far as the page says."""
        if not _PALE.search(style) or self._coloured or _coloured(style):
            return False
        around = [parent for parent in tag.parents if isinstance(parent, Tag)]
        return not any("bgcolor" in parent.attrs or _coloured(str(parent.attrs.get("style", ""))) for parent in around)

    def _styled(self, tag: Tag) -> Look:
        classes: str | list[str] = tag.get("class") or []
        keys = [f".{name}" for name in (classes if isinstance(classes, list) else [classes])] + [f"#{tag.get('id')}"]
        looks: list[Look] = [look for key in keys for name, look in self._looks.get(key, ()) if name in ("", tag.name)]
        return looks[-1] if looks else SHOWN


def _coloured(style: str) -> bool:
    """Tell whether a style gives a ground that is not white.

    >>> _coloured("background: #fff"), _coloured("background-color: navy; color: white")
    (False, True)
    """
    return any(not _WHITE_GROUND.fullmatch(match[1].partition("}")[0]) for match in _GROUND.finditer(style))


def _rules(text: str) -> Iterator[tuple[str, str, Look]]:
    """Yield the simple selectors that hide or strike, each with the name of the element that it is for."""
    for match in _RULE.finditer(_MEDIA.sub("", _COMMENT.sub("", text))):
        body = match[2]
        look: Look = "hidden" if _HIDDEN.search(body) else "struck" if _LINED.search(body) else "shown"
        if look == "shown":
            continue
        for selector in match[1].split(","):
            if simple := _SIMPLE.fullmatch(selector):
                yield simple[2] + simple[3], (simple[1] or "").lower(), look
