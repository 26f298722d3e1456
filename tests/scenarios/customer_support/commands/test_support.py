"""Adding sites, and saying whether a machine is fast enough."""

from pathlib import Path

import pytest

from minigiants import cli
from minigiants.cli.doctor import examine
from minigiants.cli.doctor.speed import Speed, reckoned, verdict
from minigiants.models import catalog
from minigiants.settings import Settings
from scenarios.customer_support.checks import latency_goal
from scenarios.customer_support.sites import key_hash, load_sites


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    return int(ended.value.code or 0)


def speed(name: str, first: float, *, measured: bool = True) -> Speed:
    return Speed(model=name, read=50, written=10, first=first / 2, first_of_two=first, memory=10**9, measured=measured)


def test_a_site_is_added_with_a_key_that_only_its_owner_sees(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run("support", "add", 'Bob\'s "Bikes"', "--collection", "bikes", "--origin", "https://bikes.example")

    key = capsys.readouterr().out.split()[-1]
    [site] = load_sites(home / "sites")
    assert code == 0
    assert (site.name, site.collection, site.origins) == ('Bob\'s "Bikes"', "bikes", ("https://bikes.example",))
    assert site.key == key_hash(key)
    assert key not in next((home / "sites").glob("*.toml")).read_text("utf-8")
    assert run("support", "add", 'Bob\'s "Bikes"', "--collection", "bikes") == 1


def test_serving_without_a_site_says_how_to_add_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("support", "serve") != 0
    assert "minigiants support add" in capsys.readouterr().err


def test_the_largest_model_that_meets_the_goal_is_named() -> None:
    found = [speed("large", 14.0), speed("middle", 9.0), speed("small", 3.0)]

    assert verdict(found, 10.0) == (True, "middle meets the goal of 10 s: 9.0 s with two talks")


def test_a_model_that_is_not_here_is_proposed_and_a_slow_machine_is_told_so() -> None:
    absent = speed("small", 3.0, measured=False)

    ready, words = verdict([speed("large", 14.0), absent], 10.0)
    assert not ready
    assert "minigiants models pull small" in words
    assert verdict([speed("large", 14.0)], 10.0) == (False, "no model meets 10 s; the fastest, large, takes 14.0 s")


def test_a_model_half_the_size_is_reckoned_twice_as_fast(home: Path) -> None:
    entry = catalog(home / "models")["qwen2.5-coder-0.5b"]

    found = reckoned(speed("large", 10.0), entry, entry.size * 2)

    assert (found.first_of_two, found.read, found.measured) == (5.0, 100, False)


def test_the_strictest_site_sets_the_goal(home: Path) -> None:
    assert latency_goal(Settings(home=home)) == 10.0
    (home / "sites").mkdir()
    for name, seconds in (("a", 8), ("b", 4)):
        (home / "sites" / f"{name}.toml").write_text(f"name = '{name}'\nlatency_goal = {seconds}\n")

    assert latency_goal(Settings(home=home)) == 4


def test_the_doctor_says_which_sites_file_has_a_mistake(home: Path) -> None:
    (home / "sites").mkdir()
    (home / "sites" / "good.toml").write_text("name = 'Good'")
    (home / "sites" / "bad.toml").write_text("name = 'Bad'\nkolor = 1")

    found = [check for check in examine(Settings(home=home)) if check.name == "site"]

    assert [check.ok for check in found] == [False, True]
    assert "'bad.toml' has a mistake: there is no setting 'kolor'" in found[0].found
