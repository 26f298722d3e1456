"""Workbooks, presentations, OpenDocument and rich text read as they look."""

import datetime
import io
from typing import Any

import openpyxl
import openpyxl.styles
import pytest

from minigiants.documents import read
from tests.documents.office.making import opendocument, packed, relations


def workbook(fill: Any) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_is_a_page_whose_values_read_as_shown() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.title = "Prices"
        sheet.append(["Stand of spring"])
        sheet.append(["Item", "Price", "Share", "Since"])
        sheet.append(["Lamp", 1250.5, 0.125, datetime.datetime(2026, 3, 2)])
        sheet.append(["Chair", 89, 0.5, datetime.datetime(2026, 4, 1)])
        for number in (3, 4):
            sheet.cell(number, 2).number_format = '#,##0.00 "EUR"'
            sheet.cell(number, 3).number_format = "0.0%"
        book.create_sheet("Notes").append(["Closed on Mondays"])
        book.create_sheet("Old").sheet_state = "hidden"

    document = read(workbook(fill), "a.xlsx")

    assert document.pages[0].text == (
        "Prices\n\nStand of spring\n"
        "Item: Lamp; Price: 1,250.50 EUR; Share: 12.5%; Since: 2026-03-02\n"
        "Item: Chair; Price: 89.00 EUR; Share: 50.0%; Since: 2026-04-01"
    )
    assert document.pages[0].tables[0].title == "Stand of spring"
    assert document.pages[1].text == "Notes\n\nClosed on Mondays"
    assert document.notes == ("1 hidden sheet is left out.",)


def test_merged_struck_and_hidden_cells_of_a_sheet() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        for line in (
            ["Team", "Day", "Hours"],
            ["Blue", "Mon", 7],
            [None, "Tue", 8],
            ["Red", "Mon", 6],
            ["Grey", "Wed", 1],
        ):
            sheet.append(line)
        sheet.merge_cells("A2:A3")
        sheet["C4"].font = openpyxl.styles.Font(strike=True)
        sheet.row_dimensions[5].hidden = True

    document = read(workbook(fill), "a.xlsx")

    assert document.pages[0].text.splitlines() == [
        "Team: Blue; Day: Mon; Hours: 7",
        "Team: Blue; Day: Tue; Hours: 8",
        "Team: Red; Day: Mon; Hours: (empty)",
    ]
    assert document.notes == ("1 struck word is left out.", "3 hidden words are left out.")


def test_parts_of_a_sheet_that_stand_apart_are_tables_of_their_own() -> None:
    def fill(book: Any) -> None:
        for line in (["Loaf", "Price"], ["Rye", 4.5], [], ["Shop", "Area", "Rent"], ["Quay", 80, 900]):
            book.active.append(line)

    tables = read(workbook(fill), "a.xlsx").tables

    assert [table.header for table in tables] == [("Loaf", "Price"), ("Shop", "Area", "Rent")]


_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def shape(kind: str, *paragraphs: str) -> str:
    inner = "".join(f"<a:p>{text}</a:p>" for text in paragraphs)
    return f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{inner}</p:txBody></p:sp>'


def words(text: str, properties: str = "") -> str:
    return f"<a:r><a:rPr {properties}/><a:t>{text}</a:t></a:r>"


def test_a_slide_is_a_page_with_its_title_items_and_table() -> None:
    table = "".join(
        f"<a:tr>{''.join(f'<a:tc><a:txBody><a:p>{words(text)}</a:p></a:txBody></a:tc>' for text in line)}</a:tr>"
        for line in (("Pump", "Bar"), ("P1", "16"))
    )
    frame = f'<p:graphicFrame><a:graphic><a:tbl><a:tblPr firstRow="1"/>{table}</a:tbl></a:graphic></p:graphicFrame>'
    fee = words("fee ") + words("60", 'strike="sngStrike"') + words("75")
    tree = shape("body", fee, words("10") + words("3", 'baseline="30000"')) + shape("title", words("Costs")) + frame
    slide = f"<p:sld {_A} {_P}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>"
    hidden = f'<p:sld {_A} {_P} show="0"><p:cSld><p:spTree/></p:cSld></p:sld>'
    data = packed(
        {
            "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
            "ppt/presentation.xml": f'<p:presentation {_P} {_R}><p:sldIdLst><p:sldId r:id="r1"/><p:sldId r:id="r2"/>'
            "</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(slide="slide1.xml", other="slide2.xml"),
            "ppt/slide1.xml": slide,
            "ppt/slide2.xml": hidden,
        }
    )

    document = read(data, "a.pptx")

    assert document.pages[0].text == "Costs\n\n- fee 75\n- 10^3\n\nPump: P1; Bar: 16"
    assert document.pages[0].headings == ((0, "Costs"),)
    assert document.notes == ("1 struck word is left out.", "1 hidden slide is left out.")


STYLES = (
    '<style:style style:name="X"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="U"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
)


def test_an_open_document_text_keeps_notes_and_leaves_out_what_is_struck() -> None:
    body = (
        "<text:h>Terms</text:h>"
        '<text:p>The fee is <text:span text:style-name="X">40 euros</text:span> 55 euros.'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Half for members.</text:p>"
        "</text:note-body></text:note></text:p>"
        '<text:p>It weighs 10<text:span text:style-name="U">3</text:span> g.'
        '<text:span text:style-name="H">Not this.</text:span></text:p>'
    )

    document = read(opendocument("text", body, STYLES), "a.odt")

    assert document.pages[0].text == (
        "Terms\n\nThe fee is 55 euros [note 1].\n\nNote 1: Half for members.\n\nIt weighs 10^3 g."
    )
    assert document.notes == ("2 struck words are left out.", "2 hidden words are left out.")


def test_an_open_document_sheet_keeps_empty_and_spanning_cells_in_place() -> None:
    def cells(*texts: str) -> str:
        inner = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
        return f"<table:table-row>{inner}</table:table-row>"

    gap = (
        "<table:table-row><table:table-cell><text:p>Quay</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="1"/><table:table-cell><text:p>188</text:p></table:table-cell>'
        "</table:table-row>"
    )
    rows = cells("Shop", "April", "May") + cells("Mill", "295", "402") + gap
    body = f'<table:table table:name="Sales">{rows}</table:table>'

    table = read(opendocument("spreadsheet", body), "a.ods").tables[0]

    assert (table.title, table.header) == ("Sales", ("Shop", "April", "May"))
    assert table.rows == (("Mill", "295", "402"), ("Quay", "", "188"))


def test_open_document_slides_are_pages() -> None:
    def slide(title: str, text: str) -> str:
        first, second = (f"<draw:text-box><text:p>{words}</text:p></draw:text-box>" for words in (title, text))
        titled = f'<draw:frame presentation:class="title">{first}</draw:frame>'
        return f"<draw:page>{titled}<draw:frame>{second}</draw:frame></draw:page>"

    pages = read(opendocument("presentation", slide("One", "first") + slide("Two", "second")), "a.odp").pages

    assert [(page.number, page.text) for page in pages] == [(1, "One\n\nfirst"), (2, "Two\n\nsecond")]


NOTE = rb"Fee.{\super\chftn{\footnote\pard Half for members.}}\par Next"
TABLE = rb"\trowd\cellx1\cellx2\intbl Loaf\cell Price\cell\row\trowd\intbl Rye\cell 4.50\cell\row\pard End"
RICH = [
    (rb"Rent \strike 60\strike0 75 francs", "Rent 75 francs"),
    (rb"Due\v  not this\v0  in May", "Due in May"),
    (rb"10{\super 3} kg", "10^3 kg"),
    (rb"caf\'e9 \u8364?9", "café €9"),
    (NOTE, "Fee [note 1].\n\nNote 1: Half for members.\n\nNext"),
    (rb"{\*\generator Writer;}{\info{\title T}}Text", "Text"),
    (TABLE, "Loaf: Rye; Price: 4.50\n\nEnd"),
]


@pytest.mark.parametrize(("inner", "expected"), RICH, ids=lambda case: str(case)[:30])
def test_rich_text_reads_as_it_looks(inner: bytes, expected: str) -> None:
    assert read(rb"{\rtf1\ansi\ansicpg1252 " + inner + b"}", "a.rtf").pages[0].text == expected


def test_a_font_with_the_western_letters_keeps_them_in_a_file_of_another_code_page() -> None:
    fonts = rb"{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}}"
    rich = rb"{\rtf1\ansi\ansicpg1251" + fonts + rb"\f0 \'d2\'e0 \f1 caf\'e9\par \u9745? paid\par}"

    assert read(rich, "a.rtf").pages[0].text == "Та café\n\n[ticked] paid"
