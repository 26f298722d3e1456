"""Letters of a PDF that are spaced out, or drawn as one sign, become the words that they are."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from minigiants.documents import page_text
from minigiants.documents.pdf.boxes import Boxes
from minigiants.documents.pdf.letters import unfolded
from tests.documents.making import pdf


@pytest.mark.parametrize("distance", [3.0, 5.0])
def test_a_spaced_out_heading_is_words(distance: float) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 14)
        text.setCharSpace(distance)
        text.textOut("ANNUAL REPORT")
        canvas.drawText(text)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 660, "Clause 7 a b and c of plan B 2 hold.")

    assert page_text(pdf(draw), "a.pdf", 1) == "ANNUAL REPORT\n\nClause 7 a b and c of plan B 2 hold."


class _SameBoxes(Boxes):
    def __init__(self, places: dict[int, float]) -> None:
        self._places = places

    def __call__(self, index: int) -> tuple[float, float, float, float]:
        left = self._places[index]
        return (left, 0.0, left + 5.0, 10.0)


def test_a_joined_lam_and_alef_are_read_in_their_order() -> None:
    backward = "\u0627\u0625\u0644\u0646"  # the word begins with alef, lam, alef; lam and the second alef are one sign

    assert unfolded(backward, [0, 1, 2, 3], _SameBoxes({0: 30, 1: 20, 2: 20, 3: 10})) == "\u0627\u0644\u0625\u0646"
    assert unfolded(backward, [0, 1, 2, 3], _SameBoxes({0: 30, 1: 20, 2: 15, 3: 10})) == backward
