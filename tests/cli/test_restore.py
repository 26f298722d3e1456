"""`minigiants scrub --remember`, `restore` and `vault`: out, back, gone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from minigiants.privacy import KEY_VARIABLE, vault_writer
from tests.cli.scrub.scrubbing import NOTE, PHONE, SECRETS, call, leaks, lines, scrub, write


@pytest.fixture
def scrubbed(tmp_path: Path) -> Path:
    assert scrub(write(tmp_path / "note.txt", NOTE), "-o", tmp_path / "out.txt", "--remember", "matter 7") == 0
    return tmp_path / "out.txt"


def test_what_was_taken_out_is_put_back_exactly(scrubbed: Path, tmp_path: Path, home: Path) -> None:
    assert leaks(scrubbed.read_text("utf-8")) == []

    assert call("restore", scrubbed, "--remembered", "matter 7", "-o", tmp_path / "back.txt") == 0

    assert (tmp_path / "back.txt").read_text("utf-8") == NOTE
    kept = b"".join(f.read_bytes() for f in home.rglob("*") if f.is_file() and not f.is_symlink())
    assert [secret for secret in (*SECRETS, "matter 7") if secret.encode() in kept] == []


def test_what_somebody_wrote_with_the_labels_is_restored_and_odd_labels_are_counted(
    scrubbed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scrubbed.write_text("Call <phone number_1> on <DATE_1>, not <PERSON_9>.", "utf-8")

    assert call("restore", scrubbed, "--remembered", "matter 7", "-o", tmp_path / "back.txt") == 1

    assert (tmp_path / "back.txt").read_text("utf-8") == f"Call {PHONE} on March 3, 2024, not <PERSON_9>."
    line = "out.txt: restored; 1 mangled label repaired; 1 label that stands for nothing known was left"
    assert line in capsys.readouterr().out


def test_the_same_value_has_the_same_label_in_all_files_of_a_name(scrubbed: Path, tmp_path: Path) -> None:
    more = write(tmp_path / "more.jsonl", "\n".join(json.dumps({"n": n, "text": f"Ring {PHONE}."}) for n in (1, 2)))

    assert scrub(more, "-o", tmp_path / "more-out.jsonl", "--remember", "matter 7") == 0

    label = "<PHONE_NUMBER_1>"
    assert label in scrubbed.read_text("utf-8")
    assert [line["text"] for line in lines(tmp_path / "more-out.jsonl")] == [f"Ring {label}."] * 2
    assert call("restore", tmp_path / "more-out.jsonl", "--remembered", "matter 7", "-o", tmp_path / "more-back") == 0
    assert [line["text"] for line in lines(tmp_path / "more-back")] == [f"Ring {PHONE}."] * 2


FORMS = (
    "Mr. Smith came. Call JOHN SMITH at 617-555-0142, or at (617) 555-0142. John Smith is 93 years old.\n",
    "He was seen on 7/4, again in March, in TX. She spoke with Ann Lee at noon.",
    "This form was blinded before: <PERSON_1> and <person 2> are the plaintiffs. John Smith signed.",
)


@pytest.mark.parametrize("policy", ["find-all", "hipaa", "substitute"])
def test_a_file_that_comes_back_unchanged_is_what_it_was(policy: str, tmp_path: Path) -> None:
    for number, text in enumerate(FORMS):
        write(tmp_path / "in" / f"{number}.txt", text)
    line = {"id": "7", "text": FORMS[0], "tags": ["617-555-0142", FORMS[2]], "phone": 6175550142}
    write(tmp_path / "in" / "lines.jsonl", json.dumps(line) + "\nno object\n" + json.dumps(line | {"id": "8"}))
    scrub(tmp_path / "in", "-o", tmp_path / "out", "--policy", policy, "--remember", "m", "--keep", "id")

    assert call("restore", tmp_path / "out", "--remembered", "m", "-o", tmp_path / "back") == 0

    assert [(tmp_path / "back" / f"{n}.txt").read_text("utf-8") for n in range(len(FORMS))] == list(FORMS)
    assert (tmp_path / "out" / "0.txt").read_text("utf-8") != FORMS[0]
    first, withheld, last = lines(tmp_path / "back" / "lines.jsonl")
    assert (first, last) == (line, line | {"id": "8"})
    assert withheld["withheld"]


def test_a_label_that_a_text_held_before_becomes_nobody_when_it_returns_changed(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", f"Ring {PHONE}.")
    write(tmp_path / "in" / "b.txt", "Blinded before: <PHONE_NUMBER_1>.")
    scrub(tmp_path / "in", "-o", tmp_path / "out", "--remember", "m")
    (tmp_path / "out" / "b.txt").write_text((tmp_path / "out" / "b.txt").read_text("utf-8") + " Seen.", "utf-8")

    assert call("restore", tmp_path / "out", "--remembered", "m", "-o", tmp_path / "back") == 0

    assert (tmp_path / "back" / "b.txt").read_text("utf-8") == "Blinded before: <PHONE_NUMBER_1>. Seen."
    assert (tmp_path / "back" / "b.txt").stat().st_mode & 0o077 == 0


def test_forgetting_a_name_that_nobody_gave_is_no_success(scrubbed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("vault", "forget", "Matter 7") == 3
    assert "nothing was remembered under this name" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("forget", "matter 7"), ("rotate",)])
def test_what_is_forgotten_cannot_be_restored_and_what_has_a_new_key_can(
    words: tuple[str, ...], scrubbed: Path, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (home / "vault" / "vault.key").read_bytes()
    assert call("vault", *words) == 0

    code = call("restore", scrubbed, "--remembered", "matter 7", "-o", tmp_path / "back.txt")

    rotated = words == ("rotate",)
    assert code == (0 if rotated else 3)
    assert (tmp_path / "back.txt").exists() is rotated
    assert ((home / "vault" / "vault.key").read_bytes() != before) is rotated
    assert ("nothing is remembered under this name" in capsys.readouterr().err) is not rotated


def test_a_change_of_key_that_was_killed_is_ended_by_the_next(scrubbed: Path, tmp_path: Path, home: Path) -> None:
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom minigiants.privacy import change_key\n"
        "Path.replace = lambda *_: os._exit(9)\nchange_key(Path(sys.argv[1]))"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(home / "vault")], check=False, capture_output=True)
    assert killed.returncode == 9

    assert call("restore", scrubbed, "--remembered", "matter 7", "-o", tmp_path / "back.txt") == 0
    assert call("vault", "rotate") == 0
    assert sorted(f.name for f in (home / "vault").glob("vault.key*") if not f.name.endswith(".lock")) == ["vault.key"]
    assert call("restore", scrubbed, "--remembered", "matter 7", "-o", tmp_path / "again.txt") == 0


def test_a_key_in_the_environment_is_changed_with_the_old_ones_file(
    scrubbed: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "A" * 43 + "=")
    restoring = ("restore", scrubbed, "--remembered", "matter 7", "-o", tmp_path / "back.txt")

    assert call(*restoring) == 1
    assert "under another key" in capsys.readouterr().err
    assert call("vault", "rotate") == 1
    assert call("vault", "rotate", "--old", tmp_path / "nowhere") == 1
    assert call("vault", "rotate", "--old", home / "vault" / "vault.key") == 0
    assert call(*restoring) == 0


def test_two_programs_do_not_write_under_names_at_once(
    scrubbed: Path, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with vault_writer(home / "vault"):
        code = scrub(tmp_path / "note.txt", "-o", tmp_path / "second.txt", "--remember", "matter 8")

    assert (code, (tmp_path / "second.txt").exists()) == (1, False)
    assert "another program writes to the vault just now" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_said_and_the_others_go_on(
    scrubbed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = write(tmp_path / "broken.jsonl", '{"text": "<DATE_1>"}\nno object')

    code = call("restore", broken, tmp_path / "none.txt", scrubbed, "--remembered", "matter 7", "-o", tmp_path / "back")

    assert code == 1
    assert [f.name for f in (tmp_path / "back").iterdir()] == ["out.txt"]
    told = capsys.readouterr().out
    assert "broken.jsonl: nothing written, line 2 is not a JSON object" in told
    assert "none.txt: nothing written, there is no such file" in told


def test_nothing_is_kept_that_has_expired(scrubbed: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("vault", "purge") == 0
    assert "0 expired records deleted." in capsys.readouterr().out
    assert (home / "vault" / "vault.db").stat().st_mode & 0o077 == 0


def test_days_without_a_name_to_keep_under_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scrub(write(tmp_path / "note.txt", NOTE), "-o", tmp_path / "out.txt", "--days", "3") == 2

    assert "give --remember NAME too" in capsys.readouterr().err


def test_nothing_is_remembered_where_the_policy_removes_for_good(tmp_path: Path, home: Path) -> None:
    note = write(tmp_path / "note.txt", NOTE)

    assert scrub(note, "-o", tmp_path / "out.txt", "--remember", "matter 7", "--policy", "redact") == 2

    assert not (tmp_path / "out.txt").exists()
    assert not (home / "vault").exists()


def test_a_vault_whose_key_file_is_missing_gets_no_other_key(
    scrubbed: Path, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = (home / "vault" / "vault.key").rename(tmp_path / "vault.key")

    assert call("restore", scrubbed, "--remembered", "matter 7", "-o", tmp_path / "back.txt") == 1
    assert "put it back" in capsys.readouterr().err

    key.rename(home / "vault" / "vault.key")
    assert call("restore", scrubbed, "--remembered", "matter 7", "-o", tmp_path / "back.txt") == 0
