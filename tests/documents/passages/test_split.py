"""Passages hold a page's text once, whole and verbatim."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from minigiants.documents import Document, Page, read, sentences, split
from tests.documents.making import set_pdf

LINES = st.lists(
    st.text(st.sampled_from("ab Z9.;! ")) | st.sampled_from(["", "Rent is due. " * 9, "x" * 700]), max_size=30
)


def document(*pages: Page) -> Document:
    return Document(id="f" * 64, name="a.pdf", media_type="application/pdf", pages=pages)


def test_a_heading_as_long_as_a_passage_stands_alone() -> None:
    lines = ["9", "9", "x" * 700, "y" * 700]
    page = Page(number=1, text="\n".join(lines), headings=((0, "9"), (4, lines[2])))

    passages = split(document(page), size=587, least=100)

    assert [passage.text for passage in passages] == ["9\n9\n" + lines[2], lines[3]]


@given(st.lists(LINES, min_size=1, max_size=3), st.integers(100, 900), st.data())
def test_every_character_that_is_no_space_is_in_exactly_one_passage(
    contents: list[list[str]], size: int, data: st.DataObject
) -> None:
    pages = []
    for number, lines in enumerate(contents, start=1):
        offsets = [sum(len(line) + 1 for line in lines[:i]) for i, line in enumerate(lines) if line.strip()]
        chosen = sorted(data.draw(st.sets(st.sampled_from(offsets), max_size=4))) if offsets else []
        text = "\n".join(lines)
        pages.append(Page(number=number, text=text, headings=tuple((o, text[o:].splitlines()[0]) for o in chosen)))

    passages = split(document(*pages), size=size, least=size // 4)

    assert len({passage.id for passage in passages}) == len(passages)
    for page in pages:
        mine = [passage for passage in passages if passage.page == page.number]
        assert all(before.end <= after.start for before, after in pairwise(mine))
        assert "".join("".join(passage.text.split()) for passage in mine) == "".join(page.text.split())
        assert all(passage.text == page.text[passage.start : passage.end] for passage in mine)
        assert all(0 < len(passage.text) <= 1.5 * size for passage in mine)


def test_passages_have_the_size_asked_for_and_end_with_sentences(prose: Document) -> None:
    passages = split(prose)

    lengths = [len(passage.text) for passage in passages]
    assert 700 <= sum(lengths) / len(lengths) <= 1100
    assert min(lengths) >= 200
    inner = [b for a, b in pairwise(passages) if a.page == b.page]
    assert all(passage.text.startswith(("The pump", "Dr. Smith")) for passage in inner)


def test_no_crumb_is_left_at_the_end_of_a_page() -> None:
    text = "The rent is due on the first day. " * 28 + "\n\nSigned."

    passages = split(document(Page(number=1, text=text)))

    assert [passage.text[-7:] for passage in passages] == ["Signed."]


def test_a_heading_goes_with_what_follows_and_is_carried_over_pages() -> None:
    body = "The rent is due on the first day. " * 12
    text = f"1. Rent\n\n{body}\n\n2. Deposit\n\n{body}"
    first = Page(number=1, text=text, headings=((0, "1. Rent"), (text.index("2. Dep"), "2. Deposit")))

    passages = split(document(first, Page(number=2, text=body)))

    assert [passage.heading for passage in passages] == ["1. Rent", "2. Deposit", "2. Deposit"]
    assert passages[1].text.startswith("2. Deposit\n\nThe rent")


def test_ids_are_stable_and_say_where() -> None:
    data = set_pdf("The rent is due on the first day of each month. " * 40)

    passages = split(read(data, "a.pdf"))

    assert [passage.id for passage in passages] == [passage.id for passage in split(read(data, "b.pdf"))]
    assert passages[1].id == f"{passages[1].document_id[:16]}-1-{passages[1].start}"


def test_a_passage_never_cuts_a_sentence_of_usual_length() -> None:
    text = "\n\n".join("The pump runs well; it is new. Dr. Lee said so in May." * n for n in (3, 9, 30, 1, 1, 14))
    page = Page(number=1, text=text)

    cuts = {passage.end for passage in split(document(page))}

    assert not any(start < cut < end for start, end in sentences(text) for cut in cuts)
