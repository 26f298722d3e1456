"""An evaluation asks the scenario's own pipeline, counts failures, and leaves a log that Inspect reads."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from inspect_ai.log import list_eval_logs, read_eval_log
from langchain_core.language_models import BaseChatModel

from minigiants.evaluation import DataMissingError, Report, Setup, evaluate, rows
from tests.evaluation.conftest import WordEmbeddings

SetupWith = Callable[[BaseChatModel], Setup]


def value(report: Report, name: str) -> float | None:
    return next(f.value for f in report.figures if f.name == name)


def test_figures_come_from_a_log_that_inspect_reads(setup_with: SetupWith, heron_model: BaseChatModel) -> None:
    told: list[tuple[str, int, int]] = []
    setup = replace(setup_with(heron_model), on_progress=lambda *step: told.append(step))

    report = evaluate("document_qa", "clapnq", setup)

    log = read_eval_log(report.log)
    assert log.status == "success"
    assert log.samples is not None
    assert [sorted(s.id for s in log.samples), report.dataset] == [["1", "2", "3", "4"], "CLAPnq dev, pooled"]
    assert log.results is not None
    assert {s.scorer for s in log.results.scores} == {"decided", "found_at_five", "wording", "citing"}
    assert Path(report.log).parent == setup.settings.home / "logs"
    assert value(report, "failed") == 0
    assert value(report, "gold passage's document is among five hits") == 1
    assert told[-1] == ("ask", 4, 4)
    assert ("index", 4, 4) in told


def test_scores_and_figures_agree(setup_with: SetupWith, heron_model: BaseChatModel) -> None:
    report = evaluate("document_qa", "clapnq", setup_with(heron_model))

    scores = {row["id"]: row["scores"] for row in rows(read_eval_log(report.log))}
    answerable = [scores["1"], scores["2"]]
    for figure, scorer in (("answerable questions answered", "decided"), ("ROUGE-L, a refusal is 0", "wording")):
        assert value(report, figure) == pytest.approx(sum(s[scorer] for s in answerable) / 2)
    by_question = [s["citing"]["citation_f1"] for s in answerable]
    assert value(report, "sentence citations, F1 by question") == pytest.approx(sum(by_question) / 2)
    assert {"wording", "citing", "found_at_five"}.isdisjoint(scores["3"])


@pytest.mark.slow
def test_a_limit_counts_questions_to_the_model_and_the_search_is_measured_on_all(
    setup_with: SetupWith, heron_model: BaseChatModel
) -> None:
    report = evaluate("document_qa", "clapnq", setup_with(heron_model), limit=2)

    counts = {f.name: f.n for f in report.figures}
    assert counts["search alone as abstention signal, AUROC"] == 4
    assert counts["answerable questions answered"] == counts["unanswerable questions refused"] == 1


@pytest.mark.slow
def test_a_failure_is_neither_an_answer_nor_a_refusal_and_tells_no_content(
    setup_with: SetupWith, heron_model: BaseChatModel
) -> None:
    whole = setup_with(heron_model)
    for words in ("what does the grey", "invented the telephone"):
        report = evaluate("document_qa", "clapnq", replace(whole, embeddings=WordEmbeddings(poison=words)))

        failed = [row for row in rows(read_eval_log(report.log)) if row["error"]]
        assert len(failed) == 1
        assert "RuntimeError" in failed[0]["error"]
        assert "secret" not in failed[0]["error"]
        assert failed[0]["scores"]["decided"] == 0
        assert value(report, "failed") == 0.25
        assert {f.n for f in report.figures if "questions" in f.name} == {2}


@pytest.mark.slow
def test_a_second_evaluation_uses_the_index_of_the_first(setup_with: SetupWith, heron_model: BaseChatModel) -> None:
    setup = setup_with(heron_model)
    evaluate("document_qa", "clapnq", setup)
    indexes = [path.stat().st_mtime_ns for path in (setup.settings.home / "cache").rglob("*.db")]

    evaluate("document_qa", "clapnq", setup)

    assert [path.stat().st_mtime_ns for path in (setup.settings.home / "cache").rglob("*.db")] == indexes
    assert len(list_eval_logs(str(setup.settings.home / "logs"))) == 2


def test_a_report_names_everything_that_it_rests_on(setup_with: SetupWith, heron_model: BaseChatModel) -> None:
    report = evaluate("document_qa", "clapnq", setup_with(heron_model))

    about = dict(report.origin())
    assert about["model"] == f"prepared, SHA-256 {'0' * 64}"
    assert all(len(h) == 64 for h in (report.dataset_sha256, report.prompt_sha256))
    assert "in-sample" in about["note"]
    assert [row["figure"] for row in report.rows()] == [f.name for f in report.figures]


def test_absent_data_are_said_in_one_sentence(setup_with: SetupWith, heron_model: BaseChatModel, clapnq: Path) -> None:
    (clapnq / "clapnq_dev_unanswerable.jsonl").unlink()

    with pytest.raises(DataMissingError, match=r"clapnq_dev_unanswerable.*MINIGIANTS_DATA"):
        evaluate("document_qa", "clapnq", setup_with(heron_model))


def test_an_unknown_task_is_told_with_those_there_are(setup_with: SetupWith, heron_model: BaseChatModel) -> None:
    with pytest.raises(KeyError, match="no task 'x'; there are: samples, clapnq"):
        evaluate("document_qa", "x", setup_with(heron_model))


@pytest.mark.slow
def test_the_own_samples_are_measured_too(setup_with: SetupWith, heron_model: BaseChatModel) -> None:
    report = evaluate("document_qa", "samples", setup_with(heron_model), limit=3)

    assert report.dataset == "document_qa samples"
    assert value(report, "failed") == 0
