"""The lab lays out comparisons, shows what came of them, and hides names in the arena."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from minigiants import __version__, comparing, scenario
from minigiants.comparing import Contender
from minigiants.settings import Settings
from minigiants.store import OPEN, Campaigns, Item, Rating, Store
from minigiants.ui.lab.begin import _enough
from minigiants.ui.lab.drawn import over_time
from minigiants.ui.lab.rivals import asked_of
from tests.comparing.conftest import row, write_outcomes
from tests.rating.test_weeks import use

SCRIPT = """
from minigiants.ui import lab

lab.lab_page()
"""
ONE, OTHER = Contender(model="smollm2-135m", way="bare"), Contender(model="smollm2-135m")


def opened(view: str = "") -> AppTest:
    page = AppTest.from_string(SCRIPT, default_timeout=120).run()
    return page.segmented_control(key="lab-view").set_value(view).run() if view else page


def texts(page: AppTest) -> str:
    kinds = ("text", "caption", "markdown", "error", "warning", "info", "success")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(page, kind))


def done(settings: Settings, items: int = 8) -> Path:
    """Make a comparison on the first items of a scenario's own, in which only the second contender is right."""
    trial = comparing.trial_of("customer_support")
    laid = comparing.of_trial("customer_support", [ONE, OTHER], trial, limit=items)
    folder = settings.home / comparing.COMPARISONS / "customer_support-1"
    laid.lay_down(folder)
    names = [metric.name for metric in laid.metrics]
    rows = [
        {"contender": each.name, "version": __version__, "item": probe.id}
        | row(1.0, text=f"said {n} by {each.way}")
        | {"scores": dict.fromkeys(names, float(each is OTHER))}
        for each in (ONE, OTHER)
        for n, probe in enumerate(laid.probes)
    ]
    rows[0] = {
        "contender": ONE.name,
        "version": __version__,
        "item": laid.probes[0].id,
        "error": "no answer in 300 seconds",
    }
    write_outcomes(folder, rows)
    return folder


def test_an_empty_lab_says_what_to_do(home: Path) -> None:
    page = opened()

    assert not page.exception
    assert "There is no comparison yet" in texts(page)


def test_without_a_model_it_says_the_command_that_fetches_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIGIANTS_HOME", str(tmp_path / "bare"))

    page = opened("New comparison")

    assert page.code[0].value == "minigiants models pull"


def test_figures_differences_failures_and_any_item_are_shown(home: Path) -> None:
    done(Settings())

    page = opened()

    assert not page.exception
    words = texts(page)
    assert "smollm2-135m, with this suite is better than smollm2-135m, the model alone" in words
    assert any("1 answer failed" in expander.label for expander in page.expander)
    item = next(box for box in page.selectbox if box.label == "Item")
    page = item.set_value(item.options and comparing.read_comparison(comparing.runs(Settings())[0]).probes[1].id).run()
    assert "said 1 by bare" in texts(page)
    assert "said 1 by pipeline" in texts(page)


def test_the_item_that_is_chosen_stays_when_answers_come_and_its_signs_are_new(home: Path) -> None:
    folder = done(Settings())
    probe = comparing.read_comparison(folder).probes[1]
    page = opened()
    page = next(box for box in page.selectbox if box.label == "Item").set_value(probe.id).run()
    with (folder / comparing.OUTCOMES).open("a", encoding="utf-8") as file:
        again = {"contender": ONE.name, "version": __version__, "item": probe.id, "error": "no answer in 300 seconds"}
        file.write(json.dumps(again) + "\n")

    item = next(box for box in page.run().selectbox if box.label == "Item")

    assert item.value == probe.id
    assert item.options[1].startswith("!✓")


def test_few_items_are_not_called_enough() -> None:
    assert "not which of two good models is better" in _enough(20, 108)
    assert "Enough" in _enough(100, 108)


@pytest.mark.parametrize("name", scenario.names())
def test_a_question_becomes_a_request_of_any_scenario(name: str) -> None:
    about = scenario.load(name)

    request = asked_of(about, "Where is my parcel?", "shelf" if about.searches else "")

    assert set(about.required) <= set(request)
    assert ("collection" in request) == about.searches


def test_weeks_are_drawn_with_a_line_where_the_model_changed() -> None:
    from minigiants.rating import weeks

    drawing = over_time(weeks([use(0), use(8, model="<large>", sha256="b" * 64)], []))

    assert drawing.count("stroke-dasharray") == 1
    assert "&lt;large&gt; (bbbbbbbb)" in drawing


def test_the_weeks_view_says_when_there_is_nothing(home: Path) -> None:
    assert "Nothing has been asked here yet" in texts(opened("Week by week"))


def test_a_question_more_in_the_arena_joins_the_choices_that_were_made(home: Path) -> None:
    store = Store(Settings().database_url, through=OPEN)
    campaigns = Campaigns(store)
    first, second = (
        Item(
            content={"question": f"Question {n}?", "texts": ["One", "Two"]},
            answer_id=f"a{n}",
            other_id=f"b{n}",
            origin={"models": ["small", "large"]},
        )
        for n in range(2)
    )
    made = campaigns.add("Arena", "customer_support", [first], kind="pairs", repeats=0, scrub=False)
    task = campaigns.next_task(made.id, "ann")
    assert task
    given = Rating(answer_id=task.answer_id, rater="ann", criterion="preference", value=2, time=made.time)
    campaigns.save(task.id, [given])
    assert campaigns.next_task(made.id, "ann") is None

    campaigns.extend(made.id, [second])

    task = campaigns.next_task(made.id, "ann")
    assert task
    assert task.content["question"] == "Question 1?"
    assert campaigns.progress(made.id, "ann").needed == 2
    with pytest.raises(KeyError, match="no campaign"):
        campaigns.extend("nowhere", [second])
    store.close()
