"""Give the foot- and endnotes and the comments of a Word file, by the marks that refer to them."""

from typing import Any

from minigiants.documents.marks import figure
from minigiants.documents.office.names import qn
from minigiants.documents.office.package import Package
from minigiants.documents.office.word.styles import value


class Notes:
    """The notes of one document; ask for each once, in order."""

    def __init__(self, package: Package, part: str) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        self._counts = {"footnotes": 0, "endnotes": 0}
        for kind in ("footnotes", "endnotes", "comments"):
            for _, root in package.related(part, kind):
                self._elements |= {(kind, value(note, "w:id")): note for note in root.iterchildren()}

    def note(self, kind: str, number: str) -> tuple[str, Any]:
        """Return the label and the element of a foot- or endnote, None when it is missing."""
        self._counts[kind] += 1
        label = figure(self._counts[kind], "decimal" if kind == "footnotes" else "lowerRoman")
        return label, self._elements.get((kind, number))

    def comment(self, number: str, words: str) -> str:
        """Return the comment on `words` as a line, empty when it is missing or says nothing."""
        element = self._elements.get(("comments", number))
        if element is None:
            return ""
        paragraphs = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in element.iter(qn("w:p")))
        text = " ".join(" ".join(paragraphs).split())
        author = value(element, "w:author")
        head = f"Comment by {author}" if author else "Comment"
        return f"{head}{f' on “{words}”' if words else ''}: {text}" if text else ""
