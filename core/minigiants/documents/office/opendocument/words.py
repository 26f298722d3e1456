"""Collect the words of an OpenDocument paragraph as its reader sees them."""

from dataclasses import dataclass, field
from typing import Any

from minigiants.documents import marks
from minigiants.documents.office.names import qn
from minigiants.documents.office.opendocument.styles import OpenStyles
from minigiants.documents.tally import Tally

_MOST_SPACES = 100
_UNREAD = frozenset(
    (
        *(qn(f"text:{name}") for name in ("note-citation", "tracked-changes", "page-number", "page-count")),
        *(qn(f"office:{name}") for name in ("annotation-end", "event-listeners", "forms")),
        *(qn(f"svg:{name}") for name in ("title", "desc")),
    )
)
_CHANGES = frozenset(qn(f"text:{name}") for name in ("change", "change-start"))


@dataclass(kw_only=True, slots=True)
class OpenWords:
    """The text of one paragraph, with what stands beside it."""

    styles: OpenStyles
    tally: Tally
    text: str = ""
    boxes: list[Any] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def take(self, element: Any) -> None:
        """Add what `element` holds."""
        self._add(element.text or "")
        for child in element.iterchildren():
            self._child(child)
            self._add(child.tail or "")

    def _child(self, child: Any) -> None:
        tag = child.tag
        if tag == qn("text:span"):
            self._span(child)
        elif tag == qn("text:s"):
            self.text += " " * min(int(child.get(qn("text:c"), 1)), _MOST_SPACES)
        elif tag == qn("text:tab"):
            self.text += " "
        elif tag == qn("text:line-break"):
            self.text += "\n"
        elif tag == qn("text:note"):
            self._note(child)
        elif tag == qn("office:annotation"):
            self._comment(child)
        elif tag in (qn("draw:frame"), qn("draw:custom-shape"), qn("draw:g")):
            self.boxes.append(child)
        elif tag in _CHANGES:
            self.tally.add("change")
        elif tag == qn("text:hidden-text") or child.get(qn("text:display")) == "none":
            self.tally.leave_out("hidden", "".join(child.itertext()) or child.get(qn("text:string-value"), ""))
        elif tag not in _UNREAD:
            self.take(child)

    def _add(self, text: str) -> None:
        words = " ".join(text.split()) if text.strip() else ""
        left = " " if text[:1].isspace() and self.text and not self.text[-1].isspace() else ""
        right = " " if words and text[-1:].isspace() else ""
        self.text += f"{left}{words}{right}".replace("\u00ad", "")

    def _span(self, span: Any) -> None:
        style = str(span.get(qn("text:style-name")))
        look = self.styles.look(style)
        if look != "shown":
            self.tally.leave_out(look, "".join(span.itertext()))
            return
        shift = self.styles.shift(style)
        before, self.text = self.text, "" if shift else self.text
        self.take(span)
        if shift:
            write = marks.raised if shift == "super" else marks.lowered
            self.text = marks.with_mark(before, write(before, self.text))

    def _note(self, note: Any) -> None:
        label = "".join(note.findtext(qn("text:note-citation")) or "").strip()
        body = note.find(qn("text:note-body"))
        self.text = marks.with_mark(self.text, marks.noted(label))
        if body is not None:
            self.after.append(f"Note {label}: {self._aside(body)}")

    def _comment(self, comment: Any) -> None:
        author = "".join(comment.itertext("{http://purl.org/dc/elements/1.1/}creator")).strip()
        text = " ".join(self._aside(p) for p in comment.iter(qn("text:p"))).strip()
        if text:
            self.tally.add("comment")
            self.after.append(f"Comment{f' by {author}' if author else ''}: {text}")

    def _aside(self, element: Any) -> str:
        words = OpenWords(styles=self.styles, tally=self.tally)
        words.take(element)
        return " ".join(words.text.split())
