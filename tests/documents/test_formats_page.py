"""What is said of each kind of file is the same wherever it is said."""

from minigiants import suite
from minigiants.documents import SUFFIXES, formats


def test_the_page_of_the_documentation_says_what_the_page_of_the_suite_says() -> None:
    page = (suite.root() / "docs" / "formats.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]

    assert [" ".join(row.split()) for row in rows] == [
        " ".join(f"| {each.files} | {each.read} | {each.unread} |".split()) for each in formats()
    ]


def test_each_kind_that_can_be_chosen_is_named() -> None:
    words = " ".join(each.files for each in formats()).lower()
    others = {".htm": "html", ".md": "markdown", ".txt": "plain text"}

    assert [suffix for suffix in SUFFIXES if others.get(suffix, suffix.removeprefix(".")) not in words] == []
