"""What a reader sees on the page is read, and what nobody sees is left out and counted."""

from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from minigiants.documents import Document, page_text, read
from tests.documents.making import Draw, pdf, written

Run = tuple[str, float]
"""A stretch of text, and how far it stands raised, in points."""


def runs(*parts: Run, top: float = 740, size: float = 11, small: float = 7) -> Draw:
    """Draw the parts side by side; what is raised or lowered is smaller."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, top)
        for words, rise in parts:
            text.setFont("Helvetica", small if rise else size)
            text.setRise(rise)
            text.textOut(words)
        canvas.drawText(text)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


def inked(words: str, top: float, *, mode: Any = 0, grey: float = 0, size: float = 11, left: float = 60) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        text = canvas.beginText(left, top)
        text.setFont("Helvetica", size)
        text.setTextRenderMode(mode)
        text.textOut(words)
        text.setTextRenderMode(0)
        canvas.drawText(text)
        canvas.setFillGray(0)

    return draw


def filled(grey: float, left: float, bottom: float, width: float, height: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.rect(left, bottom, width, height, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def document(*draws: Draw) -> Document:
    return read(pdf(both(*draws)), "a.pdf")


SEEN = written("The contract costs 73,600 euros in all.", top=780)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([("It held 6.2 x 10", 0), ("4", 4), (" cells in all.", 0)], "It held 6.2 x 10^4 cells in all."),
        ([("About 3 × 10", 0), ("-5", 4), (" litres leak.", 0)], "About 3 × 10^-5 litres leak."),
        ([("The plot has 840 m", 0), ("2", 4), (" and a wall.", 0)], "The plot has 840 m² and a wall."),
        ([("It lasted 12 days", 0), ("1", 4), (" in spring.", 0)], "It lasted 12 days [note 1] in spring."),
        ([("It lasted 12 days.", 0), ("3", 4), (" It rained.", 0)], "It lasted 12 days [note 3]. It rained."),
        ([("Water is H", 0), ("2", -2.5), ("O and runs.", 0)], "Water is H2O and runs."),
        ([("A bolt of 5", 0), ("3", 4), ("/8 inch holds.", 0)], "A bolt of 5 3/8 inch holds."),
        ([("The speed v", 0), ("max", -2.5), (" is 4 m/s.", 0)], "The speed v_max is 4 m/s."),
        ([("On the 2", 0), ("nd", 4), (" of May it ended.", 0)], "On the 2nd of May it ended."),
        ([("1", 4), (" Counted by hand.", 0)], "Note 1: Counted by hand."),
    ],
)
def test_raised_and_lowered_text_joins_no_neighbour(parts: list[Run], text: str) -> None:
    lines = written("A line of running text stands below.", left=60, top=640)

    assert document(runs(*parts), lines).pages[0].text.splitlines()[0] == text


def test_a_raised_figure_at_a_lines_end_breaks_no_sentence() -> None:
    draw = both(
        runs(("The plot that we measured has 840 m", 0), ("2", 4)), written("and the wall is high.", left=60, top=726)
    )

    assert page_text(pdf(draw), "a.pdf", 1) == "The plot that we measured has 840 m² and the wall is high."


@pytest.mark.parametrize(
    "draw",
    [
        inked("It was sold on 2 May.", 700, mode=3),
        inked("It was sold on 2 May.", 700, grey=1),
        inked("It was sold on 2 May.", 700, grey=0.98),
        inked("It was sold on 2 May.", 700, size=0.9),
        inked("It was sold on 2 May.", 700, left=2000),
        inked("It was sold on 2 May.", -90),
        both(filled(0.2, 50, 690, 300, 30), inked("It was sold on 2 May.", 700, grey=0.2)),
        both(inked("It was sold on 2 May.", 700), filled(0, 50, 690, 300, 30)),
    ],
    ids=["unpainted", "white", "nearly white", "tiny", "beside the page", "below it", "grey on grey", "blacked out"],
)
def test_what_nobody_sees_is_left_out_and_counted(draw: Draw) -> None:
    result = document(SEEN, draw)

    assert result.pages[0].text == "The contract costs 73,600 euros in all."
    assert result.notes == ("6 hidden words are left out.",)


@pytest.mark.parametrize(
    "draw",
    [
        both(filled(0.1, 50, 690, 300, 30), inked("It was sold on 2 May.", 700, grey=1)),
        inked("It was sold on 2 May.", 700, grey=0.75),
        inked("It was sold on 2 May.", 700, mode=1, grey=1),
        both(filled(0.9, 50, 690, 300, 30), inked("It was sold on 2 May.", 700)),
    ],
    ids=["white on black", "pale", "outlined", "on a tint"],
)
def test_what_can_be_seen_stays(draw: Draw) -> None:
    result = document(SEEN, draw)

    assert "It was sold on 2 May." in result.pages[0].text
    assert result.notes == ()


def test_the_text_layer_of_a_scan_stays() -> None:
    def scan(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, *A4)

    result = document(inked("The rent of the flat is 840 euros a month.", 700, mode=3), scan)

    assert result.pages[0].text == "The rent of the flat is 840 euros a month."
    assert result.notes == ()


def strike(canvas: Canvas, before: str, words: str, y: float, height: float) -> None:
    left = 60 + canvas.stringWidth(before, "Helvetica", 11)
    canvas.line(left, y + height, left + canvas.stringWidth(words, "Helvetica", 11), y + height)


@pytest.mark.parametrize("thin", [True, False])
def test_struck_text_is_left_out_and_counted(thin: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 740, "The fine is 50 euros 80 euros for each day.")
        if thin:
            strike(canvas, "The fine is ", "50 euros", 740, 3)
        else:
            width = canvas.stringWidth("50 euros", "Helvetica", 11)
            left = 60 + canvas.stringWidth("The fine is ", "Helvetica", 11)
            canvas.rect(left, 742.5, width, 1, stroke=0, fill=1)

    result = document(draw)

    assert result.pages[0].text == "The fine is 80 euros for each day."
    assert result.notes == ("2 struck words are left out.",)


def test_underlined_text_and_rules_between_lines_strike_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 740, "The fine is 50 euros for each day.")
        strike(canvas, "The fine is ", "50 euros", 740, -1.5)
        canvas.line(60, 733, 300, 733)
        canvas.drawString(60, 722, "Bicycles may stand in the yard.")

    assert document(draw).notes == ()


@pytest.mark.parametrize(
    ("above", "below", "words"),
    [
        ("The set with part DX-", "4410-B is in the store.", "part DX-4410-B is"),
        ("It is tested with the dual-", "encoder set of the store.", "the dual-encoder set"),
        ("The films that were X-", "rayed are in the store.", "were X-rayed are"),
        ("It is emptied by the collec-", "tor of the store.", "the collector of"),
        ("Open from 9 to 17, on days 18-", "24 of each month.", "on days 18-24 of"),
        ("The quibblix is new, and the quib-", "blix is used a lot.", "the quibblix is used"),
        ("A man-made lake, and a man-", "made hill beside it.", "a man-made hill"),
    ],
)
def test_a_hyphen_at_a_lines_end_is_judged_by_evidence(above: str, below: str, words: str) -> None:
    assert words in page_text(pdf(written(above, below)), "a.pdf", 1)
