"""Files as strangers write them: invoices, forms with drawn boxes, price lists, tables in every dress."""

import io

import openpyxl
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from minigiants.documents import Document, read
from minigiants.documents.pdf.boxes import TextLine
from minigiants.documents.pdf.squares import with_letters
from tests.documents.making import pdf, written
from tests.documents.office.making import packed

Cell = tuple[float, str]
"""Where a text begins, or ends where the place is below 0."""


def rows(*lines: tuple[float, tuple[Cell, ...]], rules: tuple[float, ...] = ()) -> bytes:
    """Draw lines of (height, cells), and rules from side to side at these heights."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for y, cells in lines:
            for x, text in cells:
                (canvas.drawString if x > 0 else canvas.drawRightString)(abs(x), y, text)
        for y in rules:
            canvas.line(50, y, 545, y)

    return pdf(draw)


INVOICE = rows(
    (765, ((50, "Harrow Glass Ltd"), (320, "To:"))),
    (752, ((50, "9 Mill Lane"), (320, "Ida Voss, Unit 4"))),
    (739, ((50, "Ashby"), (320, "Thorpe"))),
    (706, ((50, "Invoice no."), (130, "71-0388"), (320, "Date"), (400, "9 May 2026"))),
    (692, ((50, "Due"), (130, "8 June 2026"), (320, "Terms"), (400, "30 days"))),
    (666, ((50, "Item"), (300, "Qty"), (370, "Unit price"), (480, "Amount"))),
    (648, ((50, "Pane, clear, 4 mm"), (-320, "12"), (-415, "7.10"), (-520, "85.20"))),
    (633, ((50, "Putty, 1 kg"), (-320, "3"), (-415, "4.50"), (-520, "13.50"))),
    rules=(662,),
)
WRAPPED = rows(
    (736, ((60, "Day"), (130, "Early"), (210, "Late"), (300, "Remarks"))),
    (718, ((60, "Monday"), (130, "6:30-9:00"), (210, "17:00-21:00"), (300, "lanes only in the evening"))),
    (706, ((300, "Diving pool closed"),)),
    (688, ((60, "Tuesday"), (130, "-"), (210, "16:00-20:00"), (300, "club training"))),
    (676, ((300, "No public swimming"),)),
    (658, ((60, "Sunday"), (130, "9:00-18:00"))),
    rules=(748, 732, 650),
)
MIDDLE = rows(
    (736, ((60, "Course"), (220, "Dates"), (320, "Teacher"), (420, "Fee"))),
    (718, ((60, "Pottery for people who"),)),
    (706, ((60, "Have never tried it"), (220, "3, 10 May"), (320, "J. Pell"), (420, "85"))),
    (688, ((60, "Weaving"), (220, "Saturdays"), (320, "M. Oduya"), (420, "140"))),
    (670, ((60, "Italian"), (220, "Tuesdays"), (320, "R. Kerr"), (420, "96"))),
)
BANK = rows(
    (790, ((60, "Statement no. 4"), (-540, "Account 4471 9920"))),
    (760, ((60, "Date"), (120, "Details"), (-380, "Out"), (-460, "In"), (-540, "Balance"))),
    (742, ((60, "01.04."), (120, "Brought forward"), (-540, "1,240.10"))),
    (728, ((60, "03.04."), (120, "Standing order"), (-380, "760.00"), (-540, "480.10"))),
    (714, ((120, "rent April, flat 7"),)),
    (700, ((60, "07.04."), (120, "Salary"), (-460, "2,105.00"), (-540, "2,585.10"))),
    (686, ((60, "09.04."), (120, "Card payment"), (-380, "12.40"), (-540, "2,572.70"))),
)
TARIFF = rows(
    (740, ((80, "Tariff"), (210, "Basic"), (370, "Plus"))),
    (722, ((170, "Day"), (250, "Night"), (330, "Day"), (410, "Night"))),
    (704, ((80, "Power"), (170, "0.31"), (250, "0.24"), (330, "0.29"), (410, "0.22"))),
    (686, ((80, "Gas"), (170, "0.11"), (330, "0.10"))),
)


def statement(place: str) -> bytes:
    """Return an account whose texts have two lines; other cells stand at the top, the middle or the foot of a row."""
    names = ["Date", "Text", "Amount", "Balance"]
    entries = [[f"{i:02}.04.", f"Card payment {i}\nShop {700 + i}", f"-{i}.50", f"{90 - i}.00"] for i in range(1, 6)]
    table = Table([names, ["", "Carried forward", "", "91.00"], *entries, ["30.04.", "Salary", "350.00", "441.00"]])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), place), ("ALIGN", (2, 0), (-1, -1), "RIGHT")]))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build([table])
    return out.getvalue()


def bordered(canvas: Canvas) -> None:
    """Draw cells that each have a border of their own, filled between two rectangles, as browsers do."""
    for i, row in enumerate((("Role", "Leave"), ("Cook", "25"), ("Guard", "28"))):
        for j, text in enumerate(row):
            x, y = 60 + 82 * j, 700 - 22 * i
            path = canvas.beginPath()
            path.rect(x + 0.8, y + 0.8, 78.4, 18.4)
            path.rect(x, y, 80, 20)
            canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
            canvas.drawString(x + 4, y + 6, text)


WRAPPED_BETWEEN_RULES = rows(
    (774, ((40, "Tree"), (300, "Height"), (440, "Price"))),
    (752, ((40, "Apple, an old sort with a name that wraps in its"),)),
    (741, ((300, "1.80 m"), (440, "34.00"))),
    (730, ((40, "Cell"),)),
    (708, ((40, "Pear"), (300, "2.10 m"), (440, "39.50"))),
    (686, ((40, "Plum"), (440, "28.00"))),
    rules=(768, 724, 702, 680),
)
PRICES = pdf(written("Wheel change .................... 18.00", "Balancing ....................... 9.50"))
FACTS = rows(
    *(
        (760 - 15 * i, ((-160, f"{name}:"), (170, value)))
        for i, (name, value) in enumerate(
            (
                ("Flow rate", "40 l/min"),
                ("Head", "18 m"),
                ("Power", "0.55 kW"),
                ("Weight", "11.4 kg"),
                ("Noise", "62 dB"),
            )
        )
    )
)
MARGIN = rows(
    (740, ((60, "2."), (90, "Water"), (500, "RK"))),
    (725, ((90, "The tap is to be mended by June, and the cost must not go beyond 240 pounds."),)),
)


def boxes(canvas: Canvas) -> None:
    """Draw squares beside words: empty, crossed, ticked, filled and with a letter in it."""
    canvas.setFont("Helvetica", 11)
    for i, (words, how) in enumerate(
        (("Resident", ""), ("Visitor", "x"), ("Trade", "v"), ("Guest", "f"), ("Staff", "X"))
    ):
        x, y = 60.0 + 95 * i, 739.0
        canvas.rect(x, y, 10, 10)
        canvas.drawString(x + 15, y + 1, words)
        if how == "x":
            canvas.line(x + 1, y + 1, x + 9, y + 9)
            canvas.line(x + 1, y + 9, x + 9, y + 1)
        if how == "v":
            canvas.line(x + 2, y + 5, x + 4, y + 2)
            canvas.line(x + 4, y + 2, x + 9, y + 9)
        if how == "f":
            canvas.rect(x + 2, y + 2, 6, 6, fill=1)
        if how == "X":
            canvas.drawString(x + 1.5, y + 1.2, "X")


def grid_of_squares(canvas: Canvas) -> None:
    """Draw a field for a number, a square for each figure."""
    canvas.drawString(60, 740, "Plate:")
    for i, figure in enumerate("4471"):
        canvas.rect(110 + 14 * i, 736, 14, 14)
        canvas.drawString(114 + 14 * i, 740, figure)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Choir"
    sheet["A1"] = "Budget 2026"
    sheet.merge_cells("A1:C1")
    left = (("Item", "Planned", "Spent"), ("Hall", 1200, 1150), ("Music", 400, 387))
    right = (("Concert", "Doors"), ("Spring", "18:30"), ("Advent", "16:00"))
    for r, (a, b) in enumerate(zip(left, right, strict=True), start=3):
        for c, value in enumerate(a, start=1):
            sheet.cell(r, c, value)
        for c, value in enumerate(b, start=5):
            sheet.cell(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


NESTED = (
    b"<html><body><table><tr><td>Depot</td><td>Hours</td></tr><tr><td><table><tr><td>North</td><td>1-9</td></tr>"
    b"<tr><td>South</td><td>10-14</td></tr></table></td><td>till six</td></tr></table></body></html>"
)
FIXED = (
    b"PRICES\n\nItem                 Size      Price\n-------------------  --------  ------\n"
    b"Rope, hemp           20 m      18.40\nFender, long                   27.00\n\nWith tax.\n"
)
TABBED = b"Opening hours\n\nDay\tFrom\tTo\nMonday\t9:00\t17:30\nSaturday\t10:00\t13:00\n"
BARRED = b"Name | Plot | Fee\n-----|------|----\nOduya | 17 | 22.00\nPell | 4 | 44.00\n"
LISTED = b"1.   Boil the water and wait.\n2.   Pour it over the leaves.\n3.   Strain it.\n"

STYLES = {
    "invoice": (
        INVOICE,
        "a.pdf",
        ["Item: Pane, clear, 4 mm; Qty: 12; Unit price: 7.10; Amount: 85.20", "Date | 9 May 2026"],
    ),
    "cells of several lines": (
        WRAPPED,
        "a.pdf",
        [
            "Late: 17:00-21:00; Remarks: lanes only in the evening Diving pool closed\n",
            "Day: Tuesday; Early: -; Late: 16:00-20:00; Remarks: club training No public swimming\n",
        ],
    ),
    "cells at the middle of their row": (
        MIDDLE,
        "a.pdf",
        ["Course: Pottery for people who Have never tried it; Dates: 3, 10 May; Teacher: J. Pell; Fee: 85"],
    ),
    "money out and in": (
        BANK,
        "a.pdf",
        [
            "Statement no. 4 | Account 4471 9920",
            "Details: Standing order rent April, flat 7; Out: 760.00",
            "In: 2,105.00",
        ],
    ),
    **{
        f"two lines in cells, the others at the {place.lower()}": (
            statement(place),
            "a.pdf",
            [
                "Date: 03.04.; Text: Card payment 3 Shop 703; Amount: -3.50; Balance: 87.00",
                "Text: Salary; Amount: 350.00",
            ],
        )
        for place in ("TOP", "MIDDLE", "BOTTOM")
    },
    "two lines in two columns": (
        rows(
            (740, ((60, "Visitors"),)),
            (720, ((60, "In 2025 the museum had 18,400 visitors,"), (320, "School classes made up a third of"))),
            (707, ((60, "a fifth more than the year before."), (320, "them."))),
        ),
        "a.pdf",
        ["18,400 visitors, a fifth more than the year before.", "School classes made up a third of them."],
    ),
    "borders apart": (pdf(bordered), "a.pdf", ["Role: Cook; Leave: 25\nRole: Guard; Leave: 28"]),
    "a wrapped cell between rules": (
        WRAPPED_BETWEEN_RULES,
        "a.pdf",
        ["Tree: Apple, an old sort with a name that wraps in its Cell; Height: 1.80 m; Price: 34.00", "Price: 28.00"],
    ),
    "names over names": (
        TARIFF,
        "a.pdf",
        ["Tariff: Power; Basic, Day: 0.31; Basic, Night: 0.24; Plus, Day: 0.29; Plus, Night: 0.22", "Plus, Day: 0.10"],
    ),
    "leaders": (PRICES, "a.pdf", ["Wheel change ... 18.00\nBalancing ... 9.50"]),
    "facts": (FACTS, "a.pdf", ["Power: 0.55 kW\nWeight: 11.4 kg\nNoise: 62 dB"]),
    "initials in the margin": (MARGIN, "a.pdf", ["RK\nThe tap is to be mended"]),
    "drawn boxes": (
        pdf(boxes),
        "a.pdf",
        ["[not ticked] Resident [ticked] Visitor [ticked] Trade [ticked] Guest [ticked] Staff"],
    ),
    "tables side by side": (
        workbook(),
        "a.xlsx",
        ["Budget 2026\nItem: Hall; Planned: 1200; Spent: 1150", "Concert: Advent; Doors: 16:00"],
    ),
    "a table in a table": (NESTED, "a.html", ["North, 1-9; South, 10-14"]),
    "columns by spaces": (FIXED, "a.txt", ["Item: Rope, hemp; Size: 20 m; Price: 18.40", "With tax."]),
    "columns by tabs": (TABBED, "a.txt", ["Day: Saturday; From: 10:00; To: 13:00"]),
    "columns by bars": (BARRED, "a.txt", ["Name: Pell; Plot: 4; Fee: 44.00"]),
    "a PDF at the start of an archive": (
        packed({"a.pdf": PRICES, "b.txt": "Ask at the desk."}),
        "a.zip",
        ["a.pdf\n", "b.txt\n"],
    ),
}


def text_of(document: Document) -> str:
    return "\n".join(page.text for page in document.pages)


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_read_as_it_is_seen(style: str) -> None:
    data, name, says = STYLES[style]

    text = text_of(read(data, name))

    assert [words for words in says if words not in text] == []


def test_squares_for_figures_are_not_to_be_ticked() -> None:
    assert "ticked" not in text_of(read(pdf(grid_of_squares), "a.pdf"))


def test_items_of_a_list_are_no_rows() -> None:
    document = read(LISTED, "a.txt")

    assert document.tables == ()
    assert "2. Pour it over the leaves." in text_of(document)


def test_letters_that_are_boxes_are_words() -> None:
    words = "\u2611 Paid \u2610 Sent \uf0fe Filed"
    places = list(range(len(words)))
    line = TextLine(text=words, indices=places, left=72, bottom=0, right=200, top=12, bold=False, hyphenated=False)

    (shown,) = with_letters([line])

    assert shown.text == "[ticked] Paid [not ticked] Sent [ticked] Filed"
    assert len(shown.indices) == len(shown.text)
    assert shown.indices[shown.text.index("Sent")] == words.index("Sent")
