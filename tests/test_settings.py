"""A setting that is misspelt is refused, wherever it stands."""

import pytest

from minigiants.cli import main
from minigiants.settings import Settings


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
