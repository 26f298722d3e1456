"""A table's first rows are its header where they name columns, and rows where they hold values."""

from minigiants.documents.tables.grid import Cell, grid
from minigiants.documents.tables.shape import blocks
from minigiants.types import Table


def cells(*row: str) -> list[Cell]:
    return [Cell(text=text) for text in row]


def shaped(*rows: list[Cell], headed: bool | None = None) -> Table:
    return next(block.table for block in blocks(grid(rows), headed=headed) if block.table)


def test_under_an_empty_corner_the_first_row_with_a_name_of_its_own_is_no_header() -> None:
    table = shaped(
        [Cell(text=""), Cell(text="Day shift", columns=2), Cell(text="Night shift", columns=2)],
        [Cell(text=""), Cell(text="Press or saw", columns=2), *cells("Lathe", "Mill")],
        cells("North", "yes", "no", "yes", "yes"),
        cells("South", "no", "no", "yes", "no"),
        headed=True,
    )

    assert table.rows[0] == ("North", "yes", "no", "yes", "yes")
    assert table.header[3:] == ("Night shift, Lathe", "Night shift, Mill")


def test_pairs_of_a_label_and_a_value_have_no_header() -> None:
    pairs = (cells("Supply", "1 x 230 V, 50 Hz"), cells("Rated power", "0.55 kW"), cells("Rated current", "3.6 A"))

    assert shaped(*pairs).header == ("", "")


def test_a_column_of_amounts_of_one_kind_has_a_header() -> None:
    assert shaped(cells("Loaf", "Price"), cells("Rye", "4.10"), cells("Oat", "4.40")).header == ("Loaf", "Price")


def test_the_first_price_of_a_list_is_no_header_for_the_words_beside_it() -> None:
    prices = shaped(cells("Full colour", "from 58"), cells("Roots", "39"), cells("Whole head", "92"))

    assert prices.header == ("", "")
    assert prices.rows[0] == ("Full colour", "from 58")
    assert shaped(cells("Perm", "75, cut included"), cells("Bridal", "160")).header == ("", "")
