"""`minigiants rate` at the terminal: statistics, campaigns, exports, imports and the gate."""

import json
from pathlib import Path

import pytest
from pytest import CaptureFixture

from minigiants import cli
from minigiants.rating import as_csv
from minigiants.settings import Settings
from minigiants.store import OPEN, Campaigns, Store
from tests.rating.conftest import rated
from tests.rating.simulated import choices, copying
from tests.store.conftest import whole_answer


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(["rate", *words])
    return int(ended.value.code or 0)


@pytest.fixture
def filled(home: Path) -> Path:
    store = Store(Settings().database_url, through=OPEN)
    for answer_id in ("a1", "a2"):
        store.save_answer(whole_answer(answer_id), scenario="document_qa", request={"question": "What is the rent?"})
    store.rate(rated(1, "a1", edit="The rent is 950 €."))
    store.close()
    return home


def test_statistics_come_as_json_and_as_sentences(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(as_csv(copying(60, 3, 0.95, seed=0)), "utf-8")

    assert run("stats", str(file), "--json") == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["agreement"]["strength"] == "strong"
    assert len(told["agreement"]["cohen"]) == 3
    assert len(told["ranking"]) == 60

    assert run("stats", str(file), "--judge", "r2") == 0
    said = capsys.readouterr().out
    assert "Strong agreement" in said
    assert "'r2' judges like one of the experts" in said


def test_raters_at_random_get_no_ranking(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(as_csv(copying(60, 3, 0.0, seed=0)), "utf-8")

    assert run("stats", str(file), "--json") == 0

    [told] = json.loads(capsys.readouterr().out)
    assert (told["agreement"]["strength"], told["ranking"]) == ("none", [])
    assert "No agreement" in told["why_no_ranking"]


def test_choices_between_two_are_ranked_beside_raw_wins(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(as_csv(choices({"good": 1.0, "bad": -1.0}, 60, ties=0.3, seed=0)), "utf-8")

    assert run("stats", str(file)) == 0

    said = capsys.readouterr().out
    assert "rank by wins" in said
    assert said.index("good") < said.index("bad")


def test_a_table_without_votes_is_one_sentence(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    (tmp_path / "votes.csv").write_text("item,rater,value\na,b,\n", "utf-8")

    assert run("stats", str(tmp_path / "votes.csv")) == 1
    assert "the table has no votes" in capsys.readouterr().err


def test_a_campaign_is_made_of_saved_answers_and_its_results_are_a_table(
    filled: Path, tmp_path: Path, capsys: CaptureFixture[str]
) -> None:
    assert run("campaign", "first", "--scenario", "document_qa", "--keep-names", "--json") == 0
    [row] = json.loads(capsys.readouterr().out)
    store = Store(Settings().database_url, through=OPEN)
    campaigns = Campaigns(store)
    while task := campaigns.next_task(row["id"], "ann"):
        campaigns.save(task.id, [rated(1, task.answer_id, rater="ann", criterion="correct", value=4)])
    store.close()

    assert run("results", row["id"], "--out", str(tmp_path / "out.csv")) == 0

    lines = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert lines[0] == "item,rater,value,criterion,model,left,right"
    assert {line.split(",", 1)[1] for line in lines[1:]} == {"rater-1,4,correct,tiny,,"}


def test_two_runs_are_chosen_between(home: Path, tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    lines = {
        "in.jsonl": [{"id": n, "question": f"What is {n}?"} for n in range(3)],
        "one.jsonl": [{"id": n, "action": "answer", "text": f"It is {n}.", "model": "small"} for n in range(3)],
        "two.jsonl": [
            {"id": 0, "action": "answer", "text": "It is 0.", "model": "big"},
            {"id": 1, "action": "answer", "text": "It is one.", "model": "big"},
            {"id": 2, "error": "it failed"},
        ],
    }
    for name, rows in lines.items():
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    runs = ["--answers", str(tmp_path / "one.jsonl"), "--answers", str(tmp_path / "two.jsonl")]
    words = ["--scenario", "document_qa", "--questions", str(tmp_path / "in.jsonl"), *runs, "--pairs", "--keep-names"]

    for _ in range(2):
        assert run("campaign", "c", *words, "--json") == 0
    rows = json.loads(capsys.readouterr().out.split("]\n")[0] + "]")
    store = Store(Settings().database_url, through=OPEN)
    task = Campaigns(store).next_task(rows[0]["id"], "ann")
    saved = len(store.answers("document_qa"))
    store.close()

    assert (rows[0]["kind"], rows[0]["needed"]) == ("pairs", 1)
    assert task
    assert sorted(task.content["texts"]) == ["It is 1.", "It is one."]
    assert saved == 5


def test_a_campaign_without_answers_says_what_to_do(home: Path, capsys: CaptureFixture[str]) -> None:
    assert run("campaign", "first", "--scenario", "document_qa") == 3
    assert "no answer of 'document_qa' is saved yet" in capsys.readouterr().err


def test_an_export_has_a_card_that_says_what_was_taken_out(filled: Path, tmp_path: Path) -> None:
    assert run("export", "document_qa", "--out", str(tmp_path / "out"), "--format", "preferences") == 0

    assert len((tmp_path / "out" / "preferences.jsonl").read_text("utf-8").splitlines()) == 1
    assert "Personal data: as it was said" in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_an_import_counts_what_found_its_answer(filled: Path, tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    file = tmp_path / "in.csv"
    file.write_text("item,rater,value,criterion\na1,eve,4,correct\ngone,eve,4,correct\n", "utf-8")

    assert run("import", str(file)) == 0
    assert "1 ratings taken in; 1 are for answers that are not here" in capsys.readouterr().out


def test_a_correction_waits_is_let_in_and_retired(filled: Path, capsys: CaptureFixture[str]) -> None:
    assert run("gate", "document_qa") == 3
    assert "has no case yet" in capsys.readouterr().err

    states = []
    for words in (["--waiting"], ["--accept", "all"], ["--retire", "a1"]):
        assert run("gate", "document_qa", *words, "--json") == 0
        states.append([row["state"] for row in json.loads(capsys.readouterr().out)])
    assert states == [["waits"], ["version 1"], []]

    assert run("gate", "document_qa", "--accept", "zz") == 3
    assert "no correction 'zz' waits" in capsys.readouterr().err
