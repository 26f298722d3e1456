"""A site's file is read strictly, and its mistakes are said."""

from pathlib import Path

import pytest

from scenarios.customer_support.sites import NEUTRAL, REASONS, SiteError, load_site, load_sites, read_sites, site_of

MAIL = "name = 'a'\n[delivery.smtp]\nhost = 'mail.example'\nto = 'a@b.c'\nsender = 'd@e.f'\n"


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
        ("name = 'a'\n[[rules]]\nreason = 'complaint'\nsure = 'no'\npatterns = ['x']", "'sure' of a rule"),
        ("name = 'a'\n[delivery]\nwebhook = 'file:///etc/passwd'", "begins with http"),
        ("name = 'a'\n[delivery]\nwebhook = 'http://[bad/x'", "webhook's address is none"),
        ("name = 'a'\n[delivery]\nwebhook = 'https:///x'", "webhook's address is none"),
        (f"{MAIL}password = 'p'", "a password stands in an environment variable or a file"),
        (f"{MAIL}user = 'u'", "needs 'user', and 'password_env' or 'password_file'"),
        (f"{MAIL}password_env = 'P'", "needs 'user', and 'password_env' or 'password_file'"),
        (f"{MAIL}user = 'u'\npassword_env = 'P'\ntls = false", "login needs TLS"),
        (f"{MAIL}port = '25'", "'port' of the mail server must be a whole number"),
        ("name = 'a'\nper_minute = 0", "'per_minute' must be a whole number from 1 on"),
        ("name = 'a'\nper_minute = 'often'", "'per_minute' must be a whole number from 1 on"),
        ("name = 'a'\nlatency_goal = 'soon'", "'latency_goal' must be a number above 0"),
        ("name = 'a'\npause = -1", "'pause' must be a number of seconds from 0 to 30"),
        ("name = 'a'\nlabels = 'refund'", "'labels' must be a list of texts"),
        ("name = 'a'\ngreeting = 7", "'greeting' must be a text in quotes"),
        ("name = 7", "'name' must be a text in quotes"),
        ("name = 'a'\norigins = 'https://shop.example'", "'origins' must be a list of texts"),
        ("name = 'a'\nkey = 'k'", "a site with a key needs a collection"),
    ],
)
def test_a_mistake_is_said_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SiteError) as caught:
        load_site(write(tmp_path, text))

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("more", "port", "tls"),
    [
        ("", 25, False),
        ("user = 'u'\npassword_env = 'P'", 587, True),
        ("user = 'u'\npassword_file = '/p'\nport = 465", 465, True),
        ("port = 2525\ntls = true", 2525, True),
    ],
)
def test_a_mail_servers_port_and_tls_follow_from_its_login(tmp_path: Path, more: str, port: int, tls: bool) -> None:
    smtp = load_site(write(tmp_path, MAIL + more)).delivery.smtp

    assert smtp is not None
    assert (smtp.port, smtp.tls) == (port, tls)


def test_a_collection_belongs_to_its_site_and_any_other_to_none(tmp_path: Path) -> None:
    write(tmp_path, "name = 'Shop'\ncollection = 'articles'")

    assert site_of("articles", tmp_path).name == "Shop"
    assert site_of("others", tmp_path) is NEUTRAL
    assert site_of("", tmp_path / "none") is NEUTRAL


def test_a_mistake_in_one_file_stops_no_other_site(tmp_path: Path) -> None:
    write(tmp_path, "name = 'Shop'\ncollection = 'articles'")
    write(tmp_path, "name = 'Yard'\ncollection = 'yard'\nkolor = 1", "yard.toml")
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")

    assert [site.name for site in load_sites(tmp_path)] == ["Shop"]
    assert site_of("articles", tmp_path).name == "Shop"
    assert site_of("others", tmp_path) is NEUTRAL
    with pytest.raises(SiteError, match="no setting 'kolor'"):
        site_of("yard", tmp_path)
    said = {bad.file: bad.mistake for bad in read_sites(tmp_path).mistaken}
    assert said.keys() == {"gone.toml", "yard.toml"}
    assert "can't be read" in said["gone.toml"]


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("name = 'A'", "name = 'A'", "the name 'A'"),
        ("name = 'A'\ncollection = 'c'", "name = 'B'\ncollection = 'c'", "the collection 'c'"),
        (
            "name = 'A'\ncollection = 'a'\nkey = 'secret-hash'",
            "name = 'B'\ncollection = 'b'\nkey = 'secret-hash'",
            "the same key",
        ),
    ],
)
def test_two_files_that_claim_the_same_are_both_refused(tmp_path: Path, one: str, two: str, said: str) -> None:
    write(tmp_path, "name = 'Other'", "z.toml")
    write(tmp_path, one, "a.toml")
    write(tmp_path, two, "b.toml")

    found = read_sites(tmp_path)

    assert [site.name for site in found.good.values()] == ["Other"]
    assert [bad.file for bad in found.mistaken] == ["a.toml", "b.toml"]
    assert all(f"'a.toml' and 'b.toml' have {said}" in bad.mistake for bad in found.mistaken)
    assert not any("secret-hash" in bad.mistake for bad in found.mistaken)


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
