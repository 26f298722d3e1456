"""More files of the kinds on which readers went wrong: other formats, other parts of a page."""

import io

import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents.making import pdf
from tests.documents.office.making import opendocument, packed, paragraph, relations, run, word
from tests.documents.strangers import Stranger

_WEB = """<!DOCTYPE html><html><body><h1>Tank survey</h1>
<p>The tank holds 3 x 10<sup>5</sup> litres on 840 m<sup>2</sup> and gives off CO<sub>2</sub>.
<sup><a href="#f1">1</a></sup></p>
<table><tr><th rowspan="2">Tank</th><th colspan="2">Level in cm</th></tr><tr><th>May</th><th>June</th></tr>
<tr><td>East</td><td>212</td><td></td></tr><tr><td>West</td><td>180</td><td>176</td></tr>
<tr><td>North</td><td>90</td><td>84</td></tr></table><p id="f1"><sup>1</sup> As of 2 June.</p></body></html>"""
_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
    f"{paragraph('Key of the shed: hook 14.')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
    "</mc:AlternateContent></w:r>"
)
_EQUATION = (
    "<m:oMath><m:r><m:t>F = </m:t></m:r><m:f><m:num><m:r><m:t>W</m:t></m:r></m:num>"
    "<m:den><m:r><m:t>6</m:t></m:r></m:den></m:f></m:oMath>"
)
_SLIDE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _slides() -> bytes:
    shape = (
        "<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody><a:p><a:r><a:t>The slipway opens on 4 April.</a:t></a:r></a:p>"
        "</p:txBody></p:sp>"
    )
    return packed(
        {
            "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
            "ppt/presentation.xml": f"<p:presentation {_SLIDE}><p:sldIdLst><p:sldId r:id='r1'/></p:sldIdLst>"
            "</p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(slide="slides/slide1.xml"),
            "ppt/slides/slide1.xml": f"<p:sld {_SLIDE}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>",
        }
    )


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Moorings"
    for row in (("Berth", "Length", "Fee"), ("C4", 9.5, 310), ("C5", 12, 402.5), ("C6", 7, 999)):
        sheet.append(row)
    for number in (2, 3, 4):
        sheet.cell(number, 3).number_format = '#,##0.00 "euros"'
    sheet.row_dimensions[4].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _book() -> bytes:
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Tides</h1><p>{}</p></body></html>"
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
            "p.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="b"/><itemref idref="a"/></spine></package>',
            "a.xhtml": page.format("The bar has 1.8 metres at low water."),
            "b.xhtml": page.format("Begin here."),
        }
    )


def _under_a_scan() -> bytes:
    """Return a page that is a picture, with its text unpainted behind it."""
    import pypdfium2

    def painted(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "The weir was rebuilt in 1962 for 18,300 crowns.")

    sheet = pypdfium2.PdfDocument(pdf(painted))[0].render(scale=1).to_pil()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    text = canvas.beginText(72, 740)
    text.setTextRenderMode(3)
    text.textOut("The weir was rebuilt in 1962 for 18,300 crowns.")
    canvas.drawText(text)
    canvas.drawImage(ImageReader(sheet), 0, 0, *A4)
    canvas.save()
    return out.getvalue()


def _turned() -> bytes:
    """Return a page that lies on its side, with a table on it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setPageRotation(90)
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    for i, row in enumerate((("Watch", "Monday", "Tuesday"), ("Egon", "early", "late"), ("Frida", "late", "free"))):
        for j, cell in enumerate(row):
            canvas.drawString(60 + 130 * j, 480 - 20 * i, cell)
    canvas.save()
    return out.getvalue()


def _columns() -> bytes:
    """Return a page of two columns whose lines are drawn row by row."""
    left = (
        "The reading room opens at 10 and closes",
        "at 18 from Monday to Friday. Bags stay",
        "in the lockers, which cost nothing, and",
        "pencils alone are used with maps.",
    )
    right = (
        "The swimming hall opens at 7 and closes",
        "at 21 on all days but Sunday, when the",
        "water is warmed for children and older",
        "people until the early afternoon.",
    )

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for i, lines in enumerate(zip(left, right, strict=True)):
            for x, line in zip((60, 320), lines, strict=True):
                canvas.drawString(x, 760 - 13 * i, line)

    return pdf(draw)


FURTHER = (
    Stranger(
        name="raised.html",
        data=_WEB.encode(),
        question="How many litres does the tank hold?",
        says=("3 x 10^5 litres on 840 m²", "CO2", "Tank: East; Level in cm, May: 212", "Level in cm, June: 176"),
        never=("105 litres", "m2 and", "Level in cm, June: 212"),
    ),
    Stranger(
        name="white.docx",
        data=word(
            paragraph(
                "The dredger costs 63,100 euros.",
                run(" It was scrapped in 2020.", '<w:color w:val="FFFFFF"/>'),
                run(" It was stolen.", "<w:vanish/>"),
            )
        ),
        question="What does the dredger cost?",
        says=("The dredger costs 63,100 euros.",),
        never=("scrapped", "stolen"),
    ),
    Stranger(
        name="box.docx",
        data=word(paragraph("The shed is shared.", _BOX) + paragraph("Sweep it after use.")),
        question="On which hook is the key of the shed?",
        says=("Key of the shed: hook 14.", "Sweep it after use."),
        never=("shared.Key", "14.Sweep"),
    ),
    Stranger(
        name="equation.docx",
        data=word(paragraph("The fee of a barge is ", _EQUATION, " euros a tonne.")),
        question="How is the fee of a barge computed?",
        says=("The fee of a barge is F = W / 6 euros a tonne.",),
    ),
    Stranger(
        name="kiosk.txt",
        data="The café’s freezer costs € 1,040 – with delivery. Dose for Zoë Håkansson: ½ tablet.".encode("cp1252"),
        question="What does the freezer of the café cost?",
        says=("The café’s freezer costs € 1,040 – with delivery.", "Zoë Håkansson: ½ tablet"),
    ),
    Stranger(
        name="wide.txt",
        data="The bell rings at 6:45, says Łucja Żak – daily.".encode("utf-16"),
        question="When does the bell ring?",
        says=("The bell rings at 6:45, says Łucja Żak – daily.",),
    ),
    Stranger(
        name="soft.txt",
        data="The trans\u00adformer sta\u00adtion holds 1\u00a0900 litres; the \ufb01re \ufb02oor is below.".encode(),
        question="How many litres does the transformer station hold?",
        says=("The transformer station holds 1 900 litres; the fire floor is below.",),
    ),
    Stranger(
        name="slipway.pptx",
        data=_slides(),
        question="When does the slipway open?",
        says=("The slipway opens on 4 April.",),
    ),
    Stranger(
        name="moorings.xlsx",
        data=_workbook(),
        question="What is the fee of berth C5?",
        says=("Berth: C5; Length: 12; Fee: 402.50 euros",),
        never=("C6", "999"),
    ),
    Stranger(
        name="ropes.odt",
        data=opendocument("text", "<text:h>Ropes</text:h><text:p>A hawser is 40 metres long.</text:p>"),
        question="How long is a hawser?",
        says=("A hawser is 40 metres long.",),
    ),
    Stranger(
        name="tides.epub",
        data=_book(),
        question="How deep is the bar at low water?",
        says=("The bar has 1.8 metres at low water.",),
    ),
    Stranger(
        name="weir.pdf",
        data=_under_a_scan(),
        question="When was the weir rebuilt?",
        says=("The weir was rebuilt in 1962 for 18,300 crowns.",),
    ),
    Stranger(
        name="turned.pdf",
        data=_turned(),
        question="When is Frida on watch on Monday?",
        says=("Watch: Frida; Monday: late; Tuesday: free",),
    ),
    Stranger(
        name="columns.pdf",
        data=_columns(),
        question="When does the reading room close?",
        answer="The reading room closes at 18 from Monday to Friday.",
        value="closes at 18 from Monday to Friday",
        says=("closes at 18 from Monday to Friday. Bags stay in the lockers", "closes at 21 on all days but Sunday"),
    ),
)
"""Beside `STRANGERS`."""
