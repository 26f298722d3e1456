"""In tables and JSON lines the name of a column or field says what stands there, whatever it looks like."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minigiants.cli.scrub.table import rows
from tests.cli.scrub.scrubbing import call, scrub, write

TABLE = (
    "mrn,last_name,first_name,dob,City,rent,note\r\n"
    "1001,Nakagawa,Emiko,1951-03-04,Reading,900,"
    '"Has a rash; ""itchy"", she says.\nLives with Emiko Nakagawa\'s sister."\r\n'
    "1002,Long,Will,unknown,Bath,950,\r\n"
    "\r\n"
    "1003,,,,,,one cell more,extra\r\n"
)


def read(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=delimiter))


def test_what_the_heads_tell_is_taken_out_and_the_rest_of_the_table_stays(tmp_path: Path) -> None:
    assert scrub(write(tmp_path / "in.csv", TABLE), "-o", tmp_path / "out.csv") == 0

    first, second, third = read(tmp_path / "out.csv")
    assert (first["last_name"], first["first_name"], first["City"]) == ("<PERSON_1>", "<PERSON_2>", "<LOCATION_1>")
    assert (first["mrn"], first["dob"], first["rent"]) == ("<MEDICAL_RECORD_NUMBER_1>", "<DATE_1>", "900")
    assert first["note"].startswith('Has a rash; "itchy", she says.\nLives with <PERSON_')
    assert "Nakagawa" not in first["note"]
    assert "Emiko" not in first["note"]
    assert (second["last_name"], second["first_name"], second["dob"]) == ("<PERSON_1>", "<PERSON_2>", "unknown")
    assert third["note"] == "one cell more"
    written = (tmp_path / "out.csv").read_bytes()
    assert written.count(b"\r\n") == TABLE.count("\r\n")


def test_a_table_comes_back_to_the_letter(tmp_path: Path) -> None:
    file = write(tmp_path / "in.csv", TABLE)

    assert scrub(file, "-o", tmp_path / "out.csv", "--policy", "find-all", "--remember", "t") == 0
    assert call("restore", tmp_path / "out.csv", "--remembered", "t", "-o", tmp_path / "back.csv") == 0

    assert "Emiko" not in (tmp_path / "out.csv").read_text("utf-8")
    assert (tmp_path / "back.csv").read_bytes() == file.read_bytes()


def test_stand_ins_with_commas_leave_the_columns_where_they_are(tmp_path: Path) -> None:
    file = write(tmp_path / "in.tsv", "name\taddress\tplan\nAnn Lee\t12 Elm\tgold\n")
    other = write(tmp_path / "in.csv", "name;address;plan\nAnn Lee;12 Elm;gold\n")

    assert scrub(file, "-o", tmp_path / "out.tsv", "--policy", "substitute") == 0
    assert scrub(other, "-o", tmp_path / "out.csv", "--policy", "substitute") == 0

    for name, mark in (("out.tsv", "\t"), ("out.csv", ";")):
        [row] = read(tmp_path / name, mark)
        assert row["plan"] == "gold"
        assert row["name"] != "Ann Lee"
        assert "12 Elm" not in row["address"]


def test_tables_in_a_folder_are_read_and_one_without_heads_is_searched_as_a_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.csv", TABLE)
    write(tmp_path / "in" / "b.csv", "Call Maria Lopez at 617-555-0142.\nNothing, really.")

    assert scrub(tmp_path / "in", "-o", tmp_path / "out") == 0

    assert "a.csv" in capsys.readouterr().out
    text = (tmp_path / "out" / "b.csv").read_text("utf-8")
    assert text == "Call <PERSON_1> at <PHONE_NUMBER_1>.\nNothing, really."


def test_an_open_quote_withholds_the_table_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "in.csv", 'name,note\nAnn Lee,"never closed\n' + "Bo Day,fine\n" * 9)

    assert scrub(file, "-o", tmp_path / "out.csv") == 1

    assert not (tmp_path / "out.csv").exists()
    assert "a quote in this table is never closed" in capsys.readouterr().out


def test_a_name_in_the_head_of_a_column_is_taken_out(tmp_path: Path) -> None:
    assert scrub(write(tmp_path / "in.csv", "mrn,Maria Lopez\n1001,5\n"), "-o", tmp_path / "out.csv") == 0

    assert (tmp_path / "out.csv").read_text("utf-8").splitlines()[0] == "mrn,<PERSON_1>"


def test_the_fields_of_json_lines_tell_too_and_what_somebody_says_is_no_name(tmp_path: Path) -> None:
    line = {
        "first_name": "Will",
        "patient": {"name": "Long", "homePhone": 6175550142, "zip": 2139},
        "drug": {"name": "Xarelto"},
        "doctor": "How is the knee?",
        "guardian": "n/a",
        "kept": "Will",
    }
    file = write(tmp_path / "in.jsonl", json.dumps(line) + "\n")

    assert scrub(file, "-o", tmp_path / "out.jsonl", "--keep", "kept") == 0

    found = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert (found["first_name"], found["patient"]["name"]) == ("<PERSON_1>", "<PERSON_2>")
    assert found["patient"]["homePhone"] == "<PHONE_NUMBER_1>"
    assert found["patient"]["zip"] != 2139
    assert (found["drug"], found["doctor"], found["guardian"]) == (line["drug"], line["doctor"], line["guardian"])
    assert found["kept"] == "Will"


def test_a_number_is_judged_with_the_head_of_its_column(tmp_path: Path) -> None:
    told = "name,salary,zip,phone,age,ref\nAnn Lee,52000,90210,6175550142,93,617-555-0142\n"

    assert scrub(write(tmp_path / "in.csv", told), "-o", tmp_path / "out.csv") == 0

    [row] = read(tmp_path / "out.csv")
    assert (row["salary"], row["zip"], row["age"]) == ("52000", "902", "90+")
    assert (row["phone"], row["ref"]) == ("<PHONE_NUMBER_1>", "<PHONE_NUMBER_1>")


CELL = st.text(alphabet='ab",; \n\r', max_size=6)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_rows_joined_again_are_the_table_and_cells_are_what_was_meant(table: list[list[str]], mark: str) -> None:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in table]
    text = "\n".join(map(mark.join, quoted))

    found = list(rows(text.split("\n"), mark))

    assert "".join("".join(cell) for row in found for cell in row) == text
    assert [[cell.plain for cell in row] for row in found] == table


def test_a_quote_within_a_cell_stays_as_it_is(tmp_path: Path) -> None:
    table = "last_name,height\nNakagawa,5'6\" tall\n"

    assert scrub(write(tmp_path / "in.csv", table), "-o", tmp_path / "out.csv") == 0

    assert (tmp_path / "out.csv").read_text() == "last_name,height\n<PERSON_1>,5'6\" tall\n"
