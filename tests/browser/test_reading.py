"""A reader adds a document, asks, checks the source, rates, and finds everything again tomorrow."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import provide
from tests.browser.reader import Reader, yellow
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHIFT = "When does the night shift begin?"
WARDEN = "Who is the fire warden of the print works?"
SOUP = "When is soup free of charge?"
MEAL = "What does a warm meal cost for guests?"


def test_an_answer_is_cited_and_its_source_opens_with_the_quote_marked(reader: Reader) -> None:
    reader.ask(SHIFT)

    assert "22:40" in reader.wait_for_answer()
    reader.photograph("answer")
    reader.citations().first.click()
    page = reader.cited_page()
    reader.photograph("source")
    assert 0.0005 < yellow(page) < 0.2


def test_a_question_that_the_document_does_not_answer_is_refused(reader: Reader) -> None:
    reader.ask("How many printing presses does the company own in Brazil?")

    expect(reader.stop_button).to_have_count(0, timeout=180_000)
    reader.settle()
    refusal = reader.page.get_by_text("Not answered from your documents")
    expect(refusal).to_be_visible(timeout=30_000)
    reader.photograph("refusal")


def test_an_answer_is_rated_where_it_stands(reader: Reader) -> None:
    reader.ask(MEAL)
    reader.wait_for_answer()

    reader.page.get_by_role("radio", name="Thumbs up").last.click()
    expect(reader.page.get_by_text("Your rating is saved").last).to_be_visible(timeout=20_000)
    reader.page.get_by_text("Rate in detail or correct it").last.click()
    reader.settle()
    reader.page.get_by_role("textbox", name="Comment").last.fill("The price is right.")
    reader.page.get_by_role("button", name="Save rating").last.click()

    expect(reader.page.get_by_text("comment: The price is right.")).to_be_visible(timeout=20_000)
    reader.photograph("rating")


def test_why_an_answer_came_out_as_it_did_is_told_in_words(reader: Reader) -> None:
    reader.ask(WARDEN)
    assert "Brennecke" in reader.wait_for_answer()

    reader.page.get_by_text("Why this answer").last.click()
    reader.settle()

    reader.photograph("why")
    expect(reader.page.get_by_test_id("stExpanderDetails").filter(has_text="Whether to answer")).to_contain_text(
        "house-rules.pdf"
    )


def test_a_conversation_survives_a_restart_of_the_server(
    reader: Reader, server: Server, new_reader: Callable[..., Reader]
) -> None:
    reader.ask(SOUP)
    answer = reader.wait_for_answer()
    reader.page.context.close()

    server.stop()
    server.start()
    again = new_reader()
    again.open()
    again.wait_for_documents()
    again.page.get_by_role("button", name=SOUP).first.click()
    again.settle()

    expect(again.page.locator(".answer").last).to_contain_text("at night", timeout=30_000)
    assert "at night" in answer
    again.photograph("after-restart")


def test_two_readers_at_once_each_get_their_own_answer(new_reader: Callable[..., Reader], pdf: Path) -> None:
    first, second = new_reader(), new_reader()
    provide(first, pdf)
    provide(second, pdf)

    first.ask(SHIFT)
    second.ask(WARDEN)

    assert "22:40" in first.wait_for_answer()
    answer = second.wait_for_answer()
    assert "Brennecke" in answer
    assert "22:40" not in answer


def test_a_bad_file_gets_its_own_line_with_the_reason(reader: Reader, tmp_path: Path) -> None:
    bad = tmp_path / "scan.pdf"
    bad.write_bytes(b"%PDF-1.7\nnothing that a reader could open")
    reader.view("Documents")

    reader.page.locator("input[type=file]").first.set_input_files(bad)

    expect(reader.page.get_by_text("scan.pdf was not added")).to_be_visible(timeout=60_000)
    reader.photograph("bad-file")
