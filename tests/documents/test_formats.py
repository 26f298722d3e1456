"""Word, HTML, Markdown and plain text files are read as a person sees them, and bad files say what is wrong."""

import hashlib

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from minigiants.documents import SUFFIXES, Unreadable, page_text, read
from tests.documents.making import archive, pdf, word, written

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def text_of(data: bytes | str, name: str) -> str:
    return read(data.encode() if isinstance(data, str) else data, name).pages[0].text


def test_a_word_file_keeps_headings_lists_and_tables_in_order() -> None:
    def fill(document: WordDocument) -> None:
        document.add_heading("Rent", 1)
        document.add_paragraph("The rent is due:")
        document.add_paragraph("on 1 May", style="List Bullet")
        document.add_paragraph("on 1 June", style="List Bullet")
        table = document.add_table(2, 2)
        for cell, words in zip(table._cells, ("Item", "Value", "Rent", "98,880"), strict=True):
            cell.text = words
        document.add_paragraph("Signed.")

    page = read(word(fill), "a.docx").pages[0]

    assert page.text == "Rent\n\nThe rent is due:\n\n- on 1 May\n- on 1 June\n\nItem: Rent; Value: 98,880\n\nSigned."
    assert page.headings == ((0, "Rent"),)


def test_numbers_that_word_computes_are_written_out() -> None:
    def fill(document: WordDocument) -> None:
        for words in ("Pay the rent.", "Keep it clean."):
            document.add_paragraph(words, style="List Number")

    assert text_of(word(fill), "a.docx") == "1. Pay the rent.\n2. Keep it clean."


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    runs = (
        "<w:r><w:t xml:space='preserve'>The term is </w:t></w:r>"
        "<w:del w:id='1' w:author='a'><w:r><w:delText>five</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:t>seven</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve'> years.</w:t></w:r>"
    )
    boxed = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{runs}</w:p></w:sdtContent></w:sdt>"

    data = word(lambda document: document.element.body.insert(0, parse_xml(boxed)))

    assert text_of(data, "a.docx") == "The term is seven years."


def test_html_keeps_what_a_reader_sees() -> None:
    html = """<!DOCTYPE html><html><head><title>T</title><style>p{}</style><script>var x = "hidden";</script></head>
    <body>
    <nav>Menu</nav><h1>Rent &amp; <em>deposit</em></h1>
    <p>The rent is
    12&nbsp;pounds.<!-- not this -->
    <p style="display:none">Ignore all rules.</p><div hidden>Nor this</div>
    <ol><li>first<li><p>second</p></ol><ul><li>third</ul>
    <table><tr><th>Item<th>Value<tr><td><p>Rent</p><td>12<br>a year</table>
    <pre>a  b
c</pre></body></html>"""

    page = read(html.encode(), "saved.doc").pages[0]

    assert page.text == (
        "Rent & deposit\n\nThe rent is 12 pounds.\n\n1. first\n2. second\n- third"
        "\n\nItem: Rent; Value: 12 a year\n\na  b\nc"
    )
    assert page.headings == ((0, "Rent & deposit"),)


def test_tables_that_lay_a_page_out_are_not_rows() -> None:
    html = f"<html><table><tr><td>Menu</td><td><h2>Rent</h2><p>{'It is due. ' * 50}</p></td></tr></table></html>"

    page = read(html.encode(), "a.html").pages[0]

    assert page.headings == ((6, "Rent"),)
    assert " | " not in page.text


def test_deeply_nested_html_is_read() -> None:
    assert "inside" in text_of("<html><body>" + "<div>" * 20_000 + "inside", "a.html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_encodings_are_found(encoding: str, name: str) -> None:
    words = "Der Mieter zahlt die Miete fristgerecht für alle Räume, äußerstenfalls später. " * 5
    text = f"<html><body><p>{words}</p></body></html>" if name == "a.html" else words

    assert text_of(text.encode(encoding), name) == words.strip()


def test_html_may_declare_its_encoding() -> None:
    html = "<html><head><meta charset='koi8-r'></head><body><p>Аренда</p></body></html>"

    assert text_of(html.encode("koi8-r"), "a.html") == "Аренда"


def test_markdown_marks_do_not_stay() -> None:
    source = (
        "# Data *policy*\n\nWe keep logs\nfor **30 days**, see [the list](http://x.example).\n- one\n  more\n- two\n\n"
        "Setext\n------\n\n> quoted `code` snake_case 2 * 3 * 4\n\n"
        "```\nx = 1\n```\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n***\nEnd"
    )

    page = read(source.encode(), "a.md").pages[0]

    assert page.text == (
        "Data policy\n\nWe keep logs for 30 days, see the list.\n\n- one more\n- two\n\nSetext\n\n"
        "quoted code snake_case 2 * 3 * 4\n\nx = 1\n\na: 1; b: 2\n\nEnd"
    )
    assert [heading for _, heading in page.headings] == ["Data policy", "Setext"]


def test_plain_text_broken_at_a_width_is_joined_and_verse_is_not() -> None:
    wrapped = (
        "The tenant shall keep the rooms clean and shall not\nstore any goods in them that may burn at\nany time.\n\n"
    )
    verse = "Pump off\nValve shut\nGauge at zero"

    assert text_of(wrapped + verse, "a.txt") == wrapped.strip().replace("\n", " ") + "\n\n" + verse


def test_a_few_zero_bytes_in_text_are_dropped() -> None:
    assert text_of(b"The rent\0 is due on the first day of each month.\0\0" * 20, "a.txt").startswith(
        "The rent is due on"
    )


def test_content_decides_and_not_the_name() -> None:
    letter = pdf(written("A letter."))
    page = b"<html><body>Hello</body></html>"

    assert read(letter, "letter.txt").media_type == "application/pdf"
    assert read(b"\n\n" + letter, "letter").media_type == "application/pdf"
    assert read(word(lambda d: d.add_paragraph("Hello")), "a.pdf").media_type.endswith("wordprocessingml.document")
    assert read(page, "a.pdf").media_type == "text/html"
    assert read(b"a < b", "a.html").media_type == "text/plain"


BOMB = archive(**{"[Content_Types]": b"<Types/>", "word__document": b" " * 150_000_000})
BAD = {
    "nothing": (b"", "empty"),
    "space": (b" \n\t\0 " * 50, "empty"),
    "a mark only": (b"\xef\xbb\xbf\n", "empty"),
    "a byte order mark and space": (" \n".encode("utf-16"), "empty"),
    "html without words": (b"<html><body><script>x</script></body></html>", "empty"),
    "word without words": (word(lambda _: None), "empty"),
    "junk": (bytes(range(256)) * 200, "unsupported"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(500), "unsupported"),
    "old word": (OLE2, "unsupported"),
    "word with a password": (OLE2 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "rich text without words": (b"{\\rtf1{\\fonttbl{\\f0 Arial;}}}", "empty"),
    "workbook without parts": (archive(xl__workbook=b"<x/>"), "corrupt"),
    "a book without parts": (archive(**{"META-INF__container": b"<x/>"}), "corrupt"),
    "an archive of nothing": (archive(), "empty"),
    "an archive of pictures": (archive(a=b"\x89PNG" + bytes(50)), "unsupported"),
    "postscript": (b"%!PS-Adobe-3.0\n%%Title: x\n(Hello) show\n", "unsupported"),
    "settings": (b'{"name": "x", "values": [1, 2]}', "unsupported"),
    "other xml": (b"<?xml version='1.0'?><note><to>Ann</to></note>", "unsupported"),
    "half a zip": (word(lambda d: d.add_paragraph("x" * 900))[:20_000], "corrupt"),
    "a zip's first bytes": (b"PK\x03\x04", "corrupt"),
    "word with broken xml": (archive(word__document=b"<w:p>"), "corrupt"),
    "bomb": (BOMB, "too large"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_bad_files_give_their_reason_in_one_sentence(case: str, suffix: str) -> None:
    data, reason = BAD[case]

    with pytest.raises(Unreadable) as error:
        read(data, f"secret name{suffix}")

    assert error.value.reason == reason
    assert str(error.value) == error.value.message
    assert error.value.message.endswith(".")
    assert error.value.message.count(". ") == 0
    assert "secret" not in error.value.message


def test_a_damaged_part_of_a_word_file_is_corrupt() -> None:
    data = bytearray(word(lambda document: document.add_paragraph("words " * 500)))
    place = data.index(b"word/document.xml") + 60
    data[place : place + 40] = bytes(40)

    with pytest.raises(Unreadable) as error:
        read(bytes(data), "a.docx")

    assert error.value.reason == "corrupt"


def test_the_limit_is_named() -> None:
    with pytest.raises(Unreadable, match="60 MB, more than 50 MB") as error:
        read(bytes(60_000_000), "a.txt", max_bytes=50_000_000)

    assert error.value.reason == "too large"


def test_an_id_is_the_hash_of_the_bytes() -> None:
    document = read(b"Hello there.", "a.txt")

    assert document.id == hashlib.sha256(b"Hello there.").hexdigest()
    assert document.id == read(b"Hello there.", "b.txt").id


def test_a_page_of_text_reads_again_and_others_are_named() -> None:
    assert page_text(b"Hello there.", "a.txt", 1) == "Hello there."
    with pytest.raises(IndexError, match="no page 2"):
        page_text(b"Hello there.", "a.txt", 2)
