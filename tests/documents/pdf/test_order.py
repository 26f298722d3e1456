"""Lines are read from the top and columns from the left, whatever order the file draws them in."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from minigiants.documents import Document, read
from tests.documents.making import pdf

Word = tuple[float, float, str]
"""Left and base line in points, and what stands there."""


def document(*words: Word, size: float = 10) -> Document:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        for left, base, text in words:
            canvas.drawString(left, base, text)

    return read(pdf(draw), "a.pdf")


LEFT = tuple(
    (60.0, 700.0 - 13 * i, text)
    for i, text in enumerate(
        (
            "The library of the town is open",
            "from nine to noon on weekdays and",
            "lends three books to each reader",
            "for the time of four weeks.",
        )
    )
)
RIGHT = tuple(
    (330.0, 700.0 - 13 * i, text)
    for i, text in enumerate(
        (
            "The pool beside it opens at seven",
            "and closes when the sun sets; it",
            "has lockers for a coin of",
            "one euro each.",
        )
    )
)
PROSE = (
    "The library of the town is open from nine to noon on weekdays and lends three books to each reader for the time "
    "of four weeks."
)


def test_a_title_that_is_drawn_last_is_read_first() -> None:
    page = document(*LEFT, (60, 760, "Opening hours")).pages[0]

    assert page.text == f"Opening hours\n\n{PROSE}"


def test_a_footer_that_is_drawn_first_is_read_last() -> None:
    assert document((280, 40, "Page 4"), *LEFT).pages[0].text == f"{PROSE}\n\nPage 4"


def test_columns_that_are_drawn_from_the_right_are_read_from_the_left() -> None:
    text = document((60, 40, "Printed in May"), *RIGHT, *LEFT, (60, 760, "Town news of the week in full")).pages[0].text

    places = [text.index(words) for words in ("Town news", "The library", "four weeks", "The pool", "one euro")]
    assert places == sorted(places)


def test_a_table_that_is_drawn_column_by_column_is_read_by_rows() -> None:
    columns = (("Thread", "M20", "M25", "M32"), ("Torque", "8", "11", "15"), ("Range", "8 - 15", "12 - 20", "17 - 25"))
    cells = [(60.0 + 120 * c, 600.0 - 14 * r, t) for c, column in enumerate(columns) for r, t in enumerate(column)]

    (table,) = document(*cells, (60, 660, "Gland sizes")).tables

    assert table.header == ("Thread", "Torque", "Range")
    assert table.rows[1] == ("M25", "11", "12 - 20")


def test_lines_that_jump_are_lines_of_their_own() -> None:
    page = document((60, 700, "Roof: slate"), (120, 640, "Walls: brick"), (180, 580, "Floor: oak")).pages[0]

    assert page.text.split("\n\n") == ["Roof: slate", "Walls: brick", "Floor: oak"]


@pytest.mark.parametrize("marks", [("-", "-", "-"), ("1.", "2.", "3."), ("3.1", "3.2", "3.3"), ("a)", "b)", "c)")])
def test_marks_that_stand_far_from_their_words_make_no_table(marks: tuple[str, ...]) -> None:
    items = ("Close the valve", "Drain the tank", "Open the lid")
    words = [
        w
        for i, (mark, item) in enumerate(zip(marks, items, strict=True))
        for w in ((60.0, 700.0 - 14 * i, mark), (110.0, 700.0 - 14 * i, item))
    ]

    result = document(*words)

    assert result.tables == ()
    assert [line for line in result.pages[0].text.splitlines() if line] == [
        f"{mark} {item}" for mark, item in zip(marks, items, strict=True)
    ]


def test_labels_with_values_have_no_header() -> None:
    labels = (("Name:", "Harbour net"), ("Version:", "1.0"), ("Created:", "3 March 2027"), ("Pages:", "19"))
    words = [w for i, (a, b) in enumerate(labels) for w in ((60.0, 700.0 - 14 * i, a), (200.0, 700.0 - 14 * i, b))]

    assert document(*words).pages[0].text.splitlines() == [f"{a} | {b}" for a, b in labels]


def test_entries_of_a_list_of_contents_stand_apart() -> None:
    entries = (("1 Overview", 3), ("2 Model of the net", 7), ("2.1 Logical view", 19))
    words = [(60.0, 700.0 - 13 * i, f"{title} {'.' * 60} {page}") for i, (title, page) in enumerate(entries)]

    assert document(*words).pages[0].text.splitlines() == [f"{title} ... {page}" for title, page in entries]


def test_cells_that_nearly_touch_are_cut_at_their_columns() -> None:
    rows = (
        ("Part", "Price", "Checked"),
        ("Hoist", "9.10", "2026-04-18"),
        ("Gate", "14,310.20", "2026-07-11"),
        ("Roof", "2.05", "2026-01-24"),
    )
    words = [
        (left, 700.0 - 14 * i, t)
        for i, row in enumerate(rows)
        for left, t in zip((60.0, 160.0, 209.0), row, strict=True)
    ]

    (table,) = document(*words).tables

    assert table.header == rows[0]
    assert table.rows == rows[1:]


def test_struck_words_leave_no_column_behind() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for i, (thing, old, new) in enumerate((("quay", "71 euros", "84"), ("slip", "19 euros", "26"))):
            before = f"The fee of the {thing} is "
            canvas.drawString(60, 700 - 14 * i, f"{before}{old} {new} euros a week.")
            left, y = 60 + canvas.stringWidth(before, "Helvetica", 10), 703 - 14 * i
            canvas.line(left, y, left + canvas.stringWidth(old, "Helvetica", 10), y)

    assert "quay is 84 euros a week." in read(pdf(draw), "a.pdf").pages[0].text


def test_letters_of_a_picture_font_are_bullets() -> None:
    items = ("Database performance", "Advanced skills", "Query for the web")

    text = document(*((60.0, 700.0 - 14 * i, f"r {item}") for i, item in enumerate(items))).pages[0].text

    assert text.splitlines() == [f"• {item}" for item in items]


def test_a_box_beside_running_text_on_lines_of_its_own_does_not_cut_into_its_sentences() -> None:
    box = tuple((330.0, 697.0 - 13 * i, text) for i, text in enumerate(("Tip", "Ask at the desk", "for a map")))

    page = document((60, 760, "Opening hours"), *LEFT[1:], *box, (60, 740, "of the town"), LEFT[0]).pages[0]

    assert PROSE in page.text
    assert "Ask at the desk" in page.text
