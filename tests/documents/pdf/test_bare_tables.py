"""Tables without rulings as offices print them: names in small type, tall cells, columns that a row leaves empty."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from minigiants.documents import page_text, read
from tests.documents.making import pdf

Word = tuple[float, float, str]
"""Where it begins, or ends when negative; its height on the page; what it says."""


def put(canvas: Canvas, words: Sequence[Word], font: str = "Helvetica", size: float = 9) -> None:
    canvas.setFont(font, size)
    for x, y, text in words:
        if x < 0:
            canvas.drawRightString(-x, y, text)
        else:
            canvas.drawString(x, y, text)


def statement(canvas: Canvas, first: int) -> None:
    """Draw a page of a statement on which nobody is both paid and pays."""
    put(canvas, [(50, 780, "Day"), (81, 780, "Details"), (-380, 780, "Paid out"), (-450, 780, "Paid in")], size=9)
    put(canvas, [(-530, 780, "Balance")])
    for i in range(20):
        y = 765 - 14 * i
        side = -450 if i % 3 == 0 else -380
        put(canvas, [(50, y, f"{first + i} Jan"), (81, y, "Green Valley Energy"), (side, y, f"{20 + i}.50")])
        put(canvas, [(-530, y, f"1,{100 + i}.00")])


def test_a_row_that_leaves_a_column_empty_keeps_its_amount_in_the_right_one_on_each_page() -> None:
    data = pdf(lambda canvas: statement(canvas, 10), lambda canvas: statement(canvas, 30))

    document = read(data, "a.pdf")

    lines = [line for page in document.pages for line in page.text.splitlines()]
    assert "Day: 10 Jan; Details: Green Valley Energy; Paid in: 20.50; Balance: 1,100.00" in [
        line.replace("Paid out: (empty); ", "") for line in lines
    ]
    assert "Day: 31 Jan; Details: Green Valley Energy; Paid out: 21.50; Balance: 1,101.00" in lines
    assert page_text(data, "a.pdf", 2) == document.pages[1].text


def test_names_in_small_type_above_a_cell_of_two_lines_name_the_columns() -> None:
    def draw(canvas: Canvas) -> None:
        names = [
            (50, 720, "POS"),
            (90, 720, "DESCRIPTION"),
            (-350, 720, "QTY"),
            (-420, 720, "PRICE"),
            (-500, 720, "SUM"),
        ]
        put(canvas, names, "Helvetica-Bold", 7)
        put(canvas, [(50, 696, "1"), (90, 701, "Oak workbench, oiled"), (90, 690, "with vice, in two parts")])
        put(canvas, [(-350, 696, "4"), (-420, 696, "385.00"), (-500, 696, "1,540.00")])
        for i, (what, many, price, total) in enumerate(
            (
                ("Tool wall", "2", "149.50", "299.00"),
                ("Fitting", "6.5", "42.00", "273.00"),
                ("Manual", "10", "8.90", "89.00"),
            )
        ):
            y = 672 - 16 * i
            put(canvas, [(50, y, str(i + 2)), (90, y, what), (-350, y, many), (-420, y, price), (-500, y, total)])

    text = page_text(pdf(draw), "a.pdf", 1)

    row = "POS: 1; DESCRIPTION: Oak workbench, oiled with vice, in two parts; QTY: 4; PRICE: 385.00; SUM: 1,540.00"
    assert text.splitlines()[0] == row
    assert text.splitlines()[3] == "POS: 4; DESCRIPTION: Manual; QTY: 10; PRICE: 8.90; SUM: 89.00"


def test_a_name_above_two_columns_belongs_to_both() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, [(148, 727, "Head"), (248, 727, "Flow")], "Helvetica-Bold")
        put(canvas, [(50, 719, "Model"), (350, 719, "Article")], "Helvetica-Bold")
        names = [(130, 711, "min"), (180, 711, "max"), (230, 711, "low"), (280, 711, "high")]
        put(canvas, names, "Helvetica-Bold")
        for i in range(3):
            y = 695 - 16 * i
            cells = [(130, y, f"{4 + i}"), (180, y, f"{25 + i}"), (230, y, f"0.{4 + i}"), (280, y, f"4.{i + 1}")]
            put(canvas, [(50, y, f"C {25 + i}"), *cells, (350, y, f"9911-0{25 + i}")])

    (table,) = read(pdf(draw), "a.pdf").tables

    assert table.header == ("Model", "Head, min", "Head, max", "Flow, low", "Flow, high", "Article")
    assert table.rows[1] == ("C 26", "5", "26", "0.5", "4.2", "9911-026")
