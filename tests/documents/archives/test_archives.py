"""Books are read in their order, and archives file by file."""

import pytest

from minigiants.documents import Unreadable, read
from tests.documents.office.making import packed

BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
    "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
    '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="a%20one.xhtml" media-type="application/xhtml+xml"/>'
    '</manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
    "OPS/a one.xhtml": "<?xml version='1.0'?><html><body><h1>First</h1><p>It begins.</p></body></html>",
    "OPS/b.xhtml": "<html><body><h1>Second</h1><p>It ends.</p></body></html>",
}


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    pages = read(packed(BOOK), "a.epub").pages

    assert [(page.number, page.text) for page in pages] == [(1, "First\n\nIt begins."), (2, "Second\n\nIt ends.")]


def test_a_protected_book_says_so() -> None:
    locked = {**BOOK, "META-INF/encryption.xml": '<encryption><CipherReference URI="OPS/b.xhtml"/></encryption>'}

    with pytest.raises(Unreadable) as error:
        read(packed(locked), "a.epub")

    assert error.value.reason == "encrypted"


def test_an_archive_is_the_pages_of_its_files() -> None:
    data = packed(
        {"in/rent.txt": "The rent is 900 euros.", "b.csv": "a,b\nx,2\n", "__MACOSX/b.csv": "x", "p.png": b"\x89PNG"}
    )

    document = read(data, "a.zip")

    assert [page.text for page in document.pages] == ["in/rent.txt\n\nThe rent is 900 euros.", "b.csv\n\na: x; b: 2"]
    assert document.notes == (
        "File 3 inside is left out: This is a picture, not a text: run text recognition (OCR) on it and add the PDF "
        "that it gives.",
    )
