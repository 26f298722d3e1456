"""The form for a new visit offers visits that were made up, each of which can be drafted."""

import pytest

from scenarios.medical_notes.talk import admit
from tests.scenarios.medical_notes.paging import Open


@pytest.mark.parametrize("about", ["Knee pain", "By telephone", "With a companion", "A child"])
def test_a_made_up_visit_fills_the_form_with_a_transcript_that_can_be_drafted(open_page: Open, about: str) -> None:
    page = open_page()

    page.pills(key="made-up").set_value(about).run()

    assert not page.exception
    assert page.text_input(key="patient-name").value == "Sample Patient"
    assert len(admit(str(page.text_area(key="transcript").value)).turns) > 10
