"""Write files that are small and ask for much: what repeats, nests, lies about its size or opens something else."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

Maker = Callable[[], bytes]
RENT = "The tenant pays the rent on the first day of each month."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def packed(parts: Mapping[str, str | bytes | Iterable[bytes]]) -> bytes:
    """Return a ZIP; a part may be given in pieces, so that gigabytes need no memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            if isinstance(content, str | bytes):
                archive.writestr(name, content)
                continue
            with archive.open(name, "w", force_zip64=True) as file:
                for piece in content:
                    file.write(piece)
    return out.getvalue()


def workbook(sheet: str | Iterable[bytes], strings: str = "") -> bytes:
    """Return a workbook of one sheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
    )
    link = '<Relationship Id="{}" Type="' + _RELATIONS + '/{}" Target="{}"/>'
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    inner = link.format("r1", "worksheet", "worksheets/sheet1.xml") + link.format(
        "r2", "sharedStrings", "sharedStrings.xml"
    )
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": head + link.format("r1", "officeDocument", "xl/workbook.xml") + "</Relationships>",
            "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"{head}{inner}</Relationships>",
            "xl/sharedStrings.xml": strings or f"<sst {_MAIN}><si><t>{RENT}</t></si></sst>",
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def cells(rows: int, columns: int) -> Iterable[bytes]:
    """Yield the pieces of a sheet of so many cells."""
    yield f"<worksheet {_MAIN}><sheetData>".encode()
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * columns + b"</row>"
    for _ in range(rows):
        yield row
    yield b"</sheetData></worksheet>"


def opendocument(content: str, kind: str = "text") -> bytes:
    """Return an OpenDocument file with that body."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    body = f"<office:document-content {spaces}><office:body>{content}</office:body></office:document-content>"
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": body})


def pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, of which the first is the catalog."""
    parts = [b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, 1)]
    return b"%PDF-1.7\n" + b"".join(parts) + b"trailer <</Root 1 0 R>>\n%%EOF"


def drawn(content: bytes) -> bytes:
    """Return a PDF of one page with that content, packed."""
    data = zlib.compress(content, 9)
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(data), data),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def lattice(lines: int) -> bytes:
    """Return the drawing of a grid, as tables have one, with a word in each tenth cell."""
    rules = b"".join(b"%d 0 m %d 790 l S 0 %d m 610 %d l S\n" % (i, i, i, i) for i in range(lines))
    words = b"".join(b"BT /F 4 Tf %d %d Td (a) Tj ET\n" % (x, y) for x in range(0, 600, 6) for y in range(0, 780, 6))
    return rules * 4 + words


def letter(body: bytes, kind: bytes = b"text/plain") -> bytes:
    """Return a mail."""
    head = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Rent\r\nMIME-Version: 1.0\r\nContent-Type: "
    return head + kind + b"\r\n\r\n" + body


def nested_letters(depth: int) -> bytes:
    """Return a mail whose parts stand in one another."""
    head = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (i, i + 1) for i in range(depth))
    return letter(head + b"--b%d\r\n\r\n%s\r\n" % (depth, RENT.encode()), b"multipart/mixed; boundary=b0")


def in_one_another(levels: int, width: int) -> bytes:
    """Return a ZIP of ZIPs."""
    data = (RENT * 2000).encode()
    for level in range(levels):
        data = packed({f"{level}-{i}.{'zip' if level else 'txt'}": data for i in range(width)})
    return data


def web(body: str, head: str = "") -> bytes:
    """Return a web page."""
    return f"<html><head>{head}</head><body><p>{RENT}</p>{body}</body></html>".encode()


def styled(rules: int) -> bytes:
    """Return a web page whose style sheet has many rules that hide."""
    sheet = "".join(f".c{i} .d{i} > p:not(.e) {{ display: none }}\n" for i in range(rules))
    body = "".join(f'<p class="c{i} d{i}">{RENT}</p>' for i in range(2000))
    return web(body, f"<style>{sheet}</style>")


TABLE = '<table:table table:name="A">{}</table:table>'
BOMBS: dict[str, Maker] = {
    "rows.xlsx": lambda: workbook(cells(1_000_000, 4)),
    "columns.xlsx": lambda: workbook(cells(200, 16_384)),
    "gigabytes.xlsx": lambda: workbook(b" " * 1_000_000 for _ in range(3000)),
    "far cell.xlsx": lambda: workbook(
        f'<worksheet {_MAIN}><sheetData><row r="1048576"><c r="XFD1048576" t="s"><v>0</v></c></row></sheetData>'
        "</worksheet>"
    ),
    "merged.xlsx": lambda: workbook(
        f'<worksheet {_MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    ),
    "strings.xlsx": lambda: workbook(cells(2000, 20), f"<sst {_MAIN}><si><t>{'long ' * 20_000}</t></si></sst>"),
    "repeated.ods": lambda: opendocument(
        f"<office:spreadsheet>{TABLE}</office:spreadsheet>".format(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
            f' table:number-columns-repeated="16384"><text:p>{RENT}</text:p></table:table-cell></table:table-row>'
        ),
        "spreadsheet",
    ),
    "spaces.odt": lambda: opendocument(
        f'<office:text><text:p>{RENT}<text:s text:c="2000000000"/>x</text:p></office:text>'
    ),
    "sections.odt": lambda: opendocument(
        f"<office:text>{'<text:section>' * 100_000}<text:p>{RENT}</text:p>{'</text:section>' * 100_000}</office:text>"
    ),
    "groups.rtf": lambda: b"{\\rtf1 " + b"{" * 2_000_000 + RENT.encode() + b"}" * 2_000_000 + b"}",
    "binary.rtf": lambda: b"{\\rtf1 {\\pict\\bin999999999999 " + b"x" * 1000 + b"} " + RENT.encode() + b"}",
    "marks.rtf": lambda: b"{\\rtf1 " + b"\\'e4\\u228?\\par" * 400_000 + RENT.encode() + b"}",
    "spans.html": lambda: web(f"<table>{'<tr><td colspan=1000 rowspan=65534>x</td></tr>' * 3000}</table>"),
    "styles.html": lambda: styled(20_000),
    "lists.html": lambda: web("<ul><li>" * 50_000 + "x"),
    "quotes.md": lambda: b"> " * 100_000 + RENT.encode(),
    "tables.md": lambda: b"\n".join(b"|" + mark * 3000 for mark in (b"a|", b"-|", *[b"b|"] * 200)),
    "emphasis.md": lambda: b"*a_" * 200_000 + RENT.encode(),
    "links.md": lambda: b"[a][b](c" * 100_000 + RENT.encode(),
    "quotes.csv": lambda: b'a,b\n"' + b'""' * 5_000_000 + b'",x\n' + RENT.encode(),
    "ragged.csv": lambda: b"a,b\n" + b"".join(b"x," * (i % 400) + b"\n" for i in range(20_000)),
    "parts.eml": lambda: nested_letters(3000),
    "headers.eml": lambda: b"From: a@b.example\r\nTo: " + b"<x@y.example>, " * 300_000 + b"\r\n\r\n" + RENT.encode(),
    "encoded words.eml": lambda: b"Subject: " + b"=?utf-8?q?=41?= " * 200_000 + b"\r\nFrom: a@b.example\r\n\r\nx",
    "base64.eml": lambda: letter(b"QUJD" * 20_000_000, b"text/plain\r\nContent-Transfer-Encoding: base64"),
    "in one another.zip": lambda: in_one_another(3, 12),
    "many.zip": lambda: packed({f"{i}.txt": RENT for i in range(60_000)}),
    "gigabytes.zip": lambda: packed({"a.txt": (b"rent " * 200_000 for _ in range(2000))}),
    "chapters.epub": lambda: packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
            "a.opf": "<package><manifest>"
            + "".join(f'<item id="i{i}" href="a.html" media-type="application/xhtml+xml"/>' for i in range(30_000))
            + "</manifest><spine>"
            + "".join(f'<itemref idref="i{i}"/>' for i in range(30_000))
            + "</spine></package>",
            "a.html": f"<html><body><p>{RENT * 200}</p></body></html>",
        }
    ),
    "lattice.pdf": lambda: drawn(lattice(780)),
    "marks.pdf": lambda: drawn(b"BT /F 1 Tf " + b"1 0 0 1 %d %d Tm (a) Tj " % (50, 50) * 300_000 + b"ET"),
    "boxes.pdf": lambda: drawn(b"".join(b"%d %d 3 3 re f " % (i % 600, i // 600 % 780) for i in range(400_000))),
    "wide.pdf": lambda: drawn(b"BT /F 9 Tf 10 700 Td (" + b"a " * 2_000_000 + b") Tj ET"),
    "comments.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Annots[" + b"4 0 R " * 300_000 + b"]>>",
        b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(%s)>>" % RENT.encode(),
    ),
    "fields.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + b"4 0 R " * 200_000 + b"]>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
        b"<</FT/Tx/T(a)/V(%s)/Kids[4 0 R 4 0 R]/Parent 4 0 R>>" % RENT.encode(),
    ),
    "dots.txt": lambda: b"." * 14_000 + b" x " + b"!?" * 200_000,
    "brackets.md": lambda: b"[" * 300_000,
    "numbers.txt": lambda: b"1,234.5 " * 200_000,
    "letters.txt": lambda: "".join(chr(0x300 + i % 100) for i in range(1_000_000)).encode(),
    "one line.txt": lambda: (RENT + " ").encode() * 200_000,
    "headings.md": lambda: b"".join(
        b"#" * (i % 6 + 1) + b" Rent %d\n\n%s\n\n" % (i, RENT.encode()) for i in range(40_000)
    ),
}
