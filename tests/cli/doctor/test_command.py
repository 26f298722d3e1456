"""`minigiants doctor` says what to do, and its exit code says that something is not ready."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from minigiants.cli import main

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a home folder without models: exit code and standard output."""
    monkeypatch.setenv("MINIGIANTS_HOME", str(tmp_path / "empty"))

    def run(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(words)
        return int(ended.value.code or 0), capsys.readouterr().out

    return run


def test_doctor_says_what_to_do_about_a_missing_model(run: Run, tmp_path: Path) -> None:
    code, out = run("doctor")

    assert code == 3
    assert "NO  chat model: " in out
    assert "`minigiants models pull qwen2.5-coder-1.5b`" in out
    assert "ok  offline switches: all set" in out
    assert not (tmp_path / "empty").exists()


def test_what_is_wrong_at_home_stands_in_the_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "minigiants.db").write_bytes(b"\x00\x01" * 4096)

    code, out = run("doctor", "--json")

    report = json.loads(out)
    database = next(check for check in report["checks"] if check["name"] == "database")
    assert code == 3
    assert not report["ready"]
    assert (database["ok"], database["remedy"]) == (False, "restore a backup")


def test_doctor_notices_a_switch_that_was_flipped(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")

    assert "NO  offline switches: not set: HF_HUB_OFFLINE" in run("doctor")[1]
