"""`minigiants scrub`: files, folders, pipes."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.scrub.scrubbing import NOTE, PHONE, leaks, lines, scrub, write


def test_a_file_is_scrubbed_and_has_a_line_without_personal_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = scrub(write(tmp_path / "a.txt", NOTE), "-o", tmp_path / "out.txt")

    done = (tmp_path / "out.txt").read_text("utf-8")
    out = capsys.readouterr().out
    assert (code, leaks(done), leaks(out)) == (0, [], [])
    assert done.startswith("Seen on <DATE_1>. Reach her at <PHONE_NUMBER_1> or")
    assert out.startswith(f"a.txt: {len(NOTE)} characters; ")
    assert "1 PHONE_NUMBER" in out


def test_a_folder_keeps_its_shape_and_other_kinds_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "deep/b.md", "c.jsonl", "d.pdf", ".hidden.txt"):
        write(tmp_path / "in" / name, json.dumps({"text": NOTE}))
    (tmp_path / "out").mkdir()

    assert scrub(tmp_path / "in", "-o", tmp_path / "out") == 0

    assert "left out" in (told := capsys.readouterr().err)
    assert told.rstrip().endswith("only: 1 .pdf")
    written = sorted(f.relative_to(tmp_path / "out").as_posix() for f in (tmp_path / "out").rglob("*") if f.is_file())
    assert written == ["a.txt", "c.jsonl", "deep/b.md"]
    assert [leaks((tmp_path / "out" / name).read_text("utf-8")) for name in written] == [[], [], []]


def test_what_is_known_beforehand_is_found_also_where_it_is_misspelt(tmp_path: Path) -> None:
    known = write(tmp_path / "known.txt", "Zuleika Okonedo-Platt\n30 April 1950\n12-88-A\n")
    text = "okonedo came, born 4/30/1950; Zulieka said 1288A is hers."

    assert scrub(write(tmp_path / "a.txt", text), "-o", tmp_path / "b.txt", "--known", known) == 0

    done = (tmp_path / "b.txt").read_text("utf-8")
    assert [word for word in ("okonedo", "4/30", "Zulieka", "1288A") if word in done] == []


@pytest.mark.parametrize("told", ["", " \n", None])
def test_a_list_of_what_is_known_that_says_nothing_is_refused(
    tmp_path: Path, told: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    known = tmp_path / "known.txt"
    if told is not None:
        write(known, told)

    assert scrub(write(tmp_path / "a.txt", NOTE), "-o", tmp_path / "b.txt", "--known", known) == 2
    assert "--known" in capsys.readouterr().err
    assert not (tmp_path / "b.txt").exists()


def test_every_text_of_a_json_line_is_scrubbed_but_what_is_kept(tmp_path: Path) -> None:
    line = {"id": PHONE, "text": NOTE, "meta": {"by": "jane.roe@example.org", "tags": [PHONE, "ok"]}, "n": 7, "x": None}
    file = write(tmp_path / "in.jsonl", json.dumps(line) + "\n\n" + json.dumps({"text": ""}))

    assert scrub(file, "-o", tmp_path / "out.jsonl", "--field", "text", "--keep", "id") == 0

    first, second = lines(tmp_path / "out.jsonl")
    assert (first["id"], first["n"], first["x"], first["meta"]["tags"][1]) == (PHONE, 7, None, "ok")
    assert first["meta"]["tags"][0] == "<PHONE_NUMBER_1>"
    assert "<PHONE_NUMBER_1>" in first["text"], "the texts of a line are about the same people"
    assert leaks(json.dumps(first | {"id": ""})) == []
    assert second == {"text": ""}


def test_numbers_that_tell_who_somebody_is_are_taken_out_of_json(tmp_path: Path) -> None:
    line = {"phone": 6175550142, "patient": {"ssn": 219097731}, "n": 7, "price": 12500.5, "ok": True}
    line |= {"mrn": 4812, "heart_rate": 93, "age": 93, "year": 2021}
    file = write(tmp_path / "in.jsonl", json.dumps(line))

    assert scrub(file, "-o", tmp_path / "out.jsonl") == 0

    [done] = lines(tmp_path / "out.jsonl")
    assert (done["n"], done["price"], done["ok"]) == (7, 12500.5, True)
    assert (done["phone"], done["patient"]["ssn"]) == ("<PHONE_NUMBER_1>", "<SSN_1>")
    assert (done["mrn"], done["age"]) == ("<MEDICAL_RECORD_NUMBER_1>", "90+")
    assert (done["heart_rate"], done["year"]) == (93, 2021)


@pytest.mark.parametrize("policy", ["hipaa", "redact"])
def test_names_of_fields_that_are_peoples_are_taken_out_and_no_field_is_lost(tmp_path: Path, policy: str) -> None:
    line = {"by_patient": {"Odalys Brennecke": 1, "Teodor Wallmark": 2}, "Heart Rate": 3}
    file = write(tmp_path / "in.jsonl", json.dumps(line))

    assert scrub(file, "-o", tmp_path / "out.jsonl", "--policy", policy) == 0

    [done] = lines(tmp_path / "out.jsonl")
    assert sorted(done["by_patient"].values()) == [1, 2]
    assert not any(name in json.dumps(done) for name in ("Odalys", "Brennecke", "Teodor", "Wallmark"))
    assert done["Heart Rate"] == 3


def test_what_one_text_of_a_json_line_gives_away_leaves_all_of_them(tmp_path: Path) -> None:
    line = {"id": "48812", "by": "Brennecke", "n": 48812, "text": "MRN 48812, seen by Dr. Odalys Brennecke."}
    file = write(tmp_path / "in.jsonl", "\n".join(map(json.dumps, (line, {"id": "48812", "text": "clean"}))))

    assert scrub(file, "-o", tmp_path / "out.jsonl") == 0

    first, second = lines(tmp_path / "out.jsonl")
    assert (first["id"], first["n"]) == ("<MEDICAL_RECORD_NUMBER_1>",) * 2
    assert "Brennecke" not in json.dumps(first)
    assert second["id"] == "48812", "another line may be about somebody else"


def test_a_language_without_a_model_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "a.txt", "Numer PESEL 44051401359.")

    assert scrub(file, "-o", tmp_path / "out.txt", "--language", "pl") == 0

    assert "44051401359" not in (tmp_path / "out.txt").read_text("utf-8")
    assert "only what has a shape is found" in capsys.readouterr().err
    monkeypatch.setenv("MINIGIANTS_LANGUAGE", "pl")
    assert scrub(file, "-o", tmp_path / "again.txt") == 0
    assert "'pl'" in capsys.readouterr().err


def test_standard_input_and_output_can_stand_for_files(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"The café was full. {NOTE}".encode())))

    assert scrub("-") == 0

    out, err = capfdbinary.readouterr()
    assert out.decode().startswith("The café was full. Seen on <DATE_1>.")
    assert leaks(out.decode()) == leaks(err.decode()) == []
    assert "standard input: " in err.decode()


def test_a_pipe_of_json_lines_is_told_by_its_field(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps({"text": NOTE}).encode())))

    assert scrub("--field", "text") == 0

    assert leaks(json.loads(capfdbinary.readouterr().out)["text"]) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_older_ways_to_write_a_text_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(f"The café was full. {NOTE}\r\nEnde".encode(encoding))

    assert scrub(tmp_path / "a.txt", "-o", tmp_path / "out.txt") == 0

    done = (tmp_path / "out.txt").read_bytes().decode("utf-8")
    assert done.startswith("The café was full. Seen on <DATE_1>")
    assert done.endswith("\r\nEnde")


def test_a_result_can_be_numbered_for_a_name_may_tell_who_it_is_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "in" / "Jane Roe.txt", NOTE)
    write(tmp_path / "in" / "Joan Roe.jsonl", json.dumps({"text": NOTE}))

    assert scrub(tmp_path / "in", "-o", tmp_path / "out", "--rename") == 0

    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["0001.txt", "0002.jsonl"]
    assert "Roe" not in capsys.readouterr().out


def test_json_reports_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scrub(write(tmp_path / "a.txt", f"Call {PHONE}."), "-o", tmp_path / "out.txt", "--json")

    [report] = json.loads(capsys.readouterr().out)
    assert (report["name"], report["status"], report["entities"]) == ("a.txt", "scrubbed", {"PHONE_NUMBER": 1})
