"""Gather the rows of a rich text table."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from minigiants.documents.blocks import Block
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import Cell, grid


@dataclass(slots=True)
class Rows:
    """A table that is being read."""

    rows: list[list[Cell]] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    joints: list[str] = field(default_factory=list)
    """How the row's cells are joined to others; a bar ends each cell."""

    def end_row(self) -> None:
        """Put the row at hand to the others, its cells joined as its definition says."""
        if not self.row:
            return
        joints = " ".join(self.joints).split("|")
        cells: list[Cell] = []
        for i, cell in enumerate(self.row):
            joint = joints[i] if i < len(joints) else ""
            if "clmrg" in joint and cells:
                cells[-1] = replace(cells[-1], columns=cells[-1].columns + 1)
            elif "clvmrg" in joint and self.rows and len(self.rows[-1]) > len(cells):
                cells.append(replace(cell, text=self.rows[-1][len(cells)].text))
            else:
                cells.append(cell)
        self.rows.append(cells)
        self.row = []

    def blocks(self) -> Iterator[Block]:
        """Yield the table."""
        self.end_row()
        yield from shape.blocks(grid(self.rows))
