"""A passage of a table says whose rows it holds."""

from minigiants.documents import read, split

ROWS = "\n".join(f"| Part {i} | {i} | a remark that makes the row longer |" for i in range(120))
HEAD = "# Stock\n\nTable 2: spare parts in March\n\n| Part | Count | Remark |\n|---|---|---|"
LIST = f"{HEAD}\n{ROWS}\n\nSigned by the storekeeper."


def test_each_passage_of_a_long_table_has_its_title_and_each_row_its_columns() -> None:
    passages = split(read(LIST.encode(), "stock.md"))

    assert len(passages) > 5
    assert all("spare parts in March" in passage.heading + passage.text for passage in passages)
    rows = [line for passage in passages for line in passage.text.splitlines() if line.startswith("Part: ")]
    assert len(rows) == 120
    assert all("; Count: " in row and "; Remark: a remark" in row for row in rows)


def test_a_passage_after_the_table_has_no_title() -> None:
    text = LIST + "\n\n" + "The rent is due on the first day. " * 60

    assert split(read(text.encode(), "stock.md"))[-1].heading == "Stock"
