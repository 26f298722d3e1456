"""The columns of a table are numbers, dates or texts."""

import datetime

import pytest

from minigiants.documents import Table, columns

CASES = [
    (["1,250", "980", ""], "number", "", (1250.0, 980.0, None)),
    (["1.250,50", "980,00", "3,10"], "number", "", (1250.5, 980.0, 3.1)),
    (["€ 12", "€ 7.50"], "number", "€", (12.0, 7.5)),
    (["12 kg", "7 kg", "-"], "number", "kg", (12.0, 7.0, None)),
    (["(1,200)", "−3"], "number", "", (-1200.0, -3.0)),
    (["12 %", "100 %"], "number", "%", (12.0, 100.0)),
    (["2026-03-01", "1 April 2026"], "date", "", (datetime.date(2026, 3, 1), datetime.date(2026, 4, 1))),
    (["01.03.2026", "31.12.2025"], "date", "", (datetime.date(2026, 3, 1), datetime.date(2025, 12, 31))),
    (["rye", "spelt", ""], "text", "", ("rye", "spelt", None)),
    (["12", "see note", "on request"], "text", "", ("12", "see note", "on request")),
]


@pytest.mark.parametrize(("cells", "kind", "unit", "values"), CASES, ids=lambda case: str(case)[:20])
def test_most_cells_decide_what_a_column_is(cells: list[str], kind: str, unit: str, values: tuple[object, ...]) -> None:
    (column,) = columns(Table(header=("x",), rows=tuple((cell,) for cell in cells)))

    assert (column.kind, column.unit, column.values) == (kind, unit, values)
