"""Files of the kinds on which readers went wrong, each with what must be said of it and what must not."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.documents.office.making import paragraph, run, strict, word

_UP = '<w:vertAlign w:val="superscript"/>'


@dataclass(frozen=True, kw_only=True, slots=True)
class Stranger:
    """A file and a question that it answers."""

    name: str
    data: bytes
    question: str
    says: tuple[str, ...]
    """Stands in those of the four passages that the search gives first which are of the file."""
    never: tuple[str, ...] = ()
    """Stands in no passage of the file."""
    answer: str = ""
    """What somebody who read the file would say; empty for the first of `says`."""
    value: str = ""
    """Stands in that answer or its evidence; empty for the first of `says`."""


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(cell if cell.startswith('<') else _cell(cell) for cell in cells)}</w:tr>"


def _table(*rows: Sequence[str]) -> str:
    return f"<w:tbl>{''.join(_row(*cells) for cells in rows)}</w:tbl>"


def _pdf(*lines: str, white: str = "", struck: tuple[int, str, str] | None = None, raised: str = "") -> bytes:
    """Draw lines; `white` below them in white, a stroke through a part of line n, and `raised` after the last."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    for i, line in enumerate(lines):
        canvas.drawString(64, 770 - 15 * i, line)
    if struck:
        i, before, words = struck
        left, y = 64 + canvas.stringWidth(before, "Helvetica", 11), 770 - 15 * i + 3.2
        canvas.line(left, y, left + canvas.stringWidth(words, "Helvetica", 11), y)
    if raised:
        before, mark, after = raised.split("|")
        text = canvas.beginText(64, 770 - 15 * len(lines))
        for words, size, rise in ((before, 11, 0), (mark, 7, 4), (after, 11, 0)):
            text.setFont("Helvetica", size)
            text.setRise(rise)
            text.textOut(words)
        canvas.drawText(text)
    if white:
        canvas.setFillGray(1)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(64, 400, white)
    canvas.save()
    return out.getvalue()


def _form() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    form = canvas.acroForm
    canvas.drawString(60, 780, "Request for a mooring")
    for i, (label, value) in enumerate((("Boat", "Kittiwake"), ("Length in metres", "9.4"), ("Owner", "T. Abiola"))):
        canvas.drawString(60, 740 - 30 * i, f"{label}:")
        form.textfield(name=f"field{i}", value=value, x=200, y=732 - 30 * i, width=180, height=20)
    canvas.drawString(60, 640, "Shore power needed:")
    form.checkbox(name="power", checked=True, x=200, y=634, size=16)
    canvas.save()
    return out.getvalue()


_PARTS = [(f"Bracket {n}", str(n * 3), str(n % 9 + 2), f"{n}.40") for n in range(10, 70)]
_NOTED = paragraph("The berth costs 310 euros a season.", '<w:r><w:footnoteReference w:id="3"/></w:r>')
_WEB = """<!DOCTYPE html><html><body><h1>Ferry times</h1><table>
<tr><th>Pier</th><th>Boat</th><th>Leaves</th><th>Fare</th></tr>
<tr><td rowspan="2">Oldgate</td><td>Heron</td><td>7:15</td><td>6.20</td></tr>
<tr><td>Plover</td><td>9:40</td><td>7.80</td></tr>
<tr><td>Newgate</td><td>Dunlin</td><td></td><td>5.10</td></tr></table>
<p>A day ticket is <s>14 euros</s> 17 euros.</p>
<p style="display:none">The line is closed for ever.</p></body></html>"""
_MAIL = (
    b"From: Nils Aas <nils@yard.example>\r\nTo: office@pier.example\r\nSubject: =?utf-8?q?Kran_f=C3=BCr_Dock_2?=\r\n"
    b"Date: Tue, 03 Mar 2026 08:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nVGhlIGNyYW5lIGZvciBkb2NrIDIgaXMgZGVsaXZlcmVkIG9uIDE5IE1heS4=\r\n"
)
_NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def _item(text: str, number: int) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


STRANGERS = (
    Stranger(
        name="raised.docx",
        data=word(paragraph("The silo holds 4 x 10", run("5", _UP), " kernels on 60 m", run("2", _UP), " of floor.")),
        question="How many kernels does the silo hold?",
        says=("4 x 10^5 kernels", "60 m²"),
        never=("105 kernels", "60 m2"),
    ),
    Stranger(
        name="raised.pdf",
        data=_pdf("Survey of the quarry", raised="The sample held 7.1 x 10|6| grains in each litre."),
        question="How many grains did the sample of the quarry hold?",
        says=("7.1 x 10^6 grains",),
        never=("106 grains",),
    ),
    Stranger(
        name="spans.html",
        data=_WEB.encode(),
        question="When does the Plover leave Oldgate?",
        says=("Pier: Oldgate; Boat: Plover; Leaves: 9:40; Fare: 7.80", "Boat: Dunlin", "Fare: 5.10", "17 euros"),
        never=("14 euros", "closed for ever", "Leaves: 5.10"),
    ),
    Stranger(
        name="merged.docx",
        data=word(
            _table(
                ("Level", "Court", "Hour", "Fee"),
                (_cell("Upper", '<w:vMerge w:val="restart"/>'), "A", "9", "22"),
                (_cell("", "<w:vMerge/>"), "B", "10", "26"),
            )
        ),
        question="What is the fee of court B on the upper level?",
        says=("Level: Upper; Court: B; Hour: 10; Fee: 26",),
    ),
    Stranger(
        name="long.docx",
        data=word(paragraph("Store of brackets") + _table(("Part", "Held", "Reorder level", "Price"), *_PARTS)),
        question="What is the reorder level of Bracket 47?",
        says=("Part: Bracket 47; Held: 141; Reorder level: 4; Price: 47.40",),
        answer="The reorder level of Bracket 47 is 4.",
    ),
    Stranger(
        name="title.csv",
        data=b"Visitors in winter 2027,,,\nHouse,January,February,March\nGlass House,210,,305\nOrangery,95,88,120\n",
        question="How many visitors had the Glass House in March?",
        value="March 305",
        says=("Visitors in winter 2027", "House: Glass House; January: 210", "March: 305"),
        never=("February: 305",),
    ),
    Stranger(
        name="sep.csv",
        data=b'sep=;\r\nRope;Length;Colour\r\n"Dock; short";12,5;blue\r\nTow;40,0;red;frayed\r\n',
        question="How long is the tow rope and what is its colour?",
        says=("Rope: Tow; Length: 40,0; Colour: red; frayed", "Rope: Dock; short; Length: 12,5"),
        never=("sep=",),
    ),
    Stranger(
        name="struck.docx",
        data=word(paragraph("The crane costs ", run("70 euros ", "<w:strike/>"), "95 euros an hour.")),
        question="What does the crane cost an hour?",
        says=("The crane costs 95 euros an hour.",),
        never=("70 euros",),
    ),
    Stranger(
        name="struck.pdf",
        data=_pdf(
            "By-law 22", "The berth fee is 61 euros 77 euros a week.", struck=(1, "The berth fee is ", "61 euros")
        ),
        question="What is the berth fee a week?",
        says=("The berth fee is 77 euros a week.",),
        never=("61 euros",),
    ),
    Stranger(
        name="hidden.pdf",
        data=_pdf("The pontoon costs 48,200 euros with its rails.", white="The pontoon was given away in 2019."),
        question="What does the pontoon cost?",
        says=("The pontoon costs 48,200 euros",),
        never=("given away",),
    ),
    Stranger(
        name="parts.docx",
        data=word(
            _NOTED
            + paragraph("Gate ", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', " lock ")
            + '<w:sectPr><w:headerReference w:type="default" r:id="r2"/></w:sectPr>',
            footnotes=f'<w:footnote w:id="3">{paragraph("Water is 28 euros on top.")}</w:footnote>',
            header=paragraph("Harbour rules 2027, reference HR-902"),
        ),
        question="What does water cost on top of the berth?",
        says=("310 euros a season [note 1]", "Note 1: Water is 28 euros on top.", "Gate [ticked]", "HR-902"),
        never=("season1",),
    ),
    Stranger(
        name="lists.docx",
        data=word(
            "".join([_item("Engine", 1), _item("Keel", 1), paragraph("On land:"), _item("Trailer", 2)]),
            numbering=_NUMBERS,
        ),
        question="Which number has the trailer on land?",
        says=("1. Engine\n2. Keel", "1. Trailer"),
        answer="The trailer on land has number 1.",
        value="1. Trailer",
        never=("3. Trailer",),
    ),
    Stranger(
        name="strict.docx",
        data=strict(word(paragraph("The lift is inspected by Tarn Lifts every fourteen months."))),
        question="How often is the lift inspected?",
        says=("Tarn Lifts every fourteen months",),
    ),
    Stranger(
        name="form.pdf",
        data=_form(),
        question="Which boat asks for a mooring?",
        answer="The boat Kittiwake asks for a mooring.",
        says=("Boat: Kittiwake", "Length in metres: 9.4", "Owner: T. Abiola", "Shore power needed: [ticked]"),
    ),
    Stranger(
        name="names.txt",
        data="Skipper: José Núñez-Åkerlund, mate Søren Brandão.".encode("cp1252")
        + "\r\nHe takes ½ tablet at 37,5° for 4 € – daily.".encode("cp1252"),
        question="How much does the skipper take?",
        says=("José Núñez-Åkerlund", "Søren Brandão", "½ tablet at 37,5° for 4 € – daily"),
        answer="He takes ½ tablet at 37,5° for 4 € – daily.",
        value="½ tablet at 37,5°",
    ),
    Stranger(
        name="hyphens.pdf",
        data=_pdf(
            "The winch is driven by the high-",
            "torque motor, part WN-",
            "7731-C, and the collec-",
            "tor is greased every 6-",
            "8 weeks.",
        ),
        question="Which part is the motor of the winch?",
        says=("high-torque motor, part WN-7731-C, and the collector is greased every 6-8 weeks",),
    ),
    Stranger(
        name="crane.eml",
        data=_MAIL,
        question="When is the crane for dock 2 delivered?",
        answer="The crane for dock 2 is delivered on 19 May.",
        value="delivered on 19 May",
        says=("Kran für Dock 2", "The crane for dock 2 is delivered on 19 May."),
        never=("VGhl",),
    ),
)

REFUSED = (
    ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "WordDocument".encode("utf-16-le"), "old Word"),
    ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "a picture"),
    ("notes.docx", b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture"),
    ("app.py", b"import os\nprint(os.name)\n", "a program's source"),
    ("data.json", b'{"rent": 840}', "data or settings"),
    ("all.7z", b"7z\xbc\xaf\x27\x1c" + bytes(200), "a 7-Zip archive"),
)
"""Files of kinds that are not read: name, bytes, and the word for the kind."""
