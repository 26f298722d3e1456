"""Under an answer: why it is bad, what is wrong in it, how it should read, and what was said before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from minigiants.rating import corrections
from minigiants.settings import Settings
from minigiants.store import OPEN, Store
from tests.rating.conftest import rated
from tests.store.conftest import whole_answer

SCRIPT = """
from pathlib import Path
import streamlit as st
from minigiants.scenario import load
from minigiants.store import OPEN, Store
from minigiants.ui.rating.form import show_rating

store = Store({url!r}, through=OPEN)

@st.fragment
def shown():
    show_rating(store, store.answer("a1"), load("document_qa").criteria, "ann")

shown()
"""


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    opened = Store(Settings().database_url, through=OPEN)
    opened.save_answer(whole_answer("a1"), scenario="document_qa", request={"question": "What is the rent?"})
    yield opened
    opened.close()


def opened(store: Store) -> AppTest:
    return AppTest.from_string(SCRIPT.format(url=str(store._database.engine.url)), default_timeout=30).run()


def test_a_thumb_down_asks_why_and_keeps_the_reason(store: Store) -> None:
    page = opened(store)
    page.feedback(key="thumb-a1").set_value(0).run()

    page.pills(key="reason-a1").set_value("missing").run()

    assert not page.exception
    assert [(r.value, r.reason) for r in store.ratings("a1")] == [(0, ""), (0, "missing")]


def test_a_scale_says_what_each_step_means_and_a_correction_shows_what_it_changes(store: Store) -> None:
    store.rate(rated(1, "a1", edit="The rent is 950 €.", comment="see page 4"))
    page = opened(store)
    page.session_state["form-a1"] = True
    page.run()

    assert not page.exception
    said = "\n".join(str(element.value) for kind in ("text", "caption") for element in getattr(page, kind))
    assert "1: Wrong, or says what the documents do not. 2: More wrong than right." in said
    assert "Ann Lee:  comment: see page 4; corrected to" in said
    assert "<del>900</del><ins>950</ins>" in "".join(str(getattr(element, "body", "")) for element in page.get("html"))


def test_ones_own_correction_stands_in_the_form_and_is_taken_back_there(store: Store) -> None:
    store.rate(rated(1, "a1", rater="ann", edit="The rent is 950 €."))
    page = opened(store)
    page.session_state["form-a1"] = True
    page.run()
    [box] = page.text_area
    assert box.value == "The rent is 950 €."
    box.set_value("The rent is 900 €.")

    [save] = [button for button in page.button if button.label == "Save rating"]
    save.click().run()

    assert not page.exception
    assert [r.edit for r in store.ratings("a1")] == ["The rent is 950 €.", "The rent is 900 €."]
    assert corrections(store, "document_qa") == []


def test_words_are_marked_without_a_mouse_and_each_time_is_a_row(store: Store) -> None:
    page = opened(store)
    page.session_state["form-a1"] = True
    page.run()
    for words in ("rent", "€"):
        page.text_input(key="mark-words-a1").set_value(words)
        [mark] = [button for button in page.button if button.label == "Mark it"]
        mark.click().run()

    assert not page.exception
    assert [[(m.start, m.end, m.kind) for m in r.marks] for r in store.ratings("a1")] == [
        [(4, 8, "wrong")],
        [(4, 8, "wrong"), (16, 17, "wrong")],
    ]
