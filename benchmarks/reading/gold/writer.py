"""Make sentences and tables by a seed, and say what a person sees in the file that holds them."""

import random
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

Rows = list[list[str]]


@dataclass(frozen=True, kw_only=True)
class Gold:
    """A file and what a person sees in it."""

    name: str
    data: bytes
    lines: list[str]
    """Running text, headings and items in the order in which they are read."""
    tables: list[Rows] = field(default_factory=list)
    """The header first; a cell that spans stands at each place that it covers."""
    ruled: bool = True
    values: list[str] = field(default_factory=list)
    """Notes, values of forms, ticks: what stands in other parts of the file."""
    never: list[str] = field(default_factory=list)
    """What is struck or hidden."""
    pages: int = 1


_WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
_NAMES, _THINGS, _ACTS, _TIMES = (_WORDS[kind] for kind in ("names", "things", "acts", "times"))


class Writer:
    """Make sentences and tables that are the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def name(self) -> str:
        """Return a name."""
        return f"{self.random.choice(_NAMES)} {self.random.choice(_NAMES)}"

    def sentence(self) -> str:
        """Return a sentence with a figure in it, which no other has."""
        r = self.random
        return (
            f"The office of {self.name()} {r.choice(_ACTS)} the {r.choice(_THINGS)} and {r.choice(_ACTS)} "
            f"{r.randint(100, 9999)} {r.choice(_THINGS)}s {r.choice(_TIMES)}."
        )

    def paragraph(self, sentences: int = 3) -> str:
        """Return some sentences."""
        return " ".join(self.sentence() for _ in range(sentences))

    def heading(self) -> str:
        """Return a heading."""
        return f"{self.random.choice(_THINGS).title()} rules of {self.name()}"

    def table(self, rows: int, columns: int, *, empty: float = 0.0) -> Rows:
        """Return a table whose first column names things and whose others hold figures, dates and words."""
        r = self.random
        heads = ["Part", "Stock", "Price", "Last check", "Keeper", "Remark"][:columns]
        body = []
        for i in range(rows):
            row = [
                f"{r.choice(_THINGS).title()} {chr(65 + i % 26)}{i + 10}",
                str(r.randint(1, 900)),
                f"{r.randint(1, 400)}.{r.randint(10, 99)}",
                f"2026-0{r.randint(1, 9)}-{r.randint(10, 28)}",
                r.choice(_NAMES),
                f"{r.choice(_ACTS)} {r.choice(_TIMES)}",
            ][:columns]
            body.append([row[0], *("" if j > 1 and r.random() < empty else c for j, c in enumerate(row[1:], start=1))])
        return [heads, *body]
