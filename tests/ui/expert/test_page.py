"""The expert page makes campaigns, hands items out, and lets corrections in."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from minigiants.rating import Gate
from minigiants.settings import Settings
from minigiants.store import OPEN, Campaign, Campaigns, Item, Mark, Store, Task
from minigiants.ui.expert.drawn import card
from minigiants.ui.expert.page import told_apart
from minigiants.ui.expert.work import ratings
from minigiants.ui.rating.history import changes
from minigiants.ui.rating.marks import added
from tests.rating.conftest import NOW, rated
from tests.store.conftest import whole_answer

SCRIPT = """
from minigiants.settings import Settings
from minigiants.ui import expert

expert.expert_page(expert.Panel(Settings()))
"""


QUESTION = {"name": "right", "question": "Is it right?", "steps": ["no", "", "", "", "yes"]}


def opened() -> AppTest:
    return AppTest.from_string(SCRIPT, default_timeout=60).run()


def texts(page: AppTest) -> str:
    kinds = ("text", "caption", "markdown", "error", "warning", "info", "success")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(page, kind))


@pytest.fixture
def store(home: Path) -> Store:
    store = Store(Settings().database_url, through=OPEN)
    for answer_id in ("a1", "a2"):
        store.save_answer(whole_answer(answer_id), scenario="document_qa", request={"question": "What is the rent?"})
    return store


def view(page: AppTest, name: str) -> AppTest:
    return page.segmented_control(key="expert-view").set_value(name).run()


def test_an_empty_house_says_what_to_do(home: Path) -> None:
    page = opened()

    assert not page.exception
    assert "There is no campaign yet" in texts(page)


def test_a_campaign_is_made_and_handed_out(store: Store) -> None:
    page = view(opened(), "New campaign")
    page.text_input(key="expert-title").set_value("Spring")
    page.checkbox[0].uncheck()
    page.slider[0].set_value(100)
    page.number_input[1].set_value(3)
    page.slider[1].set_value(10)
    [start] = [button for button in page.button if button.label == "Start the campaign"]
    start.click().run()

    assert not page.exception
    assert "is ready under Rate" in texts(page)
    [one] = Campaigns(store).all()
    assert (one.name, len(one.criteria), one.repeats) == ("Spring", 3, 0.1)
    assert Campaigns(store).progress(one.id, "local").needed == 2 + 2 * 2
    page = view(page, "Rate")
    assert not page.exception
    assert "Keys: digits answer" in texts(page)
    assert Campaigns(store).progress(one.id, "local").mine == 0


def test_a_correction_is_shown_with_its_change_and_let_in(store: Store, home: Path) -> None:
    store.rate(rated(1, "a1", edit="The rent is 950 €."))
    page = view(opened(), "Corrections")
    [accept] = [button for button in page.button if button.label == "Accept as a test"]

    page = accept.click().run()

    assert not page.exception
    [case] = Gate(Settings().home, "document_qa").cases()
    assert (case.corrected, case.reviewed_by) == ("The rent is 950 €.", "local")
    assert "No corrections are waiting" in texts(page)


def test_results_are_hidden_while_others_rate(store: Store) -> None:
    from minigiants.rating import item

    Campaigns(store).add("c", "document_qa", [item(store.kept("a1"))], scrub=False)

    page = view(opened(), "Results")

    assert not page.exception
    assert "Results are hidden while the campaign is running" in texts(page)


def test_a_rater_has_one_number_in_all_tables_and_every_figure_is_there(store: Store) -> None:
    campaigns = Campaigns(store)
    items = [Item(content={"question": "q", "text": str(n)}, answer_id=f"i{n}", needed=2) for n in range(12)]
    one = campaigns.add("c", "document_qa", items, criteria=[QUESTION], scrub=False, repeats=0)
    for rater, value in (("bob", 1), ("cem", 4)):
        while task := campaigns.next_task(one.id, rater):
            campaigns.save(task.id, [rated(1, task.answer_id, rater=rater, criterion="right", value=value)])
    task = campaigns.next_task(one.id, "ann", adjudicate=True)
    assert task
    campaigns.save(task.id, [rated(1, task.answer_id, rater="ann", criterion="right", value=2)])

    page = view(opened(), "Results")
    drawn = " ".join(str(getattr(element, "body", "")) for element in page.get("html"))
    settling = view(page, "Settle disagreements")

    assert not settling.exception
    assert "Cohen&#x27;s kappa, Rater 2 and Rater 3" in drawn
    assert "<td>Rater 2</td><td>12</td><td>none given</td>" in drawn
    assert "11 disagreements left" in texts(settling)


def test_campaigns_of_one_name_are_told_apart(store: Store) -> None:
    campaigns = Campaigns(store)
    for _ in range(3):
        campaigns.add("Spring", "document_qa", [], scrub=False)

    labels = told_apart(campaigns.all())

    assert len(set(labels.values())) == len(labels) == 3


TASK = Task(
    id=7,
    answer_id="a1",
    round="first",
    swapped=True,
    content={"question": "q", "texts": ["one", "two"]},
    earlier=(rated(1, "a1", criterion="preference", value=1),),
    others=((rated(2, "a1", criterion="preference", value=2, rater=""),),),
)
PAIRS = Campaign(id="c", name="c", scenario="s", kind="pairs", criteria=(), repeats=0, seed=0, time=NOW)


def test_a_turned_pair_is_shown_and_read_turned() -> None:
    drawn = card(TASK, PAIRS)
    came = {"values": {"preference": 1}, "edit": "", "comment": ""}

    assert drawn["texts"] == ["two", "one"]
    assert drawn["values"] == {"preference": 2}
    assert drawn["others"] == ["Which answer is better? 1 The first"]
    assert [r.value for r in ratings(TASK, "ann", came)] == [2]


def test_what_comes_from_the_card_is_a_row_for_each_criterion_and_one_for_the_words() -> None:
    task = Task(id=7, answer_id="a1", round="first", swapped=False, content={"question": "q", "text": "Old text."})
    came = {"values": {"correct": 4}, "edit": "New text.", "comment": " so "}

    rows = ratings(task, "ann", came)
    same = ratings(task, "ann", came | {"edit": "Old text. ", "comment": ""})

    assert [(r.criterion, r.value, r.edit, r.comment) for r in rows] == [
        ("correct", 4, "", ""),
        ("overall", None, "New text.", "so"),
    ]
    assert [r.criterion for r in same] == ["correct"]


def test_marks_on_the_answer_come_from_the_card_without_a_value_and_stand_there_again() -> None:
    task = Task(id=7, answer_id="a1", round="first", swapped=False, content={"question": "q", "text": "Old text."})
    came = {"values": {}, "edit": "", "comment": ""}
    places = [{"start": 4, "end": 8, "kind": "wrong"}, {"start": 8, "end": 99, "kind": "missing"}]

    [row] = ratings(task, "ann", came | {"marks": places})

    assert (row.criterion, row.value, row.marks) == ("marks", None, (Mark(start=4, end=8, kind="wrong"),))
    assert card(replace(task, earlier=(row,)), replace(PAIRS, kind="scale"))["marks"] == [places[0]]


def test_changes_put_together_give_both_texts() -> None:
    old, new = "The rent is 900 €, due monthly.", "The rent is 950 € and due weekly."
    found = list(changes(old, new))

    assert "".join(piece for change, piece in found if change != "ins") == old
    assert "".join(piece for change, piece in found if change != "del") == new


def test_a_new_mark_takes_the_place_of_those_it_meets() -> None:
    marks = added(added([], [(0, 3), (8, 12)], "wrong"), [(2, 5)], "missing")

    assert [(m.start, m.end, m.kind) for m in marks] == [(2, 5, "missing"), (8, 12, "wrong")]


def test_what_is_about_sources_is_asked_only_where_there_are_some() -> None:
    asking = ({**QUESTION, "name": "right"}, {**QUESTION, "name": "citations", "needs_sources": True})
    scale = replace(PAIRS, kind="scale", criteria=asking)
    place = {"document": "a.pdf", "page": 1, "text": "b"}

    content = {"question": "q", "text": "t"}

    without = card(replace(TASK, swapped=False, content=content), scale)
    with_sources = card(replace(TASK, swapped=False, content={**content, "evidence": [place]}), scale)

    assert [one["name"] for one in without["criteria"]] == ["right"]
    assert [one["name"] for one in with_sources["criteria"]] == ["right", "citations"]


def test_progress_is_shown_to_all_and_what_was_said_only_to_who_runs_it(store: Store) -> None:
    campaigns = Campaigns(store)
    items = [Item(content={"question": "q", "text": str(n)}, answer_id=f"i{n}", needed=2) for n in range(12)]
    one = campaigns.add("c", "document_qa", items, criteria=[QUESTION], scrub=False, repeats=0)
    for rater, most in (("bob", 12), ("cem", 11)):
        for _ in range(most):
            task = campaigns.next_task(one.id, rater)
            assert task
            value = task.id % 5 + 1 if rater == "bob" else 3
            campaigns.save(task.id, [rated(1, task.answer_id, rater=rater, criterion="right", value=value)])

    page = view(opened(), "Results")
    [progress] = page.get("progress")
    page.checkbox(key="expert-unblind").check().run()

    assert "23 of 24 ratings by 2 people; 11 items rated by two or more" in progress.proto.text
    assert not page.exception
    assert "11 items" in texts(page)


def test_the_corrections_that_wait_are_shown_first(store: Store, home: Path) -> None:
    store.save_answer(whole_answer("m1"), scenario="medical_notes", request={"dialogue": "Doctor: Hello."})
    store.rate(rated(1, "m1", edit="The rent is 950 €."))

    page = view(opened(), "Corrections")

    assert page.selectbox(key="expert-scenario").value == "medical_notes"
    assert [button.label for button in page.button if button.label == "Accept as a test"]
