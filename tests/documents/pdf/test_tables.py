"""Tables of PDF pages, with rulings and without, become rows that can be read alone."""

import io
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from minigiants.documents import highlight_boxes, page_text, picture, read
from tests.documents.making import pdf

GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.grey)


def platypus(*flow: Flowable) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(list(flow))
    return out.getvalue()


def table(rows: list[list[Any]], *style: Any, **options: Any) -> Table:
    return Table(rows, style=list(style), **options)


def test_spans_and_empty_cells_keep_their_columns() -> None:
    rows = [
        ["Shop", "Loaf", "Baked", "Price"],
        ["Harbour", "Rye", "40", "4.10"],
        ["", "Spelt", "25", "5.20"],
        ["Mill", "Rye", "", "4.00"],
        ["Mill", "Oat", "12", "4.40"],
    ]

    text = page_text(platypus(table(rows, GRID, ("SPAN", (0, 1), (0, 2)))), "a.pdf", 1)

    assert text.splitlines() == [
        "Shop: Harbour; Loaf: Rye; Baked: 40; Price: 4.10",
        "Shop: Harbour; Loaf: Spelt; Baked: 25; Price: 5.20",
        "Shop: Mill; Loaf: Rye; Baked: (empty); Price: 4.00",
        "Shop: Mill; Loaf: Oat; Baked: 12; Price: 4.40",
    ]


def test_a_header_of_two_rows_names_each_column() -> None:
    rows = [
        ["Shop", "2025", "", "2026", ""],
        ["", "sales", "costs", "sales", "costs"],
        ["Mill", "310", "120", "295", "118"],
        ["Quay", "188", "90", "201", "95"],
    ]
    spans = (("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("SPAN", (0, 0), (0, 1)))

    (result,) = read(platypus(table(rows, GRID, *spans)), "a.pdf").tables

    assert result.header == ("Shop", "2025, sales", "2025, costs", "2026, sales", "2026, costs")
    assert result.rows[1] == ("Quay", "188", "90", "201", "95")


def test_long_cells_are_read_whole() -> None:
    style = getSampleStyleSheet()["BodyText"]
    remark = "Listen for unusual noise and check the mechanical seal for leaks of more than three millilitres"
    rows = [
        ["Task", "Interval"],
        [Paragraph(remark, style), "daily"],
        [Paragraph("Clean the strainer", style), "500 hours"],
    ]

    (result,) = read(
        platypus(table(rows, GRID, ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"), colWidths=[150, 80])), "a.pdf"
    ).tables

    assert result.rows == ((remark, "daily"), ("Clean the strainer", "500 hours"))


def test_a_table_without_rulings_is_a_table() -> None:
    rows = [
        ["Loaf", "Baked", "Price"],
        ["Rye", "40", "4.10"],
        ["Spelt", "", "5.20"],
        ["Wheat with seeds", "31", "4.40"],
    ]

    (result,) = read(platypus(table(rows, colWidths=[150, 80, 80])), "a.pdf").tables

    assert result.header == ("Loaf", "Baked", "Price")
    assert result.rows == (("Rye", "40", "4.10"), ("Spelt", "", "5.20"), ("Wheat with seeds", "31", "4.40"))


def test_a_table_goes_on_overleaf_under_its_header() -> None:
    rows = [["Part", "Reorder level"], *([f"AB-{n}", str(n % 9 + 1)] for n in range(120))]
    data = platypus(table(rows, GRID))

    document = read(data, "a.pdf")

    assert "Part: AB-115; Reorder level: 8" in document.pages[3].text
    assert sum(len(part.rows) for part in document.tables) == 120
    assert page_text(data, "a.pdf", 4) == document.pages[3].text


def test_a_header_that_is_repeated_overleaf_is_no_row() -> None:
    rows = [["Part", "Reorder level"], *([f"AB-{n}", str(n % 9 + 1)] for n in range(120))]

    document = read(platypus(table(rows, GRID, repeatRows=1)), "a.pdf")

    assert sum(len(part.rows) for part in document.tables) == 120
    assert "Part: Part" not in "".join(page.text for page in document.pages)


def test_the_caption_is_the_tables_title_and_spans_are_its_rows() -> None:
    styles = getSampleStyleSheet()
    rows = [["Loaf", "Price"], ["Rye", "4.10"], ["Oat", "4.40"]]
    page = read(
        platypus(Paragraph("Table 3. Prices of loaves", styles["BodyText"]), Spacer(1, 12), table(rows, GRID)), "a.pdf"
    ).pages[0]

    assert page.tables[0].title == "Table 3. Prices of loaves"
    assert [page.text[start:end] for start, end in page.tables[0].spans] == [
        "Loaf: Rye; Price: 4.10",
        "Loaf: Oat; Price: 4.40",
    ]


def test_boxes_of_a_drawing_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for i in range(5):
            canvas.rect(60 + 37 * i, 600 - 53 * i, 120, 40)
            canvas.drawString(64 + 37 * i, 620 - 53 * i, f"Class number {i}")

    assert read(pdf(draw), "a.pdf").tables == ()


def test_a_citation_marks_its_row_and_the_header_and_no_other_row() -> None:
    rows = [["Part", "Reorder level"], *([f"AB-{n}", str(n)] for n in range(100, 130))]
    data = platypus(table(rows, GRID))
    page = read(data, "a.pdf").pages[0]

    boxes = highlight_boxes(data, 1, [page.tables[0].spans[12]])

    heights = sorted({round(top, 2) for _, top, _, _ in boxes})
    assert len(heights) == 2  # the header's and the row's
    assert sum(bottom - top for _, top, _, bottom in boxes) < 0.1
    assert picture(data, 1, [page.tables[0].spans[12]]).startswith(b"\x89PNG")


def test_of_two_cells_that_read_the_same_each_is_marked() -> None:
    rows = [["Limit", "TK-40", "TK-50"], ["Pressure", "10", "10"], ["Head", "32", "51"]]
    data = platypus(table(rows, GRID, colWidths=[100, 100, 100]))
    (start, end), _ = read(data, "a.pdf").tables[0].spans

    boxes = highlight_boxes(data, 1, [(start, end)])

    assert len({round(left, 2) for left, _, _, _ in boxes}) == 3
    assert len(boxes) == 6


def test_crosses_of_neighbouring_cells_stay_in_their_columns_and_bold_rows_are_no_header() -> None:
    actions = ("Set degree", "Ask query", "Run monitor", "Stop monitor", "Read plan", "Dump plan")

    def draw(canvas: Canvas) -> None:
        canvas.grid([60, 200, 240, 280], [700 - 20 * i for i in range(len(actions) + 2)])
        canvas.setFont("Helvetica-Bold", 10)
        for left, name in ((64, "Action"), (204, "Job"), (244, "Admin")):
            canvas.drawString(left, 686, name)
        for i, action in enumerate(actions):
            canvas.setFont("Helvetica-Bold" if i < 4 else "Helvetica", 10)
            canvas.drawString(64, 666 - 20 * i, action)
            text = canvas.beginText(216, 666 - 20 * i)
            text.setFont("Helvetica-Bold", 10)
            text.setCharSpace(33)
            text.textOut("XX")
            text.setCharSpace(0)
            canvas.drawText(text)

    (found,) = read(pdf(draw), "a.pdf").tables

    assert found.header == ("Action", "Job", "Admin")
    assert found.rows == tuple((action, "X", "X") for action in actions)
