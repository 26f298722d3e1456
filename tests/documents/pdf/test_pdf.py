"""PDF pages become text whose sentences are whole."""

import io
import re
import threading

import pytest
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Table

from minigiants.documents import Document, Unreadable, page_text, picture, read, sentences
from tests.documents.making import blank, pdf, scan, set_pdf, written


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not() -> None:
    first = "The tenant shall keep the rooms clean and shall not store any goods in them that may burn. " * 3
    second = "Rent is due on 1 May. " * 8

    text = read(set_pdf(first, second), "a.pdf").pages[0].text

    assert text == f"{first.strip()}\n\n{second.strip()}"


def test_a_word_broken_at_a_line_end_is_whole_again() -> None:
    text = page_text(
        pdf(written("The agree-", "ment is non-", "renewable and ends in 2030-", "2031 at noon.")), "a.pdf", 1
    )

    assert text == "The agreement is non-renewable and ends in 2030-2031 at noon."


def test_ligatures_and_soft_hyphens_and_accents_read_as_letters() -> None:
    registerFont(TTFont("DejaVu", "DejaVuSans.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("DejaVu", 11)
        canvas.drawString(72, 700, "The of\ufb01ce \ufb02oor of the co\u00adop\u00a0café, 10 m\u00b2")

    text = page_text(pdf(draw), "a.pdf", 1)

    assert "The office floor of the" in text
    assert text.endswith("café, 10 m²")


def test_right_to_left_text_is_read() -> None:
    registerFont(TTFont("DejaVu", "DejaVuSans.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("DejaVu", 11)
        canvas.drawString(72, 700, "שלום עולם"[::-1])

    text = page_text(pdf(draw), "a.pdf", 1)

    assert sorted(text) == sorted("שלום עולם")


def test_each_row_of_a_table_is_a_line_that_reads_alone() -> None:
    rows = [["Quantity", "TK-40", "TK-50"], ["Maximum casing pressure (bar)", "10", "16"], ["Weight (kg)", "38", "61"]]

    text = page_text(_table_pdf(rows), "a.pdf", 1)

    assert text.splitlines() == [
        "Quantity: Maximum casing pressure (bar); TK-40: 10; TK-50: 16",
        "Quantity: Weight (kg); TK-40: 38; TK-50: 61",
    ]


def test_headings_are_found_by_size_and_weight() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 760, "Lease of Offices")
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(72, 724, "2. Rent")
        written("The yearly rent is 98,880 pounds, which is payable in advance.", top=700)(canvas)

    page = read(pdf(draw), "a.pdf").pages[0]

    assert [heading for _, heading in page.headings] == ["Lease of Offices", "2. Rent"]
    assert all(page.text.startswith(heading, offset) for offset, heading in page.headings)


def test_a_column_is_read_to_its_end_before_the_next() -> None:
    left = written(
        "The tenant shall keep the rooms dry.",
        "The tenant may end this agreement",
        "on 30 April by giving the landlord",
        "a written notice in time that",
        top=740,
    )
    right = written("names the day. It has no effect", "when any rent is overdue then.", left=320, top=740)

    text = page_text(pdf(lambda canvas: (left(canvas), right(canvas))[0]), "a.pdf", 1)

    assert "giving the landlord a written notice in time that names the day." in text


def test_pages_of_pictures_only_are_scanned() -> None:
    with pytest.raises(Unreadable) as error:
        read(pdf(scan, scan, written("Page 3 holds some words that can be read well")), "a.pdf")

    assert error.value.reason == "scanned"


def test_a_scanned_page_among_text_is_noted() -> None:
    words = written("This page holds a sentence that can be read.")

    document = read(pdf(words, scan, blank, words), "a.pdf")

    assert [bool(page.text) for page in document.pages] == [True, False, False, True]
    assert len(document.notes) == 1
    assert document.notes[0].startswith("Page 2 is without readable text")


def test_blank_pages_alone_are_empty_not_scanned() -> None:
    with pytest.raises(Unreadable) as error:
        read(pdf(blank, blank), "a.pdf")

    assert error.value.reason == "empty"


def test_a_password_refuses_and_an_empty_one_does_not() -> None:
    words = written("Nobody but the owner may print this page.")
    locked = pdf(words, encrypt=pdfencrypt.StandardEncryption("secret", strength=128))
    printable = pdf(words, encrypt=pdfencrypt.StandardEncryption("", ownerPassword="owner", canPrint=0, strength=128))

    with pytest.raises(Unreadable) as error:
        read(locked, "a.pdf")

    assert error.value.reason == "encrypted"
    assert read(printable, "a.pdf").pages[0].text == "Nobody but the owner may print this page."


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused_or_noted(prose_pdf: bytes, share: float) -> None:
    try:
        document = read(prose_pdf[: int(len(prose_pdf) * share)], "a.pdf")
    except Unreadable as error:
        assert error.reason in ("corrupt", "empty")
    else:
        assert any("ends early" in note for note in document.notes)


def test_a_damaged_page_is_noted_and_cannot_be_drawn() -> None:
    words = written("This page holds a sentence that can be read.")
    data = pdf(words, words, words)
    place = [match.start() for match in re.finditer(rb"/Type /Page\b", data)][1]

    broken = data[:place] + b"/Type /Pork" + data[place + 11 :]
    document = read(broken, "a.pdf")

    assert [bool(page.text) for page in document.pages] == [True, False, True]
    assert document.notes == ("Page 2 is damaged and could not be read.",)
    with pytest.raises(Unreadable) as error:
        picture(broken, 2, [])
    assert error.value.reason == "corrupt"


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n" + bytes(range(256)) * 40, b"%PDF-1.4 hello %%EOF"])
def test_rubbish_after_the_signature_is_corrupt(data: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        read(data, "a.pdf")

    assert error.value.reason == "corrupt"


def test_a_long_file_is_read_page_by_page_and_progress_is_told(prose_pdf: bytes) -> None:
    told: list[tuple[int, int]] = []

    document = read(prose_pdf, "a.pdf", on_page=lambda done, total: told.append((done, total)))

    assert len(document.pages) > 59
    assert told == [(n, len(document.pages)) for n in range(1, len(document.pages) + 1)]


def test_one_page_reads_the_same_alone_and_in_other_threads(prose: Document, prose_pdf: bytes) -> None:
    found: dict[int, str] = {}

    def fetch(numbers: range) -> None:
        for number in numbers:
            found[number] = page_text(prose_pdf, "a.pdf", number)

    threads = [threading.Thread(target=fetch, args=(range(start, 60, 4),)) for start in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {number: prose.pages[number - 1].text for number in range(1, 60)}


def test_sentences_of_set_prose_come_out_whole(prose: Document) -> None:
    text = prose.pages[1].text

    found = {text[start:end] for start, end in sentences(text)}

    assert "The pump shall not run dry for longer than thirty seconds at any time." in found
    assert len(found) <= 6


def test_a_page_that_is_not_there_is_named(prose_pdf: bytes) -> None:
    with pytest.raises(IndexError, match="no page 9999"):
        page_text(prose_pdf, "a.pdf", 9999)


def test_a_caller_may_stop_the_reading(prose_pdf: bytes) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        read(prose_pdf, "a.pdf", on_page=stop)

    assert page_text(prose_pdf, "a.pdf", 1)


def _table_pdf(rows: list[list[str]]) -> bytes:

    out = io.BytesIO()
    flow: list[Flowable] = [Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.grey)])]
    SimpleDocTemplate(out, pagesize=A4).build(flow)
    return out.getvalue()
