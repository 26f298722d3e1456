"""Read a table of questions and answers, or any other table, from comma-separated text."""

import csv
import io
from collections.abc import Iterator, Sequence

from minigiants.documents.blocks import Block, page
from minigiants.documents.values import Page, Unreadable

_QUESTION = ("question", "questions", "q", "title")
_ANSWER = ("answer", "answers", "a", "response", "text")
LONGEST_FIELD = 1_000_000


def read(text: str) -> Page:
    r"""Make a page of a table: a question becomes the heading of its answer, any other row a line.

    >>> read("Question,Answer\nOpen on Sunday?,\"No, we are closed.\"\n").text
    'Open on Sunday?\n\nNo, we are closed.'
    >>> read("size;price\nM;10\n").text
    'size: M; price: 10'
    """
    csv.field_size_limit(LONGEST_FIELD)
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(map(str.strip, row))]
    except csv.Error:
        raise Unreadable("corrupt", "The table can't be read: save it again as CSV in UTF-8.") from None
    return page(_blocks(rows))


def _blocks(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    if not rows:
        return
    head = [" ".join(cell.split()) for cell in rows[0]]
    names = [cell.lower() for cell in head]
    asked, told = _place(names, _QUESTION), _place(names, _ANSWER)
    for row in rows[1:]:
        cells = [" ".join(cell.split()) for cell in row]
        if asked is not None and told is not None and len(cells) > max(asked, told):
            yield Block(text=cells[asked], kind="heading")
            yield Block(text=cells[told], kind="paragraph")
        else:
            named = zip(head, cells, strict=False)
            yield Block(text="; ".join(f"{name}: {cell}" for name, cell in named if cell), kind="row")


def _place(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)
