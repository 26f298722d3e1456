"""A setting that is misspelt is refused, wherever it stands."""

from pathlib import Path

import pytest

from minigiants.cli import main
from minigiants.settings import Settings, SettingsError


@pytest.mark.parametrize("slip", ["MINIGIANTS_PRIVCY", "minigiants_modle", "MINIGIANTS_ADAPTER"])
def test_a_misspelt_variable_is_refused_in_a_sentence(
    slip: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(slip, "everywhere")

    with pytest.raises(SystemExit):
        main(["models", "list"])

    said = capsys.readouterr().err
    assert f"{slip.upper()} is no setting: write MINIGIANTS_" in said
    assert "everywhere" not in said


def test_other_variables_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MINIGIANTS_VAULT_KEY", "MINIGIANTS_APP", "MINIGIANTS_PORT", "MINIGIANTS_MAIL_PASSWORD"):
        monkeypatch.setenv(name, "x")

    assert Settings().privacy == ""


@pytest.mark.parametrize(
    ("written", "line", "allowed"),
    [
        ("threads = 2\nlanguage = 'fr'\n", "line 2", "'en', 'es' or 'pl'"),
        ("# threads = 4\n\n  threads = -1", "line 3", "greater than or equal to 0"),
        ("modle = 'x'", "line 1", "write model"),
        ("engine = 'http://me:secret@box/v1'", "line 1", "must not hold a key"),
        ("threads 4", "line 1", "is no TOML file"),
    ],
)
def test_a_mistake_in_the_file_names_file_line_and_what_is_allowed(
    written: str, line: str, allowed: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "settings.toml").write_text(written, "utf-8")

    with pytest.raises(SystemExit) as ended:
        main(["models", "list"])

    sentence = capsys.readouterr().err
    assert ended.value.code == 1
    assert "settings.toml" in sentence
    assert line in sentence
    assert allowed in sentence
    assert "secret" not in sentence


def test_a_mistake_in_the_environment_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIGIANTS_THREADS", "many")

    with pytest.raises(SettingsError, match=r"MINIGIANTS_THREADS cannot be used: .*integer"):
        Settings()


def test_a_secret_is_read_from_the_file_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("MINIGIANTS_SERVER_KEY_FILE", str(tmp_path / "key"))

    assert Settings().server_key.get_secret_value() == "s3cret"

    monkeypatch.setenv("MINIGIANTS_SERVER_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(SettingsError, match="MINIGIANTS_SERVER_KEY_FILE cannot be used"):
        Settings()


@pytest.mark.parametrize("value", ["ftp://proxy:3128", "http://proxy", "on"])
def test_a_way_out_that_is_none_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIGIANTS_OUTWARD", value)

    with pytest.raises(SettingsError, match="address of a proxy with its port"):
        Settings()
