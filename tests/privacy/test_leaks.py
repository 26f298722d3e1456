"""Marked identifiers go through every path of every scenario; a strict site's home folder, logs and exports hold none.

The same run by the shipped rules leaves them where these let them stand, which proves that the search can find them.
"""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from minigiants import scenario
from minigiants.settings import Settings
from tests.privacy.leaking import LEASE, MARKS, NAME, by_page, command, found, walk

pytestmark = [pytest.mark.model, pytest.mark.slow]

GIVEN_OUT = {"document_qa": ("out.jsonl", "talk.json")}
"""Files that a scenario's shipped rules give out as they are."""
POLICY = f'default = "label"\ndeny = ["{NAME}", "Zebulon", "Quackenbush"]\n[acts]\nYEAR = "keep"\n'


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Write all log lines of this process to a file, whichever library they are of."""
    before, file = logging.getLogRecordFactory(), tmp_path / "log"
    handler = logging.FileHandler(file)
    named = [logger for logger in logging.root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    loggers = [logging.getLogger(), *(logger for logger in named if not logger.propagate)]
    for logger in loggers:
        logger.addHandler(handler)
    yield file
    for logger in loggers:
        logger.removeHandler(handler)
    handler.close()
    logging.setLogRecordFactory(before)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Lay out what the person brings along: a file, and requests for each scenario."""
    folder = tmp_path / "given"
    folder.mkdir()
    for name in (f"{NAME} {MARKS['record']}.md", "zebulon_quackenbush.txt", f"{MARKS['mail']}.html"):
        (folder / name).write_text(LEASE)
    (folder / f"broken {NAME}.pdf").write_bytes(b"%PDF-1.4 " + LEASE.encode())
    return folder


@pytest.fixture
def search(
    home: Path,
    tmp_path: Path,
    given: Path,
    log: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], dict[str, list[str]]]:
    """Return a function that walks through a scenario and then searches everything that is left of it."""
    monkeypatch.setenv("MINIGIANTS_MODEL", "smollm2-135m")

    def search(name: str) -> dict[str, list[str]]:
        walk(name, given, tmp_path / "out")
        said = capfd.readouterr()
        (tmp_path / "said").write_text(said.out + said.err)
        return found(home, tmp_path / "out", log, tmp_path / "said")

    return search


@pytest.mark.parametrize("name", scenario.names())
def test_a_strict_site_keeps_and_gives_out_no_mark(
    name: str, search: Callable[[str], dict[str, list[str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policy.toml").write_text(POLICY)
    monkeypatch.setenv("MINIGIANTS_PRIVACY", str(tmp_path / "policy.toml"))

    assert {mark: files for mark, files in search(name).items() if files} == {}


def test_what_a_visits_header_tells_needs_no_list_to_be_taken_out(
    home: Path, tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINIGIANTS_MODEL", "smollm2-135m")
    monkeypatch.setenv("MINIGIANTS_PRIVACY", "everywhere")
    header = {"name": NAME, "record": MARKS["record"]}
    said = "Doctor: Any fever?\nPatient: Quackenbush has none, write 48812.\nDoctor: Take ibuprofen 400 mg twice a day."
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "dialogue": said, "patient": header}) + "\n")

    assert command("run", "medical_notes", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl")) == 0
    by_page("medical_notes", tmp_path)

    assert {mark: files for mark, files in found(home, tmp_path / "out.jsonl", log).items() if files} == {}


@pytest.mark.parametrize("name", scenario.names())
def test_by_the_shipped_rules_the_same_search_finds_every_mark(
    name: str, search: Callable[[str], dict[str, list[str]]], home: Path, tmp_path: Path
) -> None:
    places = search(name)

    assert all(places.values()), places
    held = {file.removesuffix("-wal") for files in places.values() for file in files}
    assert {"index.db", "minigiants.db", *GIVEN_OUT.get(name, ())} <= held
    scrubbed = [tmp_path / "out" / f"scrubbed.{form}" for form in ("markdown", "json")]
    numbers = {mark: found(*scrubbed)[mark] for kind, mark in MARKS.items() if kind != "name"}
    assert {mark: files for mark, files in numbers.items() if files} == {}
    assert not any(found(tmp_path / "log").values())
    assert Settings().privacy == ""
