"""Work that nobody waits for ends, so that the processor is free for the next reader."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = "How is the offset press cleaned?"
AT_WORK = 0.5
"""CPU seconds a second: a server that generates uses more, one that only serves pages less."""


def test_the_stop_button_frees_the_processor_within_two_seconds(reader: Reader, server: Server) -> None:
    reader.ask(LONG)
    reader.wait_for_draft()
    assert server.busy(0.5) > AT_WORK * 0.5

    reader.stop_button.click()
    time.sleep(2.0)

    assert server.busy(2.0) < AT_WORK * 2.0
    expect(reader.page.get_by_text("You stopped this answer").last).to_be_visible(timeout=20_000)
    reader.photograph("stopped")


def test_a_question_after_a_stopped_one_is_answered(reader: Reader) -> None:
    reader.ask(LONG)
    reader.wait_for_draft()
    reader.stop_button.click()
    expect(reader.page.get_by_text("You stopped this answer").last).to_be_visible(timeout=20_000)
    reader.settle()

    reader.ask("When does the night shift begin?")

    assert "22:40" in reader.wait_for_answer()


def test_closing_the_tab_ends_the_work_that_it_asked_for(reader: Reader, server: Server) -> None:
    reader.ask(LONG)
    reader.wait_for_draft()
    assert server.busy(0.5) > AT_WORK * 0.5

    reader.page.context.close()
    time.sleep(3.0)

    assert server.busy(2.0) < AT_WORK * 2.0
