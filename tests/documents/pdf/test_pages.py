"""Pages of one file: headers and footers are read once, numbers of lines never, fields beside their labels."""

import ctypes
import io

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from minigiants.documents import page_text, read
from tests.documents.making import Draw, pdf, written

BODIES = (
    "The museum was founded in 1911 by the council.",
    "In 2025 it had 18,400 visitors from the region.",
    "The roof was renewed at a cost of 1.2 million.",
    "Dogs may enter the garden of the museum only.",
)


def framed(header: str, body: str, footer: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 810, header)
        canvas.drawString(280, 30, footer)
        written(body, "It stands in this report.", top=700)(canvas)

    return draw


def test_headers_and_footers_are_read_once() -> None:
    data = pdf(*(framed("Annual report 2025", body, f"Page {n}") for n, body in enumerate(BODIES, start=1)))

    texts = [page.text for page in read(data, "a.pdf").pages]

    assert [text.count("Annual report 2025") for text in texts] == [1, 0, 0, 0]
    assert [text.count("Page") for text in texts] == [1, 0, 0, 0]
    assert all(body in text for body, text in zip(BODIES, texts, strict=True))
    assert [page_text(data, "a.pdf", n) for n in (1, 2, 3, 4)] == texts


def test_headers_of_left_and_right_pages_are_read_once_each() -> None:
    heads = ("Annual report", "Millbrook Museum") * 2
    data = pdf(*(framed(head, body, "") for head, body in zip(heads, BODIES, strict=True)))

    texts = "\n".join(page.text for page in read(data, "a.pdf").pages)

    assert (texts.count("Annual report"), texts.count("Millbrook Museum")) == (1, 1)


def test_what_differs_in_more_than_the_page_number_stays() -> None:
    data = pdf(*(framed(f"Invoice {n}", BODIES[0], "") for n in (10417, 10982)))

    assert [f"Invoice {n}" in page.text for n, page in zip((10417, 10982), read(data, "a.pdf").pages, strict=True)]
    assert "Invoice 10982" in read(data, "a.pdf").pages[1].text


def test_numbers_of_lines_in_a_transcript_are_dropped() -> None:
    spoken = [
        "Q. Where were you on the",
        "evening of 4 May, when the",
        "gate was left open, and who",
        "else was there with you?",
    ]
    lines = [f"{n:>2}   {words}" for n, words in enumerate(spoken * 3, start=1)]

    text = page_text(pdf(written(*lines)), "a.pdf", 1)

    assert "Where were you on the evening of 4 May, when the gate was left open" in text
    assert "2 evening" not in text


def test_a_numbered_list_keeps_its_numbers() -> None:
    lines = [f"{n} Check of valve {n + 40}" for n in range(1, 13)]

    assert "12 Check of valve 52" in page_text(pdf(written(*lines)), "a.pdf", 1)


@pytest.fixture
def form() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("Helvetica", 11)
    for y, label in ((700, "Surname:"), (670, "Licence plate:"), (640, "Remarks:")):
        canvas.drawString(60, y, label)
    fields = canvas.acroForm
    fields.textfield(name="surname", x=170, y=694, width=150, height=18, value="Okonjo")
    fields.textfield(name="plate", x=170, y=664, width=150, height=18, value="KX 4827")
    fields.textfield(name="remarks", x=170, y=634, width=150, height=18, value="")
    canvas.drawString(60, 600, "Electric car")
    fields.checkbox(name="electric", x=170, y=597, size=14, checked=True)
    canvas.drawString(220, 600, "Trailer")
    fields.checkbox(name="trailer", x=300, y=597, size=14, checked=False)
    fields.checkbox(name="terms", x=60, y=567, size=14, checked=True)
    canvas.drawString(80, 570, "I accept the terms")
    fields.choice(name="zone", x=60, y=500, width=150, height=18, value="North", options=["North", "South"])
    canvas.save()
    return out.getvalue()


def test_values_of_a_form_stand_beside_their_labels(form: bytes) -> None:
    assert read(form, "a.pdf").pages[0].text.splitlines() == [
        "Surname: Okonjo",
        "Licence plate: KX 4827",
        "Remarks: (empty)",
        "",
        "Electric car [ticked] Trailer [not ticked]",
        "[ticked] I accept the terms",
        "",
        "zone: North",
    ]


def test_prose_in_two_columns_drawn_line_by_line_is_read_column_by_column() -> None:
    left = [
        "The museum was founded in",
        "1911 by the council of the",
        "town and moved to the mill",
        "in the spring of 1954. It has",
        "many old clocks.",
    ]
    right = [
        "The roof was renewed in the",
        "year 2019 at great cost. The",
        "cafe is run by volunteers and",
        "closes at four. Dogs may be",
        "in the garden.",
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for i, (a, b) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(60, 700 - 14 * i, a)
            canvas.drawString(320, 700 - 14 * i, b)

    text = page_text(pdf(draw), "a.pdf", 1)

    assert text.split("The roof")[0].split() == " ".join(left).split()
    assert pypdfium2.PdfDocument(pdf(draw))[0].get_textpage().count_chars() > 0


def test_lines_of_a_column_that_is_set_wider_than_the_page_are_one_paragraph() -> None:
    fund = ("The reserve fund of the quarter", "house stands at 3,415 pounds, and", "nobody may draw on it alone.")

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for i, line in enumerate(fund):
            canvas.drawString(72, 760 - 19 * i, line)
        canvas.setFont("Helvetica", 9)
        for i in range(30):
            canvas.drawString(72, 640 - 11 * i, f"Small print of part {i} goes on over the whole of the")

    text = page_text(pdf(draw), "a.pdf", 1)

    assert text.startswith(" ".join(fund) + "\n")


def test_paragraphs_of_one_line_at_equal_distances_stay_apart() -> None:
    lines = [f"Rule {i} holds for every tenant of the house without an exception." for i in range(4)]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for i, line in enumerate(lines):
            canvas.drawString(72, 760 - 26 * i, line)
            canvas.drawString(72, 747 - 26 * i, "It is read out in May.")

    assert page_text(pdf(draw), "a.pdf", 1).count("\n\n") >= 3


def test_comments_text_boxes_and_attached_files_are_read() -> None:
    document = pypdfium2.PdfDocument(pdf(written("The rent is 840 euros a month.", "It is paid on the third.")))
    page = document[0]
    for kind, words in (
        (raw.FPDF_ANNOT_TEXT, "Ask for the old rent."),
        (raw.FPDF_ANNOT_FREETEXT, "Deposit: 1,680 euros"),
    ):
        note = raw.FPDFPage_CreateAnnot(page, kind)
        raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(left=300, top=600, right=380, bottom=580))
        text = ctypes.create_string_buffer((words + "\0").encode("utf-16-le"))
        raw.FPDFAnnot_SetStringValue(note, b"Contents", ctypes.cast(text, ctypes.POINTER(raw.FPDF_WCHAR)))
        raw.FPDFPage_CloseAnnot(note)
    document.new_attachment("prices.csv").set_data(b"Part,Price\nNut,9\n")
    out = io.BytesIO()
    document.save(out)
    document.close()

    result = read(out.getvalue(), "a.pdf")

    assert result.pages[0].text.splitlines()[-2:] == ["Comment: Ask for the old rent.", "Deposit: 1,680 euros"]
    assert [page.number for page in result.pages] == [1, 2]
    assert result.pages[1].text == "prices.csv\n\nPart: Nut; Price: 9" == page_text(out.getvalue(), "a.pdf", 2)
    assert result.notes == ("1 comment is read as a comment.",)
