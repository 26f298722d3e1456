"""A talk as a Word document: headings for questions, footnotes for sources, earlier versions at the end."""

from dataclasses import replace
from datetime import UTC, datetime

from minigiants.documents import read
from minigiants.store import Message, Talk
from minigiants.types import Answer, Claim, Evidence, Trace
from minigiants.ui.chat.copied import with_sources
from minigiants.ui.chat.word import talk_as_word

NOW = datetime(2026, 11, 30, tzinfo=UTC)
TALK = Talk(id="t", scenario="document_qa", collection="Leases", title="Rent", created=NOW, updated=NOW)


def evidence(document: str, page: int, text: str) -> Evidence:
    return Evidence(
        passage_id="p", document_id=document, document=document, page=page, start=0, end=len(text), text=text
    )


RENT, DUE = evidence("lease.pdf", 3, "The rent is 900 euros."), evidence("letter.pdf", 1, "Due on\nthe first.")
CLAIMS = (
    Claim(text="It is 900 euros.", evidence=(RENT,), verdict="supported"),
    Claim(text="It is due on the first.", evidence=(DUE, RENT), verdict="supported"),
)
TEXT = "- It is 900 euros.\n- It is due on the first."
ANSWER = Answer(id="a", text=TEXT, action="answer", claims=CLAIMS, evidence=(RENT, DUE))


def said(number: int, role: str, text: str, *, answer: str | None = None, replaces: int | None = None) -> Message:
    return Message(role=role, text=text, time=NOW, answer_id=answer, id=number, replaces=replaces)  # type: ignore[arg-type]


def page_of(messages: list[Message], *answers: Answer) -> str:
    data = talk_as_word(TALK, messages, {answer.id: answer for answer in answers})
    return "\n".join(page.text for page in read(data, "talk.docx").pages)


def test_each_citation_is_a_footnote_with_file_page_and_words_quoted_once() -> None:
    page = page_of([said(1, "user", "What is the rent?"), said(2, "assistant", TEXT, answer="a")], ANSWER)

    assert (
        page.index("What is the rent?")
        < page.index("It is 900 euros [note 1]")
        < page.index("It is due on the first [")
    )
    assert "Note 1: lease.pdf, page 3: “The rent is 900 euros.”" in page
    assert "letter.pdf, page 1: “Due on the first.”" in page
    assert "lease.pdf, page 3, as quoted above." in page


def test_an_unsure_answer_quotes_its_places_and_a_computed_one_says_how() -> None:
    unsure = Answer(id="u", text="I am not sure.", action="abstain", reason="not sure", evidence=(RENT,))
    computed = replace(ANSWER, id="c", trace=Trace(question="q", steps=("Added up 2 rows.",)))

    page = page_of([said(1, "assistant", "", answer="u"), said(2, "assistant", "", answer="c")], unsure, computed)

    assert page.index("I am not sure.") < page.index("“The rent is 900 euros.”") < page.index("Added up 2 rows.")


def test_what_was_edited_is_at_the_end_and_not_lost() -> None:
    talk = [said(1, "user", "teh rent?"), said(2, "user", "The rent?", replaces=1)]

    page = page_of(talk)

    assert page.index("The rent?") < page.index("Earlier versions") < page.index("teh rent?")


def test_what_is_copied_has_numbers_and_the_sources_of_these_numbers() -> None:
    text = with_sources(ANSWER)

    assert text.startswith("- It is 900 euros. [1]\n- It is due on the first. [1] [2]\n\n")
    assert text.endswith("[1] lease.pdf, page 3: “The rent is 900 euros.”\n[2] letter.pdf, page 1: “Due on the first.”")


def test_no_sentence_that_failed_its_check_is_copied() -> None:
    refused = Claim(text="It ends in May.", kind="date", why="No source says so.")

    assert "May" not in with_sources(replace(ANSWER, text=f"{TEXT} It ends in May.", claims=(*CLAIMS, refused)))
