"""A site's file is read strictly, and its mistakes are said."""

from pathlib import Path

import pytest

from minigiants.sites import NEUTRAL, REASONS, SiteError, load_site, load_sites, site_of


def write(folder: Path, text: str, name: str = "shop.toml") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "can't be read"),
        ("collection = 'c'", "it misses 'name'"),
        ("name = 'a'\nkolor = 1", "no setting 'kolor'"),
        ("name = 'a'\n[costs]\nwrong_answer = 0", "'wrong_answer' must be a number above 0"),
        ("name = 'a'\n[[rules]]\nreason = 'bored'\npatterns = ['x']", "no reason 'bored'"),
        ("name = 'a'\n[[rules]]\nreason = 'complaint'\npatterns = ['(']", "has a mistake"),
        ("name = 'a'\n[delivery]\nwebhook = 'file:///etc/passwd'", "begins with http"),
    ],
)
def test_a_mistake_is_said_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SiteError) as caught:
        load_site(write(tmp_path, text))

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_collection_belongs_to_its_site_and_any_other_to_none(tmp_path: Path) -> None:
    write(tmp_path, "name = 'Shop'\ncollection = 'articles'")

    assert site_of("articles", tmp_path).name == "Shop"
    assert site_of("others", tmp_path) is NEUTRAL
    assert site_of("", tmp_path / "none") is NEUTRAL


def test_a_changed_file_counts_at_once(tmp_path: Path) -> None:
    file = write(tmp_path, "name = 'Old'")
    assert [site.name for site in load_sites(tmp_path)] == ["Old"]

    write(tmp_path, "name = 'New'")
    import os

    os.utime(file, ns=(1, 1))

    assert [site.name for site in load_sites(tmp_path)] == ["New"]


def test_a_sites_own_rules_come_before_the_common_ones(tmp_path: Path) -> None:
    text = "name = 'a'\n[[rules]]\nreason = 'complaint'\npatterns = ['talk to a person']"

    assert load_site(write(tmp_path, text)).rule_for("let me TALK to a person") == "complaint"
    assert NEUTRAL.rule_for("let me talk to a person") == "asked for a person"
    assert set(REASONS) >= {rule.reason for rule in NEUTRAL.rules}
