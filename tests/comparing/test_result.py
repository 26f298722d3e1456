"""What comes of the outcomes: figures, the smallest that is enough, a page that needs nothing else."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from minigiants.comparing import (
    Bars,
    Contender,
    Findings,
    Point,
    Prices,
    frontier,
    picture,
    result,
    run,
    write_reports,
)
from tests.comparing.conftest import LARGE, SMALL, comparison, row

SIZES = {"small": 500_000_000, "large": 1_100_000_000}
Opens = Callable[..., Any]


def measured(folder: Path, opens: Opens, count: int = 30, **outcomes: Any) -> Findings:
    run(comparison(count), folder, opens(**outcomes))
    return result(folder, prices=Prices(), bars=Bars(value=0.8, sure=0.9), sizes=SIZES)


def wrong(*numbers: int, **more: Any) -> dict[str, Any]:
    return {f"q{n}": row(0.0, **more) for n in numbers}


def test_the_smallest_that_meets_the_bar_is_named_with_its_probability(tmp_path: Path, opens: Opens) -> None:
    found = measured(tmp_path, opens, small=wrong(*range(12)), large=wrong(0))

    assert found.smallest.contender == LARGE
    assert found.sentence.startswith("large (1.1 GB), through the pipeline, is the smallest of these with “right”")
    assert "n=30" in found.sentence


def test_a_small_one_that_is_enough_goes_before_a_large_one(tmp_path: Path, opens: Opens) -> None:
    assert measured(tmp_path, opens).smallest.contender == SMALL


def test_where_none_meets_the_bar_that_is_said_with_the_nearest(tmp_path: Path, opens: Opens) -> None:
    found = measured(tmp_path, opens, small=wrong(*range(20)), large=wrong(*range(10)))

    assert found.smallest.contender is None
    assert found.sentence.startswith("None of these")
    assert "large (1.1 GB)" in found.sentence


def test_a_failure_counts_as_wrong_and_is_listed(tmp_path: Path, opens: Opens) -> None:
    failing = {"q0": {"error": "no answer within 300 seconds", "seconds": 300.0}}

    found = measured(tmp_path, opens, count=2, small=failing)

    small = found.standings[0]
    assert (small.means["right"].value, small.means["misled"].value) == (0.5, 0.5)
    assert small.failed == (("q0", "no answer within 300 seconds"),)
    assert small.n == 2


def test_differences_are_of_the_same_items(tmp_path: Path, opens: Opens) -> None:
    found = measured(tmp_path, opens, count=10, small=wrong(0, 1, 2, 3))

    pair = next(each for each in found.pairs if each.metric == "right")
    assert (pair.first, pair.second) == ("small, bare", "large, pipeline")
    assert pair.difference.value == pytest.approx(0.4)
    assert (pair.difference.better, pair.difference.worse, pair.difference.n) == (4, 0, 10)


def test_costs_are_estimated_from_the_stated_watts_and_marked_so(tmp_path: Path, opens: Opens) -> None:
    found = measured(tmp_path, opens, count=2)

    cost = found.standings[0].cost
    assert cost is not None
    assert (cost.joules, cost.measured) == (2.0 * 65, False)
    assert "130 (estimate)" in write(found, tmp_path)


def test_energy_that_the_machine_told_is_taken_as_it_is(tmp_path: Path, opens: Opens) -> None:
    told = {f"q{n}": row(1.0, joules=40.0) for n in range(2)}

    cost = measured(tmp_path, opens, count=2, small=told, large=told).standings[0].cost

    assert cost is not None
    assert (cost.joules, cost.measured) == (40.0, True)


def write(found: Findings, folder: Path) -> str:
    write_reports(found, folder)
    return (folder / "report.html").read_text("utf-8")


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(tmp_path: Path, opens: Opens) -> None:
    attack = wrong(0, text="<script>alert(1)</script><img src=x>")

    page = write(measured(tmp_path, opens, count=3, small=attack), tmp_path)

    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "http://www.w3.org/2000/svg" in page
    assert page.count("http") == page.count("http://www.w3.org/2000/svg") + page.count("http-equiv")


def test_a_text_is_no_formula_in_the_table(tmp_path: Path, opens: Opens) -> None:
    write(measured(tmp_path, opens, count=1, small=wrong(0, text="=1+1")), tmp_path)

    rows = list(csv.DictReader(io.StringIO((tmp_path / "outcomes.csv").read_text("utf-8"))))

    assert [each["text"] for each in rows] == ["'=1+1", "yes"]
    assert [each["right"] for each in rows] == ["0.0", "1.0"]


def test_the_json_holds_every_figure_and_is_the_same_for_the_same_seed(tmp_path: Path, opens: Opens) -> None:
    found = measured(tmp_path, opens, count=8, small=wrong(1, 2))
    write(found, tmp_path)
    first = (tmp_path / "report.json").read_bytes()
    write(result(tmp_path, prices=Prices(), bars=Bars(value=0.8, sure=0.9), sizes=SIZES), tmp_path)

    assert (tmp_path / "report.json").read_bytes() == first
    read = json.loads(first)
    assert [each["name"] for each in read["contenders"]] == ["small, bare", "large, pipeline"]
    assert read["contenders"][0]["means"]["right"]["value"] == 0.75


def test_nothing_measured_yet_makes_a_report_too(tmp_path: Path) -> None:
    comparison(2).lay_down(tmp_path)
    found = result(tmp_path, prices=Prices(), bars=Bars(), sizes={})

    assert found.sentence == "Nothing has been measured yet."
    assert "Nothing has been measured yet." in write(found, tmp_path)


def test_a_picture_joins_a_models_points_in_the_order_of_its_steps() -> None:
    steps = [("bare", 8.0, 0.4), ("pipeline", 3.0, 0.6), ("adapted", 2.5, 0.7)]
    points = [Point(model="m", step=s, x=x, y=y, low=y - 0.1, high=y + 0.1) for s, x, y in steps]

    drawn = picture(points, title="t", across="x", up="y")

    assert drawn.count('class="point"') == 3
    assert drawn.count("url(#tip)") >= 1
    assert [p.step for p in frontier(points)] == ["adapted"]


def test_the_chances_are_turned_where_less_is_better(tmp_path: Path, opens: Opens) -> None:
    lower = replace(comparison(30), metrics=tuple(reversed(comparison(30).metrics)))
    run(lower, tmp_path, opens(small=wrong(*range(25))))

    found = result(tmp_path, prices=Prices(), bars=Bars(value=0.2, sure=0.9), sizes=SIZES)

    assert found.chances["large, pipeline"] > 0.9 > found.chances["small, bare"]
    assert found.smallest.contender == Contender(model="large")
