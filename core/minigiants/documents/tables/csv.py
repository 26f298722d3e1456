"""Read a table of questions and answers, or any other table, from comma-separated text."""

import csv
import io
from collections.abc import Iterator, Sequence

from minigiants.documents.blocks import Block, page
from minigiants.documents.tables import shape
from minigiants.documents.tables.grid import Cell, grid
from minigiants.documents.tables.regions import regions
from minigiants.documents.values import Page, Unreadable

_QUESTION = ("question", "questions", "q", "title")
_ANSWER = ("answer", "answers", "a", "response", "text")
LONGEST_FIELD = 1_000_000
_DELIMITERS = ",;\t|"
_LOOKED_AT = 40
"""Lines by which the delimiter is chosen."""


def read(text: str) -> Page:
    r"""Make a page of a table: a question becomes the heading of its answer, any other row a line.

    >>> read("Question,Answer\nOpen on Sunday?,\"No, we are closed.\"\n").text
    'Open on Sunday?\n\nNo, we are closed.'
    >>> read("size;price\nM;10\n").text
    'size: M; price: 10'
    >>> read("sep=|\nSales of spring\nshop|sold\nQuay, north|7").text
    'Sales of spring\nshop: Quay, north; sold: 7'
    """
    csv.field_size_limit(LONGEST_FIELD)
    text, delimiter = _delimiter(text)
    try:
        rows = [_clean(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)]
    except csv.Error as error:
        if "field limit" in str(error):
            most = f"{LONGEST_FIELD:,}"
            raise Unreadable("too large", f"A cell of the table has more than {most} characters: split it.") from None
        raise Unreadable("corrupt", "The table can't be read: save it again as CSV in UTF-8.") from None
    return page(_blocks(rows))


def _delimiter(text: str) -> tuple[str, str]:
    """Return the text without a line that names its delimiter, and the delimiter."""
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == 5:
        return rest, first.strip().strip('"')[-1]
    sample = [line for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    return text, max(_DELIMITERS, key=lambda mark: _evenness(sample, mark))


def _evenness(lines: Sequence[str], mark: str) -> tuple[float, int]:
    """Tell how many lines have the same number of `mark`, more than none, outside of quotes."""
    counts = [line.count(mark) for row in lines for line in ["".join(row.split('"')[::2])]]
    some = [count for count in counts if count]
    if not some:
        return 0.0, 0
    usual = max(set(some), key=some.count)
    return some.count(usual) / len(lines), usual


def _clean(row: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in row]


def _blocks(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    filled = [row for row in rows if any(row)]
    names = [cell.lower() for cell in filled[0]] if filled else []
    question, answer = _place(names, _QUESTION), _place(names, _ANSWER)
    if question is None or answer is None:
        for region, headed in regions([[Cell(text=cell) for cell in row] for row in rows]):
            yield from shape.blocks(grid(region), headed=headed, usually_headed=headed is None)
        return
    for row in filled[1:]:
        if len(row) > max(question, answer):
            yield Block(text=row[question], kind="heading")
            yield Block(text=row[answer], kind="paragraph")


def _place(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)
