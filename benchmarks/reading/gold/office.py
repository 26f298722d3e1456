"""Write the office files of the gold set."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.reading.gold.writer import Gold, Rows, Writer

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NOTE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
)


def files() -> Iterator[Gold]:
    """Yield them."""
    yield from (_word(seed) for seed in (30, 31, 32))
    yield from (_word_table(seed, rows) for seed, rows in ((33, 8), (34, 70)))
    yield _word_merged(35)
    yield from (_word_notes(seed) for seed in (36, 37))
    yield _word_looks(38)
    yield from (_sheet(seed) for seed in (40, 41))
    yield _sheet_heads(42)
    yield _sheet_two(43)
    yield from (_slides(seed) for seed in (44, 45))
    yield from (_open(seed) for seed in (46, 47))
    yield _book(48)


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _document() -> Any:
    import docx

    return docx.Document()


def _word(seed: int) -> Gold:
    w, document, lines = Writer(seed), _document(), []
    for _ in range(3):
        lines += [w.heading(), w.paragraph()]
        document.add_heading(lines[-2], 2)
        document.add_paragraph(lines[-1])
        for _ in range(3):
            lines.append(w.sentence())
            document.add_paragraph(lines[-1], style="List Bullet")
    header = w.heading()
    document.sections[0].header.paragraphs[0].text = header
    return Gold(name=f"word{seed}.docx", data=_saved(document), lines=lines, values=[header])


def _fill(document: Any, table: Rows) -> Any:
    drawn = document.add_table(len(table), len(table[0]), style="Table Grid")
    for cell, text in zip(drawn._cells, (text for row in table for text in row), strict=True):
        cell.text = text
    return drawn


def _word_table(seed: int, rows: int) -> Gold:
    w, document = Writer(seed), _document()
    before, after, table = w.paragraph(), w.paragraph(), w.table(rows, 5, empty=0.15)
    document.add_paragraph(before)
    _fill(document, table)
    document.add_paragraph(after)
    return Gold(name=f"wordtable{seed}.docx", data=_saved(document), lines=[before, after], tables=[table])


def _word_merged(seed: int) -> Gold:
    w, document = Writer(seed), _document()
    text = w.paragraph()
    document.add_paragraph(text)
    table = _fill(
        document,
        [
            ["House", "Room", "Summer", "Winter"],
            ["Alder", "Single", "90", "70"],
            ["", "Double", "130", "95"],
            ["Birch", "Single", "85", "60"],
        ],
    )
    table.cell(1, 0).merge(table.cell(2, 0))
    rows = [
        ["House", "Room", "Summer", "Winter"],
        ["Alder", "Single", "90", "70"],
        ["Alder", "Double", "130", "95"],
        ["Birch", "Single", "85", "60"],
    ]
    return Gold(name=f"merged{seed}.docx", data=_saved(document), lines=[text], tables=[rows])


def _word_notes(seed: int) -> Gold:
    w, document = Writer(seed), _document()
    paragraphs, notes = [w.paragraph() for _ in range(3)], [w.sentence() for _ in range(3)]
    for i, text in enumerate(paragraphs, start=1):
        document.add_paragraph(text + f"@{i}@")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_saved(document))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                for i in (1, 2, 3):
                    mark = f'</w:t></w:r><w:r><w:footnoteReference w:id="{i}"/></w:r><w:r><w:t>'
                    data = data.replace(f"@{i}@".encode(), mark.encode())
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{_NOTE[0]}"/></Types>'.encode()
                )
            if name == "word/_rels/document.xml.rels":
                data = data.replace(
                    b"</Relationships>",
                    f'<Relationship Id="rId99" Type="{_NOTE[1]}" Target="footnotes.xml"/></Relationships>'.encode(),
                )
            target.writestr(name, data)
        body = "".join(
            f'<w:footnote w:id="{i}"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
            for i, note in enumerate(notes, start=1)
        )
        target.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{body}</w:footnotes>")
    return Gold(name=f"wordnotes{seed}.docx", data=out.getvalue(), lines=paragraphs, values=notes)


def _word_looks(seed: int) -> Gold:
    w, document = Writer(seed), _document()
    text = w.paragraph()
    document.add_paragraph(text)
    paragraph = document.add_paragraph("The silo holds 4 x 10")
    paragraph.add_run("5").font.superscript = True
    paragraph.add_run(" kernels and costs ")
    paragraph.add_run("70 francs ").font.strike = True
    paragraph.add_run("95 francs.")
    paragraph.add_run(" It was sold.").font.hidden = True
    lines = [text, "The silo holds 4 x 10^5 kernels and costs 95 francs."]
    return Gold(name=f"looks{seed}.docx", data=_saved(document), lines=lines, never=["70 francs", "was sold", "105"])


def _book_of(*sheets: tuple[str, Rows]) -> Any:
    import openpyxl

    book = openpyxl.Workbook()
    for i, (title, rows) in enumerate(sheets):
        sheet = book.active if i == 0 else book.create_sheet()
        sheet.title = title
        for row in rows:
            sheet.append([int(c) if c.isdigit() else c or None for c in row])
    return book


def _sheet(seed: int) -> Gold:
    table = Writer(seed).table(40, 6, empty=0.15)
    return Gold(name=f"sheet{seed}.xlsx", data=_saved(_book_of(("Stock", table))), lines=["Stock"], tables=[table])


def _sheet_heads(seed: int) -> Gold:
    w = Writer(seed)
    body = [[n, *(str(w.random.randint(10, 999)) for _ in range(4))] for n in ("Alder", "Birch", "Cedar", "Elder")]
    book = _book_of(
        (
            "Guests",
            [
                ["Guests of the houses"],
                ["House", "2025", "", "2026", ""],
                ["", "spring", "autumn", "spring", "autumn"],
                *body,
            ],
        )
    )
    for cells in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        book.active.merge_cells(cells)
    heads = ["House", "2025, spring", "2025, autumn", "2026, spring", "2026, autumn"]
    return Gold(name=f"heads{seed}.xlsx", data=_saved(book), lines=["Guests of the houses"], tables=[[heads, *body]])


def _sheet_two(seed: int) -> Gold:
    w = Writer(seed)
    one, two = w.table(6, 3), w.table(5, 5)
    book = _book_of(("Both", [*one, [""], [""], *two]))
    book.create_sheet("Old").append(["Not for you"])
    book["Old"].sheet_state = "hidden"
    return Gold(name=f"two{seed}.xlsx", data=_saved(book), lines=["Both"], tables=[one, two], never=["Not for you"])


_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="r{number}" Type="{_REL}{kind}" Target="{target}"/>'


def _packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _slides(seed: int) -> Gold:
    w = Writer(seed)
    slides = [(w.heading(), [w.sentence() for _ in range(3)]) for _ in range(3)]
    kind = "application/vnd.openxmlformats-officedocument.presentationml."
    override = "".join(
        f'<Override PartName="/ppt/slides/slide{i}.xml" ContentType="{kind}slide+xml"/>' for i in (1, 2, 3)
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/ppt/presentation.xml" '
        f'ContentType="{kind}presentation.main+xml"/>{override}</Types>',
        "_rels/.rels": _RELS.format(_relation(1, "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {_P} {_R}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{255 + i}" r:id="r{i}"/>' for i in (1, 2, 3))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _RELS.format(
            "".join(_relation(i, "slide", f"slides/slide{i}.xml") for i in (1, 2, 3))
        ),
    }
    for i, (title, items) in enumerate(slides, start=1):
        shapes = "".join(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{n}" name="s{n}"/><p:cNvSpPr/>'
            f'<p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
            + "".join(f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>" for text in texts)
            + "</p:txBody></p:sp>"
            for n, (kind, texts) in enumerate((("title", [title]), ("body", items)), start=2)
        )
        tree = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        parts[f"ppt/slides/slide{i}.xml"] = (
            f"<p:sld {_A} {_P} {_R}><p:cSld><p:spTree>{tree}{shapes}</p:spTree></p:cSld></p:sld>"
        )
    return Gold(
        name=f"slides{seed}.pptx",
        data=_packed(parts),
        lines=[t for title, items in slides for t in (title, *items)],
        pages=3,
    )


_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "text", "table", "style")
)


def _open(seed: int) -> Gold:
    w = Writer(seed)
    head, one, two, note, table = w.heading(), w.paragraph(), w.paragraph(), w.sentence(), w.table(6, 4, empty=0.2)
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in table
    )
    inner = f"<text:note-citation>1</text:note-citation><text:note-body><text:p>{note}</text:p></text:note-body>"
    mark = f'<text:note text:note-class="footnote">{inner}</text:note>'
    body = f'<text:h text:outline-level="1">{head}</text:h><text:p>{one}{mark}</text:p>'
    body += f"<table:table>{rows}</table:table><text:p>{two}</text:p>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_ODF}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
    }
    return Gold(name=f"open{seed}.odt", data=_packed(parts), lines=[head, one, two], tables=[table], values=[note])


def _book(seed: int) -> Gold:
    w = Writer(seed)
    chapters = [(w.heading(), w.paragraph(), w.paragraph()) for _ in range(3)]
    items = "".join(f'<item id="c{i}" href="c{i}.xhtml" media-type="application/xhtml+xml"/>' for i in range(3))
    spine = "".join(f'<itemref idref="c{i}"/>' for i in (0, 1, 2))
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        "<rootfiles>"
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    for i in (2, 0, 1):
        head, one, two = chapters[i]
        parts[f"c{i}.xhtml"] = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{head}</h1><p>{one}</p><p>{two}</p></body></html>'
        )
    return Gold(
        name=f"book{seed}.epub", data=_packed(parts), lines=[t for chapter in chapters for t in chapter], pages=3
    )
