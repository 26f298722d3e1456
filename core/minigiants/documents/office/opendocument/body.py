"""Read the body of an OpenDocument file: paragraphs, lists, tables and boxes in the order of the document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from minigiants.documents import marks
from minigiants.documents.blocks import Block
from minigiants.documents.office.names import qn
from minigiants.documents.office.opendocument.styles import OpenStyles
from minigiants.documents.office.opendocument.words import OpenWords
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import MOST_COLUMNS, Cell, grid
from minigiants.documents.tables.regions import regions
from minigiants.documents.tally import Tally

_MOST_ROWS = 1_100_000
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_CONTAINERS = frozenset(
    (
        *(qn(f"text:{name}") for name in ("section", "index-body", "table-of-content", "user-index", "bibliography")),
        *(qn(f"draw:{name}") for name in ("g", "text-box", "frame", "custom-shape", "a", "page", "rect", "ellipse")),
        *(qn(f"office:{name}") for name in ("text",)),
    )
)


@dataclass(kw_only=True, slots=True)
class Body:
    """Reads the blocks of one file, whose lists go on from one another."""

    styles: OpenStyles
    tally: Tally
    _counts: dict[str, int] = field(default_factory=dict)

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks of `parent`."""
        for element in parent.iterchildren():
            tag = element.tag
            if tag == qn("text:h"):
                yield from self.paragraph(element, "heading")
            elif tag == qn("text:p"):
                titled = self.styles.is_title(str(element.get(qn("text:style-name"))))
                yield from self.paragraph(element, "heading" if titled else "paragraph")
            elif tag == qn("text:list"):
                yield from self._list(element, str(element.get(qn("text:style-name"))), 1)
            elif tag == qn("table:table"):
                yield from self.table(element)
            elif tag == qn("text:tracked-changes"):
                self.tally.add("change", sum(1 for _ in element.iter(qn("text:deletion"))))
            elif element.get(qn("text:display")) == "none":
                self.tally.leave_out("hidden", "".join(element.itertext()))
            elif tag == qn("draw:image"):
                self._picture(element)
            elif tag == qn("draw:object"):
                self.tally.add("equation" if element.find(_MATH) is not None else "picture")
            elif tag in _CONTAINERS:
                yield from self.blocks(element)

    def paragraph(self, element: Any, kind: Any, label: str = "") -> Iterator[Block]:
        """Yield a paragraph and what is read after it."""
        words = self._words(element)
        if words.text.strip():
            yield Block(text=f"{label}{words.text.strip()}", kind="item" if label else kind)
        yield from self._beside(words)

    def _words(self, element: Any) -> OpenWords:
        words = OpenWords(styles=self.styles, tally=self.tally)
        look = self.styles.look(str(element.get(qn("text:style-name"))))
        if look == "shown":
            words.take(element)
            words.text = marks.ticked(words.text)
        else:
            self.tally.leave_out(look, "".join(element.itertext()))
        return words

    def _beside(self, words: OpenWords) -> Iterator[Block]:
        for box in words.boxes:
            yield from self.blocks(box)
        yield from (Block(text=line, kind="item") for line in words.after)

    def _picture(self, image: Any) -> None:
        frame = image.getparent()
        siblings = {str(child.tag).rpartition("}")[2] for child in frame.iterchildren()} if frame is not None else set()
        if not siblings & {"object", "text-box"}:
            self.tally.add("picture")

    def _list(self, element: Any, style: str, level: int) -> Iterator[Block]:
        style = str(element.get(qn("text:style-name")) or style)
        goes_on = element.get(qn("text:continue-numbering")) == "true" or element.get(qn("text:continue-list"))
        key = f"{style} {level}"
        number = self._counts.get(key, 0) if goes_on else self.styles.start(style, level) - 1
        for item in element.iterchildren(qn("text:list-item"), qn("text:list-header")):
            label = ""
            if item.tag == qn("text:list-item"):
                number = int(item.get(qn("text:start-value"), number + 1))
                label = self.styles.label(style, level, number)
            for child in item.iterchildren():
                if child.tag == qn("text:list"):
                    yield from self._list(child, style, level + 1)
                elif child.tag in (qn("text:p"), qn("text:h")):
                    yield from self.paragraph(child, "heading" if child.tag == qn("text:h") else "paragraph", label)
                    label = ""
        self._counts[key] = number

    def table(self, element: Any, title: str = "") -> Iterator[Block]:
        """Yield a table; `title` is in the text already."""
        beside: list[OpenWords] = []
        rows = list(self._rows(element, beside))
        spanning = any(cell.rows > 1 for row in rows for cell in row)
        parts: Iterable[tuple[list[list[Cell]], bool | None]] = [(rows, None)] if spanning else regions(rows)
        for region, headed in parts:
            yield from shape.blocks(grid(region), title=title, headed=headed)
        for words in beside:
            yield from self._beside(words)

    def _rows(self, element: Any, beside: list[OpenWords]) -> Iterator[list[Cell]]:
        count = 0
        for row in element.iter(qn("table:table-row")):
            if next(row.iterancestors(qn("table:table"))) is not element:
                continue
            if row.get(qn("table:visibility")) in ("collapse", "filter"):
                self.tally.leave_out("hidden", " ".join(row.itertext()))
                continue
            head = row.getparent().tag == qn("table:table-header-rows")
            cells = self._cells(row, beside, head=head)
            repeated = int(row.get(qn("table:number-rows-repeated"), 1)) if any(cell.text for cell in cells) else 1
            for _ in range(min(repeated, _MOST_ROWS - count)):
                count += 1
                yield cells

    def _cells(self, row: Any, beside: list[OpenWords], *, head: bool) -> list[Cell]:
        cells: list[Cell] = []
        for cell in row.iterchildren(qn("table:table-cell"), qn("table:covered-table-cell")):
            repeated = min(int(cell.get(qn("table:number-columns-repeated"), 1)), MOST_COLUMNS)
            if cell.tag == qn("table:covered-table-cell"):
                continue
            text = self._cell(cell, beside)
            columns = int(cell.get(qn("table:number-columns-spanned"), 1))
            rows = int(cell.get(qn("table:number-rows-spanned"), 1))
            cells += [Cell(text=text, columns=columns, rows=rows, head=head)] * repeated
        while cells and not cells[-1].text and cells[-1].rows == 1:
            cells.pop()
        return cells

    def _cell(self, cell: Any, beside: list[OpenWords]) -> str:
        pieces = []
        for element in cell.iter(qn("text:p"), qn("text:h")):
            if any(above.tag in (qn("office:annotation"), qn("text:note-body")) for above in element.iterancestors()):
                continue
            words = self._words(element)
            pieces.append(words.text)
            beside.append(words)
        for comment in cell.iterchildren(qn("office:annotation")):
            words = OpenWords(styles=self.styles, tally=self.tally)
            words._child(comment)
            beside.append(words)
        return " ".join(" ".join(pieces).split())
