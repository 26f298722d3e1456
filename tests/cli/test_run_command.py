"""`minigiants run` with a real small model: order, ids, bad lines, and going on after a kill."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minigiants.cli import main
from minigiants.ingestion import ingest
from minigiants.retrieval import open_library
from minigiants.settings import Settings

pytestmark = [pytest.mark.model, pytest.mark.usefixtures("warm_reader")]

LEASE = b"""# Office lease

The monthly rent is 900 euros. It is due on the third working day of each month. The tenant pays for heating.

The notice period is three months. Either side may end the lease in writing.
"""
COMMAND = [sys.executable, "-c", "from minigiants.cli import main; main()", "run", "document_qa"]


@pytest.fixture(autouse=True)
def small_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIGIANTS_MODEL", "smollm2-135m")


@pytest.fixture
def collection(home: Path) -> str:
    library = open_library(Settings())
    reports = list(ingest(library, [("lease.md", LEASE)], collection="demo"))
    library.close()
    assert [r.status for r in reports] == ["added"]
    return "demo"


@pytest.fixture
def empty_collection(home: Path) -> str:
    library = open_library(Settings())
    library.create("empty")
    library.close()
    return "empty"


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["run", "document_qa", *words])
    return int(ended.value.code or 0)


def questions(path: Path, *lines: object) -> str:
    path.write_text("".join((v if isinstance(v, str) else json.dumps(v)) + "\n" for v in lines), encoding="utf-8")
    return str(path)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_batch_keeps_order_and_ids_whatever_its_lines_hold(
    tmp_path: Path, collection: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = questions(
        tmp_path / "in.jsonl",
        {"id": "b", "question": "How much is the monthly rent?"},
        "this is no JSON",
        {"id": 7, "question": ""},
        {"question": "What has no id?"},
        {"id": "c"},
        {"id": "a", "question": "Who won the cup?", "collection": "elsewhere"},
        {"id": "last", "question": "How long is the notice period?"},
    )
    out = tmp_path / "out.jsonl"

    code = run(asked, "-o", str(out), "--collection", collection, "--json")

    lines = read(out)
    assert code == 0
    assert [line["id"] for line in lines] == ["b", None, 7, None, "c", "a", "last"]
    assert ["error" in line for line in lines] == [False, True, False, True, True, True, False]
    assert (lines[1]["line"], lines[3]["line"], lines[2]["action"]) == (2, 4, "clarify")
    wanted = {"id", "action", "reason", "text", "evidence", "flags", "seconds", "seconds_to_first_token", "model"}
    assert all(set(line) == wanted and line["model"] == "smollm2-135m" for line in lines if "error" not in line)
    assert all(e["text"].encode() in LEASE for line in lines for e in line.get("evidence", ()))
    summary = json.loads(capsys.readouterr().out)
    assert (summary["items"], summary["written"], summary["errors"]) == (7, 7, 4)


def test_a_killed_batch_goes_on_where_it_was(tmp_path: Path, collection: str) -> None:
    about = ["rent", "notice period", "heating", "due day", "lease", "tenant"]
    lines = [{"id": i, "question": f"What does the lease say of the {word}?"} for i, word in enumerate(about)]
    asked, out = questions(tmp_path / "in.jsonl", *lines), tmp_path / "out.jsonl"
    command = [*COMMAND, asked, "-o", str(out), "--collection", collection]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _wait(lambda: out.exists() and len(out.read_bytes().splitlines()) >= 2, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    finished = out.read_bytes()[: out.read_bytes().rindex(b"\n") + 1]
    out.write_bytes(finished + b'{"id": 5, "acti')

    again = subprocess.run([*command, "--resume"], stderr=subprocess.PIPE, text=True, check=True)

    assert out.read_bytes().startswith(finished)
    assert [line["id"] for line in read(out)] == list(range(6))
    assert not any("error" in line for line in read(out))
    assert f"{len(finished.splitlines())} kept" in again.stderr


def test_standard_input_and_output_can_stand_for_files(
    empty_collection: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": 1, "question": "Anything?"}\n')))

    code = run("-", "--collection", empty_collection)

    (line,) = capfdbinary.readouterr().out.splitlines()
    assert code == 0
    assert json.loads(line)["action"] == "abstain"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--collection", "nope"], "no collection 'nope'; there are: 'empty'; `minigiants ingest` makes one"),
        ([], "say with --collection what to search; there are: empty"),
    ],
)
def test_a_collection_that_is_not_there_is_said_before_anything_is_written(
    tmp_path: Path, empty_collection: str, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    out = tmp_path / "out.jsonl"

    code = run(questions(tmp_path / "in.jsonl", {"id": 1, "question": "?"}), "-o", str(out), *words)

    assert code == 3
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_a_model_that_is_not_here_is_named_with_the_command_that_brings_it(
    tmp_path: Path, empty_collection: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINIGIANTS_MODEL", "qwen3-1.7b")

    code = run(questions(tmp_path / "in.jsonl", {"id": 1, "question": "?"}), "--collection", empty_collection)

    assert code == 3
    assert "minigiants models pull qwen3-1.7b" in capsys.readouterr().err


def test_answers_never_overwrite_their_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = questions(tmp_path / "in.jsonl", {"id": 1, "question": "?"})

    assert run(asked, "-o", asked) == 1
    assert "both input and output" in capsys.readouterr().err
    assert read(Path(asked)) == [{"id": 1, "question": "?"}]


def _wait(ready: Callable[[], bool], process: "subprocess.Popen[bytes]", seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert process.poll() is None, "the batch ended before it could be killed"
        assert time.monotonic() < end, "the batch wrote nothing"
        time.sleep(0.05)
