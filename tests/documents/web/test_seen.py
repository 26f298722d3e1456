"""A web page and Markdown read as a browser shows them."""

import pytest

from minigiants.documents import Document, read

PAGES = [
    ("<p>Was <del>90 euros</del> <ins>75 euros</ins>.", "Was 75 euros."),
    ("<p>A metre weighs 10<sup>2</sup> g on 4 cm<sup>2</sup>.", "A metre weighs 10^2 g on 4 cm²."),
    ("<p>Free for members.<sup><a href='#n'>2</a></sup> Others pay.", "Free for members [note 2]. Others pay."),
    ("<p>Open<span style='display: none'> never</span> daily", "Open daily"),
    ("<style>.gone {display:none}</style><p>Open<b class='gone'> never</b> daily", "Open daily"),
    ("<p>Open<span style='opacity:0'> never</span> daily", "Open daily"),
    ("<p>Open<span style='font-size: 1px'> never</span> daily", "Open daily"),
    ("<p>Open<span style='position:absolute; left:-9999px'> never</span> daily", "Open daily"),
    ("<p>Open<span style='color:#fff'> never</span> daily", "Open daily"),
    ("<p style='background:navy'>Open<span style='color:#fff'> always</span> daily", "Open always daily"),
    ("<p>Open<span style='opacity:0.5; font-size:0.9em; left:-20px'> always</span> daily", "Open always daily"),
    ("<dl><dt>Term<dd>five years<dt>Notice<dd>two months</dl>", "Term: five years\nNotice: two months"),
    ("<ol start=7><li>Seven<li>Eight</ol>", "7. Seven\n8. Eight"),
    ("<label><input type=checkbox checked> express</label>", "[ticked] express"),
    ("<p>Size <select><option>S<option selected>M</select>", "Size M"),
    ("<p><img alt='Valve left of the tank' src=x>", "[Picture: Valve left of the tank]"),
]


def document(html: str) -> Document:
    return read(f"<html><body>{html}</body></html>".encode(), "a.html")


@pytest.mark.parametrize(("html", "expected"), PAGES, ids=lambda case: case[:30])
def test_a_page_reads_as_it_looks(html: str, expected: str) -> None:
    assert document(html).pages[0].text == expected


def test_spans_of_a_table_keep_values_below_their_names() -> None:
    rows = (
        "<tr><th rowspan=2>Hall<th colspan=2>Weekend</tr><tr><th>Sat<th>Sun</tr>"
        "<tr><td rowspan=2>North<td>80<td>95</tr><tr><td><td>60</tr><tr><td>South<td colspan=2>closed</tr>"
    )

    table = document(f"<table><caption>Rates of 2026</caption>{rows}</table>").tables[0]

    assert (table.title, table.header) == ("Rates of 2026", ("Hall", "Weekend, Sat", "Weekend, Sun"))
    assert table.rows == (("North", "80", "95"), ("North", "", "60"), ("South", "closed", "closed"))


def test_what_a_page_hides_is_counted() -> None:
    assert document("<p>Seen</p><p hidden>not seen here</p><s>old</s>").notes == (
        "1 struck word is left out.",
        "3 hidden words are left out.",
    )


MARKDOWN = [
    ("~~5~~ 8 bar", "8 bar"),
    ("Hold it.[^a]\n\n[^a]: For 30 seconds.", "Hold it [note a].\n\nNote a: For 30 seconds."),
    ("Seen\n\n<!-- not\nseen -->\n\nSeen too", "Seen\n\nSeen too"),
    ("- [x] done\n- [ ] open", "- [ticked] done\n- [not ticked] open"),
    ("why | what\n--- | ---\nworn \\| dry | oil", "why: worn | dry; what: oil"),
    ("10<sup>4</sup> cells", "10^4 cells"),
    ("[![badge of it](a.png)](http://x.example) Text", "[Picture: badge of it] Text"),
]


@pytest.mark.parametrize(("source", "expected"), MARKDOWN, ids=lambda case: case[:30])
def test_markdown_reads_as_it_looks(source: str, expected: str) -> None:
    assert read(source.encode(), "a.md").pages[0].text == expected
