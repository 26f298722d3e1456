"""A table in a text file keeps its title, its header and every value below its name."""

import pytest

from minigiants.documents import read

ROOMS = "Rooms of 2026,,\n,,\nRoom,Area,Rent\nA1,20,300\nA2,,280\n"
YEARS = ",2025,,2026,\nShop,sold,left,sold,left\nQuay,5,1,7,2\n"
LEVELS = ("Shop", "2025, sold", "2025, left", "2026, sold", "2026, left")
CASES = [
    (ROOMS, "Rooms of 2026", ("Room", "Area", "Rent"), ("A2", "", "280")),
    ("sep=;\nBox;Weight\nLarge;12,5\nSmall;3,1\n", "", ("Box", "Weight"), ("Small", "3,1")),
    ("Name\tBorn\nAda\t1815\nAlan\t1912\n", "", ("Name", "Born"), ("Alan", "1912")),
    ('Item|Note\nNut|"two\nlines"\nBolt|none|M8\n', "", ("Item", "Note", ""), ("Bolt", "none", "M8")),
    (YEARS, "", LEVELS, ("Quay", "5", "1", "7", "2")),
]


@pytest.mark.parametrize(("text", "title", "header", "last"), CASES, ids=lambda case: str(case)[:20])
def test_a_table_is_read_with_its_title_and_header(
    text: str, title: str, header: tuple[str, ...], last: tuple[str, ...]
) -> None:
    (table,) = read(text.encode(), "a.csv").tables

    assert (table.title, table.header, table.rows[-1]) == (title, header, last)


def test_parts_between_blank_lines_are_tables_of_their_own() -> None:
    text = "Report,Energy\nPeriod,2025\n\nHouse,kWh,Cost\nA,100,20\nB,90,18\n\nC,80,16\n"

    page = read(text.encode(), "a.csv").pages[0]

    assert page.text.startswith("Report | Energy\nPeriod | 2025\n\nHouse: A; kWh: 100; Cost: 20\n")
    assert [len(table.rows) for table in page.tables] == [2, 3]


def test_an_empty_cell_says_so_where_its_column_is_mostly_filled() -> None:
    text = read(b"Shop,March,April\nMill,3,5\nQuay,4,\nPort,2,9\n", "a.csv").pages[0].text

    assert text.splitlines()[1] == "Shop: Quay; March: 4; April: (empty)"


def test_a_row_too_wide_for_a_passage_begins_each_line_with_its_first_cell() -> None:
    names = ",".join(["Site", *(f"A rather long name of a column {i}" for i in range(40))])
    values = ",".join(["North", *(str(i) for i in range(40))])

    page = read(f"{names}\n{values}\n{values}\n".encode(), "a.csv").pages[0]

    assert all(line.startswith("Site: North; ") and len(line) < 900 for line in page.text.splitlines())
    assert [page.text[start:end].count("\n") for start, end in page.tables[0].spans] == [2, 2]
