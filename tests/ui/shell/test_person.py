"""A name is asked for where it can be seen, and once."""

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st
from minigiants.settings import Settings
from minigiants.ui import ask_name, name_place

settings = Settings()
with name_place(settings, key="who"):
    st.text("Hello " + ask_name(settings, key="who"))
"""


def test_a_name_is_asked_on_the_page_until_it_is_known_and_stands_in_the_sidebar_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MINIGIANTS_USER")
    page = AppTest.from_string(SCRIPT, default_timeout=60).run()
    assert (len(page.main.text_input), len(page.sidebar.text_input)) == (1, 0)

    page.main.text_input(key="who").set_value("Ann Lee").run()

    assert (len(page.main.text_input), len(page.sidebar.text_input)) == (0, 1)
    assert page.sidebar.text[0].value == "Hello Ann Lee"
    page.sidebar.text_input(key="who").set_value("").run()
    assert len(page.main.text_input) == 1
