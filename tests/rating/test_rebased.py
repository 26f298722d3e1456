"""A correction made on a text without its personal data is brought over to the text itself."""

from datetime import UTC, datetime

import pytest

from minigiants.rating import corrections, judged
from minigiants.rating._rebased import rebased
from minigiants.store import Campaigns, Item, Rating, Store

TEXT = "Ann Lee, 93 years old, takes aspirin 100 mg. She came on 3 May."
SHOWN = "<PERSON_1>, 90+ years old, takes aspirin 100 mg. She came on 8 May."


@pytest.mark.parametrize(
    ("change", "corrected"),
    [
        (("100 mg", "75 mg"), "Ann Lee, 93 years old, takes aspirin 75 mg. She came on 3 May."),
        ((" She came on 8 May.", ""), "Ann Lee, 93 years old, takes aspirin 100 mg."),
        (("old, takes", "old and takes"), "Ann Lee, 93 years old and takes aspirin 100 mg. She came on 3 May."),
        (("8 May.", "8 May. She left."), "Ann Lee, 93 years old, takes aspirin 100 mg. She came on 3 May. She left."),
        (("", ""), TEXT),
        (("90+", "80"), None),
        (("<PERSON_1>", "The patient"), None),
        (("She came", "<PERSON_1> came"), None),
        (("on 8 May", "on 9 May"), None),
    ],
)
def test_only_what_the_person_changed_is_brought_over(change: tuple[str, str], corrected: str | None) -> None:
    assert rebased(SHOWN.replace(*change), SHOWN, TEXT) == corrected


def test_a_text_shown_as_it_was_keeps_its_correction_word_for_word() -> None:
    assert rebased("Quite <another>", TEXT, TEXT) == "Quite <another>"


@pytest.mark.parametrize(
    ("edit", "corrected"),
    [("The rent is 950 €.", []), ("The yearly rent is some €.", ["The yearly rent is 900 €."])],
)
def test_a_campaigns_correction_is_told_of_the_answer_itself(store: Store, edit: str, corrected: list[str]) -> None:
    campaigns = Campaigns(store)
    shown = Item(content={"question": "?", "text": "The rent is some €.", "evidence": []}, answer_id="a2")
    about = campaigns.add("c", "document_qa", [shown], scrub=False)
    task = campaigns.next_task(about.id, "Cid")
    assert task is not None
    given = Rating(
        answer_id="a2", rater="Cid", criterion="overall", value=None, edit=edit, time=datetime(2026, 2, 1, tzinfo=UTC)
    )

    campaigns.save(task.id, [given])

    assert [one.text for one in corrections(store, "document_qa") if one.answer.id == "a2"] == corrected
    assert [one.corrected for one in judged(store, "document_qa") if one.id == "a2"] == (corrected or [""])
