"""Write a form's fields, a picture and a formula of a web page as text."""

from bs4 import Tag

from minigiants.documents import marks

_TYPED = frozenset(("", "text", "search", "email", "tel", "url", "number", "date", "time", "month", "week"))


def field(tag: Tag) -> str | None:
    """Return what `tag` shows when it is no text itself, None for any other element.

    >>> from bs4 import BeautifulSoup
    >>> page = BeautifulSoup("<input value=Lund><input type=checkbox checked><img alt='Red to terminal 7'>", "lxml")
    >>> [field(tag) for tag in page.body]
    [' Lund ', ' [ticked] ', ' [Picture: Red to terminal 7] ']
    """
    if tag.name == "input" and "role" not in tag.attrs:
        return _input(tag)
    if tag.name == "select":
        options = tag.find_all("option")
        chosen = [option for option in options if "selected" in option.attrs] or options[:1]
        return f" {', '.join(option.get_text(' ', strip=True) for option in chosen)} "
    if tag.name == "textarea":
        return f" {tag.get_text()} "
    if tag.name == "img":
        words = " ".join(str(tag.get("alt", "")).split())
        return f" [Picture: {words}] " if " " in words else ""
    if tag.name == "math" and tag.get("alttext"):
        return f" {tag['alttext']} "
    return None


def _input(tag: Tag) -> str:
    kind = str(tag.get("type", "")).lower()
    if kind in ("checkbox", "radio"):
        return f" {marks.ticked('☑' if 'checked' in tag.attrs else '☐')} "
    return f" {tag.get('value', '')} " if kind in _TYPED else ""
