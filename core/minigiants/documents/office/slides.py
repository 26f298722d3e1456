"""Read presentations: a page for each slide, its title as heading, its tables, charts and notes."""

from collections.abc import Iterator
from typing import Any

from minigiants.documents import marks
from minigiants.documents.blocks import Block, page
from minigiants.documents.office import charts
from minigiants.documents.office.equations import equation
from minigiants.documents.office.names import qn
from minigiants.documents.office.package import Package
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import Cell, grid
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page

_TITLES = ("title", "ctrTitle")
_BODIES = ("body", "obj", "subTitle", "")
_UNREAD = ("sldNum", "dt", "hdr")
_STRIKES = ("sngStrike", "dblStrike")
_MADE_UP = ("automatically generated", "ai-generated")


def read(package: Package, tally: Tally) -> tuple[Page, ...]:
    """Make a page of each slide that is shown; raises what damage leads to."""
    main = package.main()
    targets = {relation.id: relation.target for relation in package.relations(main)}
    reader = _Slides(package, tally)
    pages = []
    for number, entry in enumerate(package.xml(main).iter(qn("p:sldId")), start=1):
        part = targets.get(str(entry.get(qn("r:id"))), "")
        root = package.xml(part)
        if root is None or root.get("show") in ("0", "false"):
            tally.add("slide")
            pages.append(Page(number=number, text=""))
        else:
            pages.append(page(reader.slide(part, root), number=number))
    return tuple(pages)


class _Slides:
    """Read slides one after the other; what each repeats at its edge is read once."""

    def __init__(self, package: Package, tally: Tally) -> None:
        self._package = package
        self._tally = tally
        self._footers: set[str] = set()

    def slide(self, part: str, root: Any) -> Iterator[Block]:
        """Yield the title, the shapes in their order, and the speaker's notes."""
        shapes = list(_leaves(root.find(f"{qn('p:cSld')}/{qn('p:spTree')}")))
        for shape_ in sorted(shapes, key=lambda item: _place(item) not in _TITLES):
            yield from self._shape(part, shape_)
        for _, notes in self._package.related(part, "notesSlide"):
            for note in notes.iter(qn("p:sp")):
                if _place(note) == "body":
                    text = " ".join(" ".join(self._paragraph(p) for p in note.iter(qn("a:p"))).split())
                    if text:
                        yield Block(text=f"Notes: {text}")

    def _shape(self, part: str, element: Any) -> Iterator[Block]:
        if element.tag == qn("p:graphicFrame"):
            yield from self._frame(part, element)
        elif element.tag == qn("p:pic"):
            self._picture(element)
            description = _description(element)
            if description:
                yield Block(text=f"[Picture: {description}]")
        else:
            yield from self._text(element)

    def _picture(self, element: Any) -> None:
        if not _description(element):
            self._tally.add("picture")

    def _text(self, element: Any) -> Iterator[Block]:
        place = _place(element)
        body = element.find(qn("p:txBody"))
        if body is None or place in _UNREAD:
            return
        paragraphs = [(p, self._paragraph(p).strip()) for p in body.iterchildren(qn("a:p"))]
        paragraphs = [(p, text) for p, text in paragraphs if text]
        if place in _TITLES:
            yield Block(text=" ".join(text for _, text in paragraphs), kind="heading")
            return
        if place == "ftr":
            text = " ".join(text for _, text in paragraphs)
            if text and text not in self._footers:
                self._footers.add(text)
                yield Block(text=f"Slide footer: {text}")
            return
        bulleted = place is not None and place in _BODIES and len(paragraphs) > 1
        number = 0
        for paragraph, text in paragraphs:
            label, number = _label(paragraph, number, bulleted=bulleted)
            yield Block(text=f"{label}{text}", kind="item" if label else "paragraph")

    def _paragraph(self, paragraph: Any) -> str:
        text = ""
        for child in paragraph.iter():
            if child.tag in (qn("a:r"), qn("a:fld")) and child.get("type") != "slidenum":
                text = self._run(child, text)
            elif child.tag == qn("a:br"):
                text += " "
            elif child.tag == qn("m:oMath"):
                text = f"{text.rstrip()} {equation(child)}"
        return text

    def _run(self, run: Any, before: str) -> str:
        words = "".join(t.text or "" for t in run.iterchildren(qn("a:t"))).replace("\u000b", " ")
        properties = run.find(qn("a:rPr"))
        if properties is not None and properties.get("strike") in _STRIKES:
            self._tally.leave_out("struck", words)
            return before.rstrip(" ") + " " if before.endswith(" ") else before
        shift = properties.get("baseline", "0") if properties is not None else "0"
        if shift.lstrip("-").rstrip("%").isdigit() and int(shift.rstrip("%")) and words:
            words = marks.lowered(before, words) if shift.startswith("-") else marks.raised(before, words)
        if before.endswith(" "):
            words = words.lstrip(" ")
        return marks.with_mark(before, marks.ticked(words))

    def _frame(self, part: str, element: Any) -> Iterator[Block]:
        for table in element.iter(qn("a:tbl")):
            rows = [
                [self._cell(cell) for cell in row.iterchildren(qn("a:tc"))] for row in table.iterchildren(qn("a:tr"))
            ]
            properties = table.find(qn("a:tblPr"))
            headed = properties is not None and properties.get("firstRow") in ("1", "true") and len(rows) > 1
            yield from shape.blocks(grid([[c for c in row if c is not None] for row in rows]), headed=headed or None)
        for reference in element.iter():
            name = str(reference.tag).rpartition("}")[2]
            relation = reference.get(qn("r:id")) if name == "chart" else reference.get(qn("r:dm"))
            if name in ("chart", "relIds") and relation:
                yield from charts.blocks(self._package, part, relation, self._tally)

    def _cell(self, cell: Any) -> Cell | None:
        """Return a cell, None for the place that another one covers."""
        if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
            return None
        text = " ".join(" ".join(self._paragraph(p) for p in cell.iter(qn("a:p"))).split())
        return Cell(text=text, columns=int(cell.get("gridSpan", 1)), rows=int(cell.get("rowSpan", 1)))


def _leaves(tree: Any) -> Iterator[Any]:
    """Yield the shapes of a tree, those of groups at the group's place."""
    for child in tree.iterchildren() if tree is not None else ():
        if child.tag == qn("p:grpSp"):
            yield from _leaves(child)
        elif child.tag == qn("mc:AlternateContent"):
            yield from _leaves(next(iter(child.iterchildren(qn("mc:Choice"))), None))
        elif child.tag in (qn("p:sp"), qn("p:pic"), qn("p:graphicFrame"), qn("p:cxnSp")) and not _is_hidden(child):
            yield child


def _is_hidden(element: Any) -> bool:
    properties = next(element.iter(qn("p:cNvPr")), None)
    return properties is not None and properties.get("hidden") in ("1", "true")


def _place(element: Any) -> str | None:
    """Return the kind of placeholder that a shape fills, None when it fills none."""
    placeholder = next(element.iter(qn("p:ph")), None)
    return None if placeholder is None else placeholder.get("type", "")


def _description(element: Any) -> str:
    properties = next(element.iter(qn("p:cNvPr")), None)
    words = " ".join((properties.get("descr") or "").split()) if properties is not None else ""
    return "" if " " not in words or any(made in words.lower() for made in _MADE_UP) else words


def _label(paragraph: Any, number: int, *, bulleted: bool) -> tuple[str, int]:
    """Return what stands before a paragraph, and the number of the last one."""
    properties = paragraph.find(qn("a:pPr"))
    if properties is not None:
        counted = properties.find(qn("a:buAutoNum"))
        if counted is not None:
            number = number + 1 if number else int(counted.get("startAt", 1))
            return f"{number}. ", number
        if properties.find(qn("a:buChar")) is not None:
            return "- ", 0
        if properties.find(qn("a:buNone")) is not None:
            return "", 0
    return "- " if bulleted else "", 0
