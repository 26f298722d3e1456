"""Collect the words of a Word paragraph as its reader sees them."""

from dataclasses import dataclass, field
from typing import Any

from minigiants.documents import marks
from minigiants.documents.office.equations import equation
from minigiants.documents.office.names import qn
from minigiants.documents.office.package import Package
from minigiants.documents.office.word.notes import Notes
from minigiants.documents.office.word.numbering import Numbering
from minigiants.documents.office.word.styles import WordStyles, is_dark, is_on, value
from minigiants.documents.tally import Tally

_SPACES = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_GONE = {qn("w:del"), qn("w:moveFrom")}
_SKIPPED = {
    qn(f"w:{name}") for name in ("pPr", "rPr", "sdtPr", "instrText", "delText", "delInstrText", "rt", "fldData")
} | {qn("mc:Fallback"), qn("m:oMathParaPr")}
_EQUATIONS = {qn("m:oMath")}
_PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
_MADE_UP = ("automatically generated", "ai-generated")
"""What Word writes into descriptions of pictures that nobody described."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A Word file with what its paragraphs refer to."""

    package: Package
    part: str
    """The name of the part whose relations count."""
    styles: WordStyles
    numbering: Numbering
    notes: Notes
    tally: Tally


@dataclass(kw_only=True, slots=True)
class WordText:
    """The text of one paragraph, with what stands beside it."""

    story: Story
    style: str
    on_white: bool
    text: str = ""
    boxes: list[Any] = field(default_factory=list)
    """Text boxes, which a reader reads after the paragraph."""
    after: list[str] = field(default_factory=list)
    """Notes and comments that the paragraph refers to."""
    charts: list[str] = field(default_factory=list)
    """Relation ids of charts and diagrams."""
    _fields: list[str] = field(default_factory=list)
    """What the open fields compute; `|` once their result has begun."""
    _gap: bool = False
    """What stood just before is left out."""
    _commented: dict[str, int] = field(default_factory=dict)

    def take(self, element: Any) -> None:
        """Add what `element` holds."""
        for child in element.iterchildren():
            tag = child.tag
            if tag == qn("w:r"):
                self._run(child)
            elif tag in _GONE:
                self.story.tally.add("change")
            elif tag in _EQUATIONS:
                self._equation(child)
            elif tag == qn("w:fldSimple"):
                if not _is_page_number(value(child, "w:instr")):
                    self.take(child)
            elif tag == qn("w:commentRangeStart"):
                self._commented[value(child, "w:id")] = len(self.text)
            elif tag == qn("w:sdt"):
                if not is_on(child.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")):
                    self.take(child)
            elif tag not in _SKIPPED:
                if tag in (qn("w:ins"), qn("w:moveTo")):
                    self.story.tally.add("change")
                self.take(child)

    def _equation(self, element: Any) -> None:
        text = equation(element)
        if text:
            spaced = self.text and not self.text[-1].isspace()
            self.text += f" {text}" if spaced else text
        else:
            self.story.tally.add("equation")

    def _run(self, run: Any) -> None:
        look = self.story.styles.look(run, self.style, on_white=self.on_white)
        if look != "shown":
            words = "".join(piece.text or "" for piece in run.iter(qn("w:t")))
            self.story.tally.leave_out(look, words)
            self._gap = self._gap or bool(words)
            for child in run.iterchildren(qn("w:fldChar"), qn("w:instrText")):
                self._field(child)
            return
        position = self.story.styles.position(run, self.style)
        before, self.text = self.text, ""
        for child in run.iterchildren():
            self._inside(child, before)
        inside, self.text = self.text, before
        if position and inside:
            write = marks.raised if position == "superscript" else marks.lowered
            inside = inside if inside.startswith(" [note ") else write(before, inside)
        if self._gap and inside:
            inside = inside.lstrip(" ") if not before or before[-1].isspace() else inside
            self._gap = False
        self.text = marks.with_mark(before, marks.ticked(inside))

    def _inside(self, child: Any, before: str) -> None:
        tag = child.tag
        if tag in (qn("w:fldChar"), qn("w:instrText")):
            self._field(child)
        elif self._counts_pages():
            return
        elif tag == qn("w:t"):
            self.text += (child.text or "").replace("\u00ad", "")
        elif tag in _SPACES:
            self.text += _SPACES[tag]
        elif tag == qn("w:sym"):
            code = value(child, "w:char")
            self.text += marks.sign(value(child, "w:font"), int(code, 16) if code else 0)
        elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            self._note(child)
        elif tag == qn("w:commentReference"):
            start = self._commented.get(value(child, "w:id"), len(before))
            if comment := self.story.notes.comment(value(child, "w:id"), before[start:].strip()):
                self.story.tally.add("comment")
                self.after.append(comment)
        elif tag not in _SKIPPED:
            self._drawn(child)

    def _note(self, reference: Any) -> None:
        kind = "footnotes" if reference.tag == qn("w:footnoteReference") else "endnotes"
        label, note = self.story.notes.note(kind, value(reference, "w:id"))
        if note is None:
            return
        self.text += marks.noted(label)
        words = [self._aside(paragraph) for paragraph in note.iterchildren(qn("w:p"))]
        self.after.append(f"Note {label}: {' '.join(' '.join(words).split())}")

    def _aside(self, paragraph: Any) -> str:
        words = WordText(story=self.story, style=self.story.styles.paragraph(paragraph), on_white=False)
        words.take(paragraph)
        return words.text

    def _field(self, child: Any) -> None:
        kind = value(child, "w:fldCharType")
        if child.tag == qn("w:instrText"):
            if self._fields:
                self._fields[-1] += child.text or ""
        elif kind == "begin":
            self._fields.append("")
            self._form_box(child)
        elif kind == "separate" and self._fields:
            self._fields[-1] += "|"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _form_box(self, begin: Any) -> None:
        box = begin.find(f"{qn('w:ffData')}/{qn('w:checkBox')}")
        if box is not None:
            checked = box.find(qn("w:checked"))
            ticked = is_on(checked if checked is not None else box.find(qn("w:default")))
            self.text += marks.ticked("☑" if ticked else "☐")
        choices = begin.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
        if choices is not None:
            entries = [value(entry) for entry in choices.iterchildren(qn("w:listEntry"))]
            chosen = value(choices.find(qn("w:result"))) or value(choices.find(qn("w:default"))) or "0"
            self.text += entries[int(chosen)] if chosen.isdigit() and int(chosen) < len(entries) else ""

    def _counts_pages(self) -> bool:
        return any(_is_page_number(code) for code in self._fields)

    def _drawn(self, element: Any) -> None:
        """Take in a drawing: its text boxes, its description, its charts; or any wrapper of text."""
        if element.tag == qn("mc:AlternateContent"):
            choice = element.find(qn("mc:Choice"))
            return self._drawn(choice if choice is not None else element)
        for part in element.iter():
            name = str(part.tag).rpartition("}")[2]
            if name == "txbxContent" and not _within(part, element):
                self.boxes.append(part)
            elif name in ("chart", "relIds"):
                self.charts += [part.get(qn("r:id")) or part.get(qn("r:dm")) or ""]
            elif part.tag == qn("w:t") and not _within(part, element):
                self.text += part.text or ""
            elif name == "docPr":
                self._describe(part.get("descr") or "", has_picture="picture" in str(_graphic(element)))
        return None

    def _describe(self, description: str, *, has_picture: bool) -> None:
        words = " ".join(description.split())
        if words and not any(made in words.lower() for made in _MADE_UP) and " " in words:
            self.text += f" [Picture: {words}]"
        elif has_picture:
            self.story.tally.add("picture")


def _is_page_number(code: str) -> bool:
    words = code.replace("|", " ").split()
    return bool(words) and words[0].upper() in _PAGE_FIELDS


def _within(part: Any, top: Any) -> bool:
    """Tell whether `part` stands in a text box below `top`, which is read with its box."""
    for above in part.iterancestors():
        if above is top:
            return False
        if str(above.tag).endswith("}txbxContent") or above.tag == qn("mc:Fallback"):
            return True
    return False


def _graphic(element: Any) -> str:
    data = next(element.iter(qn("a:graphicData")), None)
    return "" if data is None else data.get("uri", "")


def is_on_white(paragraph: Any) -> bool:
    """Tell whether what is white in `paragraph` can't be seen, as far as the file says."""
    if is_dark(paragraph.find(f"{qn('w:pPr')}/{qn('w:shd')}")):
        return False
    for above in paragraph.iterancestors():
        if str(above.tag).endswith("}txbxContent"):
            return False
        if above.tag == qn("w:tc") and is_dark(above.find(f"{qn('w:tcPr')}/{qn('w:shd')}")):
            return False
        if above.tag == qn("w:tbl"):
            style = value(above.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}"))
            return style in ("", "TableGrid", "TableNormal")
        if above.tag == qn("w:document") and above.find(qn("w:background")) is not None:
            return False
    return True
