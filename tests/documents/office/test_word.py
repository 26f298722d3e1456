"""A Word file reads as its pages show it."""

import pytest

from minigiants.documents import Document, read
from tests.documents.office.making import paragraph, run, strict, word


def document(body: str, **parts: str) -> Document:
    return read(word(body, **parts), "a.docx")


def text_of(body: str, **parts: str) -> str:
    return document(body, **parts).pages[0].text


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


RUNS = [
    (
        ["The yield is 4.7 x 10", run("8", '<w:vertAlign w:val="superscript"/>'), " cells."],
        "The yield is 4.7 x 10^8 cells.",
    ),
    (["a yard of 75 m", run("2", '<w:vertAlign w:val="superscript"/>')], "a yard of 75 m²"),
    (["CO", run("2", '<w:vertAlign w:val="subscript"/>'), " is measured"], "CO2 is measured"),
    (["the 3", run("rd", '<w:vertAlign w:val="superscript"/>'), " floor"], "the 3rd floor"),
    (["fee ", run("60 francs", "<w:strike/>"), " 75 francs a day"], "fee 75 francs a day"),
    (["limit ", run("9 bar", "<w:dstrike/>"), "7 bar"], "limit 7 bar"),
    (["due in 14 days.", run(" We accept 40.", "<w:vanish/>")], "due in 14 days."),
    (["shown", run(" sold for 9", '<w:color w:val="FFFFFF"/>')], "shown"),
    (["kept", run(" as it is", '<w:strike w:val="0"/>')], "kept as it is"),
    (['<w:r><w:t>Gate </w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'], "Gate [ticked]"),
    (['<w:r><w:t>Door </w:t><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'], "Door [not ticked]"),
    (["<w:ins><w:r><w:t>nine</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>six</w:delText></w:r></w:del>"], "nine"),
]


@pytest.mark.parametrize(("runs", "expected"), RUNS, ids=lambda case: str(case)[:30])
def test_a_run_reads_as_it_looks(runs: list[str], expected: str) -> None:
    assert text_of(paragraph(*runs)) == expected


def test_white_text_on_a_dark_cell_is_seen() -> None:
    total = paragraph(run("Total", '<w:color w:val="FFFFFF"/>'))
    white = f'<w:tc><w:tcPr><w:shd w:fill="203040"/></w:tcPr>{total}</w:tc>'

    assert "Total" in text_of(f"<w:tbl>{row(white, cell(str(900)))}</w:tbl>")


def test_what_is_left_out_is_counted() -> None:
    body = paragraph("fee ", run("60 francs", "<w:strike/>"), run("not this either", "<w:vanish/>"), "75 francs")

    assert document(body).notes == ("2 struck words are left out.", "3 hidden words are left out.")


def test_notes_stand_after_their_paragraph_and_their_mark_is_no_number() -> None:
    body = paragraph("Parking costs 12 euros.", '<w:r><w:footnoteReference w:id="4"/></w:r>') + paragraph("Next.")
    notes = f'<w:footnote w:id="4">{paragraph("Free on Sundays.")}</w:footnote>'

    assert text_of(body, footnotes=notes) == "Parking costs 12 euros [note 1].\n\nNote 1: Free on Sundays.\n\nNext."


def test_headers_and_footers_are_read_once_and_page_numbers_not() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r1"/><w:footerReference r:id="r2"/></w:sectPr>'
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    body = paragraph("Body.") + section

    text = text_of(body, header=paragraph("Ref. ZK-88"), footer=paragraph("Page ", number))

    assert text == "Body.\n\nPage header: Ref. ZK-88"


def test_the_paragraphs_of_a_text_box_stand_apart() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
        f"{paragraph('Load 2 tonnes')}{paragraph('Checked in July')}"
        "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>twice</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    assert text_of(paragraph("The hoist.", box)) == "The hoist.\n\nLoad 2 tonnes\n\nChecked in July"


def test_an_equation_is_written_in_a_line() -> None:
    fraction = "<m:f><m:num><m:r><m:t>m + 2</m:t></m:r></m:num><m:den><m:r><m:t>V</m:t></m:r></m:den></m:f>"

    assert text_of(paragraph("Density ", f"<m:oMath><m:r><m:t>d = </m:t></m:r>{fraction}</m:oMath>", " holds.")) == (
        "Density d = (m + 2) / V holds."
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
)


def test_a_list_restarts_only_where_the_file_says_so() -> None:
    def item(text: str, number: int) -> str:
        return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')

    body = item("Oil", 1) + item("Water", 1) + item("Air", 2) + item("Fuel", 2) + item("Gas", 3)

    assert text_of(body, numbering=NUMBERING) == "1) Oil\n2) Water\n1) Air\n2) Fuel\n3) Gas"


def test_merged_cells_stand_at_each_of_their_places() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = "".join(
        (
            row(cell("Line"), cell("Stop"), cell("First"), cell("Last")),
            row(cell("Red", restart), cell("Mill"), cell("5:10"), cell("23:40")),
            row(cell("", goes_on), cell("Quay"), cell("5:25"), cell("23:55")),
            row(cell("Closed on 1 May", '<w:gridSpan w:val="4"/>')),
        )
    )

    (page,) = document(f"<w:tbl>{table}</w:tbl>").pages

    assert page.text.splitlines()[1] == "Line: Red; Stop: Quay; First: 5:25; Last: 23:55"
    assert page.text.endswith("Closed on 1 May")
    assert page.tables[0].rows == (("Red", "Mill", "5:10", "23:40"), ("Red", "Quay", "5:25", "23:55"))
    assert [page.text[start:end][:9] for start, end in page.tables[0].spans] == ["Line: Red", "Line: Red"]


def test_a_header_over_two_rows_gives_each_column_both_names() -> None:
    table = "".join(
        (
            row(cell("Site", '<w:vMerge w:val="restart"/>'), cell("2025", '<w:gridSpan w:val="2"/>')),
            row(cell("", "<w:vMerge/>"), cell("sold"), cell("left")),
            row(cell("North"), cell("12"), cell("3")),
        )
    )

    assert text_of(f"<w:tbl>{table}</w:tbl>") == "Site: North; 2025, sold: 12; 2025, left: 3"


def test_a_comment_says_that_it_is_one_and_what_it_is_on() -> None:
    body = paragraph(
        "The rent is ", '<w:commentRangeStart w:id="2"/>', "900 euros", '<w:r><w:commentReference w:id="2"/></w:r>', "."
    )
    comment = f'<w:comment w:id="2" w:author="A. Vell">{paragraph("Ask again.")}</w:comment>'

    found = document(body, comments=comment)

    assert found.pages[0].text == "The rent is 900 euros.\n\nComment by A. Vell on “900 euros”: Ask again."
    assert found.notes == ("1 comment is read as a comment.",)


def test_strict_open_xml_is_read() -> None:
    assert read(strict(word(paragraph("Serviced every nine months."))), "a.docx").pages[0].text == (
        "Serviced every nine months."
    )
