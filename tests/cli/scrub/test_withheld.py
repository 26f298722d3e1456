"""What `minigiants scrub` can't search or read is withheld and said; nothing is half written."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from minigiants import privacy
from minigiants.types import Entity
from tests.cli.scrub.scrubbing import NOTE, PHONE, leaks, lines, scrub, write

COMMAND = [sys.executable, "-c", "from minigiants.cli import main; main()", "scrub"]


class Failing:
    """A finder that can't search what holds the word "unsearchable"."""

    limits = ""

    def __call__(self, texts: Iterable[str], *, known: privacy.Known | None = None) -> Iterator[list[Entity]]:
        for text in texts:
            if "unsearchable" in text:
                raise privacy.PrivacyError("a text could not be searched, so it is withheld")
            yield []


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "open_finder", lambda language: Failing())


def test_a_bad_json_line_is_withheld_and_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "in.jsonl", f'{{"text": "{PHONE}"}}\nbroken {PHONE}\n["{PHONE}"]\n{{"note": "{PHONE}"}}\n')

    code = scrub(file, "-o", tmp_path / "out.jsonl", "--field", "text")

    assert code == 1
    assert lines(tmp_path / "out.jsonl") == [{"text": "<PHONE_NUMBER_1>"}] + [
        {"line": n, "withheld": True} for n in (2, 3, 4)
    ]
    assert "3 lines withheld, the first because line 2 is not a JSON object" in capsys.readouterr().out


@pytest.mark.usefixtures("failing")
def test_what_cannot_be_searched_is_withheld_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "in" / "a.txt", "unsearchable Jane")
    write(tmp_path / "in" / "b.txt", "fine")
    write(tmp_path / "in" / "c.jsonl", '{"text": "fine"}\n{"text": "unsearchable Jane"}\n{"text": "fine"}\n')

    code = scrub(tmp_path / "in", "-o", tmp_path / "out")

    said = capsys.readouterr().out.splitlines()
    assert code == 1
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["b.txt", "c.jsonl"]
    assert [line.get("text", "withheld") for line in lines(tmp_path / "out" / "c.jsonl")] == [
        "fine",
        "withheld",
        "fine",
    ]
    assert said[0].startswith("a.txt: withheld, a text could not be searched")
    assert said[2].startswith("c.jsonl: 1 line withheld, the first because line 2 could not be searched; 8 characters")
    assert "Jane" not in "".join(said)


@pytest.mark.usefixtures("failing")
def test_an_earlier_result_stays_when_the_next_is_withheld(tmp_path: Path) -> None:
    out = write(tmp_path / "out.txt", "earlier")

    assert scrub(write(tmp_path / "a.txt", "unsearchable"), "-o", out) == 1

    assert out.read_text() == "earlier"
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")] == []


def test_a_file_that_cannot_be_read_has_its_line_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "none.txt", write(tmp_path / "a.txt", NOTE), tmp_path / "b.txt", tmp_path / "c.txt"]
    files[2].write_bytes(b"%PDF-1.7 text")
    files[3].write_bytes(b"one\0two")

    code = scrub(*files, "-o", tmp_path / "out")

    said = capsys.readouterr().out.splitlines()
    assert code == 1
    assert [line.partition(" (")[0] for line in (said[0], said[2], said[3])] == [
        "none.txt: withheld, there is no such file: check the path",
        "b.txt: withheld, this is not a plain text: save it as text first",
        "c.txt: withheld, this is not a plain text: save it as text first",
    ]
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("names", "out", "code", "sentence"),
    [
        (["a.txt"], "a.txt", 1, "would be written over one that is read"),
        (["a.txt", "deep/a.txt"], "out", 1, "1 names would be written more than once"),
        (["a.txt", "deep/a.txt"], "-", 2, "give --out FOLDER"),
        (["a.txt", "-"], "out", 2, "can't be scrubbed together"),
        (["empty"], "out", 3, "no files to scrub"),
    ],
)
def test_what_would_lose_something_is_refused_before_anything_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    names: list[str],
    out: str,
    code: int,
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.txt", NOTE)
    write(tmp_path / "deep" / "a.txt", NOTE)
    (tmp_path / "empty").mkdir()

    assert scrub(*names, "-o", out) == code

    assert sentence in " ".join(capsys.readouterr().err.replace("│", "").split())
    assert (tmp_path / "a.txt").read_text() == NOTE
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_killed_run_leaves_no_half_file(tmp_path: Path) -> None:
    file, out = write(tmp_path / "in.txt", f"{NOTE}\n\n" * 60_000), tmp_path / "out.txt"
    process = subprocess.Popen([*COMMAND, str(file), "-o", str(out)], stderr=subprocess.DEVNULL)
    part, end = tmp_path / ".out.txt.part", time.monotonic() + 120
    while not (part.exists() and part.stat().st_size):
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < end, "it wrote nothing"
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    assert not out.exists()
    assert leaks(part.read_text("utf-8", errors="ignore")) == []
