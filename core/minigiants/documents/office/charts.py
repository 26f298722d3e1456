"""Read the figures that a chart or a diagram keeps beside its drawing."""

from collections.abc import Iterator
from typing import Any

from minigiants.documents.blocks import Block
from minigiants.documents.office.names import qn
from minigiants.documents.office.package import Package
from minigiants.documents.tally import Tally
from minigiants.types import Table


def blocks(package: Package, part: str, relation_id: str, tally: Tally) -> Iterator[Block]:
    """Yield what the chart or diagram says to which `part` points by `relation_id`."""
    target = next((r.target for r in package.relations(part) if r.id == relation_id and not r.external), "")
    root = package.xml(target)
    if root is None:
        return
    if root.tag == qn("c:chartSpace"):
        yield from _chart(root, tally)
    else:
        paragraphs = ("".join(piece.text or "" for piece in p.iter(qn("a:t"))) for p in root.iter(qn("a:p")))
        yield from (Block(text=text, kind="item") for text in paragraphs if text.strip())


def _chart(root: Any, tally: Tally) -> Iterator[Block]:
    title = " ".join("".join(piece.text or "" for piece in t.iter(qn("a:t"))) for t in root.iter(qn("c:title")))
    series = [(_values(s.find(qn("c:tx"))), _series(s)) for s in root.iter(qn("c:ser"))]
    labels = next((_values(s.find(qn(name))) for s in root.iter(qn("c:ser")) for name in ("c:cat", "c:xVal")), {})
    count = max((max(values, default=-1) + 1 for _, values in series), default=0)
    if not count:
        tally.add("chart")
        return
    names = [names.get(0) or f"Series {i}" for i, (names, _) in enumerate(series, start=1)]
    rows = tuple((labels.get(i, ""), *(values.get(i, "") for _, values in series)) for i in range(count))
    table = Table(title=title.strip(), header=("", *names), rows=tuple(row for row in rows if any(row)))
    yield Block(text=f"Chart: {title.strip()}" if title.strip() else "Chart", kind="table", table=table)


def _series(series: Any) -> dict[int, str]:
    for name in ("c:val", "c:yVal"):
        if values := _values(series.find(qn(name))):
            return values
    return {}


def _values(element: Any) -> dict[int, str]:
    """Return the cached values by place."""
    if element is None:
        return {}
    values = {}
    for point in element.iter(qn("c:pt")):
        text = point.findtext(qn("c:v")) or ""
        values[int(point.get("idx", 0))] = _short(text)
    return values


def _short(text: str) -> str:
    """Write a number as a person does.

    >>> _short("4.2999999999999998"), _short("12.0"), _short("North")
    ('4.3', '12', 'North')
    """
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return " ".join(text.split())
