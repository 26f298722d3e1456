"""What experts said is given out in the forms that training and annotation tools document, and comes back."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from minigiants import rating, scenario
from minigiants.rating import VotesError, judged, take_in, write
from minigiants.rating._import import _REASONS
from minigiants.store import Mark, Store
from minigiants.ui.rating import REASONS
from scenarios.customer_support import helpdesk
from tests.rating.conftest import ANSWER

MESSAGES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["role", "content"],
        "additionalProperties": False,
        "properties": {
            "role": {"enum": ["system", "user", "assistant"]},
            "content": {"type": "string", "minLength": 1},
        },
    },
}


def schema(*columns: str) -> dict[str, object]:
    """Return the schema of TRL's documented conversational data set types: these columns, each a list of messages."""
    return {
        "type": "object",
        "required": list(columns),
        "additionalProperties": False,
        "properties": dict.fromkeys(columns, MESSAGES),
    }


def files(store: Store, form: str, **how: bool) -> dict[str, str]:
    found = judged(store, "document_qa", **how)
    return write(found, scenario.load("document_qa"), form, about={"Personal data": "kept"})


def test_corrections_and_good_answers_are_prompts_and_completions(store: Store) -> None:
    rows = [json.loads(line) for line in files(store, "sft")["sft.jsonl"].splitlines()]

    for row in rows:
        jsonschema.validate(row, schema("prompt", "completion"))
    assert [row["completion"][0]["content"] for row in rows] == ["The rent is 950 €.", ANSWER]
    assert rows[0]["prompt"][0]["content"] == "Evidence:\n1. Die Miete beträgt 900 €.\n\nWhat is the rent?"


def test_a_correction_is_preferred_to_what_it_corrects(store: Store) -> None:
    [line] = files(store, "preferences")["preferences.jsonl"].splitlines()

    row = json.loads(line)
    jsonschema.validate(row, schema("prompt", "chosen", "rejected"))
    assert (row["chosen"][0]["content"], row["rejected"][0]["content"]) == ("The rent is 950 €.", ANSWER)


def test_the_table_has_last_words_numbered_raters_and_no_formula(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(files(store, "csv")["ratings.csv"])))

    said = {(row["item"], row["rater"], row["criterion"]): row["value"] for row in rows if row["value"]}
    assert said[("a1", "rater-2", "correct")] == "3"
    assert {row["rater"] for row in rows} == {"rater-1", "rater-2"}
    assert [row["comment"] for row in rows if row["comment"]] == ["'=see page 4"]


def test_argilla_and_label_studio_files_have_their_documented_form(store: Store) -> None:
    [record, *_] = json.loads(files(store, "argilla")["argilla.json"])
    studio = files(store, "label-studio")
    [task, *_] = json.loads(studio["label-studio.json"])
    interface = ElementTree.fromstring(studio["label-studio.xml"])

    assert set(record) == {"id", "fields", "metadata", "suggestions", "responses", "vectors", "_server_id"}
    assert [one["value"] for one in record["responses"]["correct"]] == [2, 3]
    named = {element.get("name") for element in interface.iter()}
    results = [one for annotation in task["annotations"] for one in annotation["result"]]
    assert {one["from_name"] for one in results} <= named
    assert {one["to_name"] for one in results} == {"answer"} <= named
    [mark] = [one["value"] for one in results if one["type"] == "labels"]
    assert (mark["text"], mark["labels"]) == ("900", ["wrong"])


def test_the_card_counts_and_hashes(store: Store) -> None:
    card = files(store, "csv")["README.md"]

    assert "Answers: 3, 1 of them corrected" in card
    assert "Personal data: kept" in card
    assert "`ratings.csv`: SHA-256 " in card


def test_nothing_leaves_with_what_the_policy_forbids(url: str, store: Store) -> None:
    def strict(value: Any, *, place: str, scenario: str, talk: str, asked: bool = False) -> Any:
        def hide(one: object) -> object:
            if isinstance(one, str):
                return one.replace("900", "<MONEY>")
            if isinstance(one, dict):
                return {key: hide(each) for key, each in one.items()}
            return [hide(each) for each in one] if isinstance(one, list) else one

        assert (place, scenario) == ("exports", "document_qa")
        return hide(value)

    closed = Store(url, through=strict)
    for form in rating.FILES:
        assert "900" not in "".join(files(closed, form).values())
    closed.close()


@pytest.mark.parametrize(
    ("form", "file"), [("csv", "ratings.csv"), ("argilla", "argilla.json"), ("label-studio", "label-studio.json")]
)
def test_what_was_given_out_comes_back(tmp_path: Path, store: Store, form: str, file: str) -> None:
    path = tmp_path / file
    path.write_text(files(store, form)[file], "utf-8")
    before = len(store.ratings())

    kept, lost = take_in(store, path)

    new = store.ratings()[before:]
    assert (kept, lost) == (len(new), 0)
    assert [r.edit for r in new if r.edit] == ["The rent is 950 €."]
    assert sorted(r.value for r in new if r.criterion == "correct" and r.value) == [2, 3]
    assert sorted(r.value for r in new if r.criterion == "overall" and r.value is not None) == [0, 0, 1]
    assert [r.reason for r in new if r.reason] == ["wrong"]
    assert [r.marks for r in new if r.marks] == [(Mark(start=12, end=15, kind="wrong"),)]


@pytest.mark.parametrize("content", ["not a table", "[1, 2]", '[{"responses": 3}]', "item,value\na,1\n"])
def test_a_file_in_no_known_form_is_refused_and_nothing_kept(tmp_path: Path, store: Store, content: str) -> None:
    (tmp_path / "x").write_text(content, "utf-8")
    before = store.ratings()

    with pytest.raises(VotesError):
        take_in(store, tmp_path / "x")
    assert store.ratings() == before


def test_an_unknown_form_is_said_with_those_there_are(store: Store) -> None:
    with pytest.raises(KeyError, match="no form 'x'; there are: sft"):
        files(store, "x")


def test_a_rating_keeps_its_time_and_the_same_file_adds_nothing(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "item,rater,value,criterion,time,comment\na2,eve,4,correct,2024-05-06T07:08:09+00:00,\na2,eve,,,,Hm\n"
    )

    first, second = take_in(store, path), take_in(store, path)

    new = [rating for rating in store.ratings("a2") if rating.rater == "eve"]
    assert (first, second) == ((2, 0), (0, 0))
    assert [(rating.value, rating.comment) for rating in new] == [(4, ""), (None, "Hm")]
    assert new[0].time.isoformat() == "2024-05-06T07:08:09+00:00"


def test_a_reason_in_words_of_ones_own_is_a_comment(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "x.csv"
    path.write_text("item,rater,value,reason,comment\na2,eve,0,Call Ann Lee,Hm\na2,kim,0,off topic,\n")

    take_in(store, path)

    new = [(r.reason, r.comment) for r in store.ratings("a2") if r.rater in ("eve", "kim")]
    assert new == [("", "Hm\nCall Ann Lee"), ("off topic", "")]


def test_every_reason_that_is_offered_comes_back_as_one() -> None:
    assert {*REASONS, *helpdesk.REASONS} == _REASONS


@pytest.mark.parametrize(
    ("value", "criterion", "scale"),
    [("inf", "marks", "0 to inf"), ("99", "correct", "1 to 5"), ("2.5", "correct", "1 to 5"), ("3", "", "0 to 1")],
)
def test_a_value_off_its_scale_is_refused_with_line_and_scale(
    tmp_path: Path, store: Store, value: str, criterion: str, scale: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"item,rater,value,criterion\na2,eve,4,correct\na2,eve,{value},{criterion}\n")
    before = store.ratings()

    with pytest.raises(VotesError, match=f"line 3: the value {value} .* {scale}"):
        take_in(store, path)

    assert store.ratings() == before
