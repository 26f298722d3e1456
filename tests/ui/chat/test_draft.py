"""While the model works the reader sees what it reads, before the first word."""

from streamlit.testing.v1 import AppTest

SCRIPT = """
from minigiants.pipeline import Event
from minigiants.types import Evidence
from minigiants.ui.chat import Draft

def place(page):
    text = f"<b>Place</b> {page}."
    return Evidence(passage_id="p", document_id="d", document="lease.pdf", page=page, start=0, end=9, text=text)

draft = Draft()
draft(Event(stage="search", evidence=tuple(place(page) for page in range(1, 7))))
"""


def test_the_places_found_are_quoted_before_the_first_word() -> None:
    page = AppTest.from_string(SCRIPT).run()

    assert not page.exception
    shown = "\n".join(element.proto.body for element in page.get("html"))
    assert "lease.pdf, page 4" in shown
    assert "lease.pdf, page 5" not in shown
    assert "<b>Place</b>" not in shown
    assert [caption.value for caption in page.caption] == ["Found in your documents:", "And 2 more places."]
