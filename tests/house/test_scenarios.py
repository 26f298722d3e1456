"""Every scenario folder is complete: the contract that a new one inherits by existing."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import minigiants
from minigiants import scenario
from minigiants.scenario import Scenario


@pytest.fixture(params=scenario.names())
def declared(request: pytest.FixtureRequest) -> Iterator[Scenario]:
    yield scenario.load(request.param)


def test_there_is_a_scenario() -> None:
    assert scenario.names() != []


def test_a_scenario_is_called_as_its_folder(declared: Scenario) -> None:
    assert declared.folder.name == declared.name
    assert declared.title.strip()
    assert declared.description.strip()


@pytest.mark.parametrize("file", ["__init__.py", "README.md", "evals", "page", "pipeline"])
def test_a_scenario_folder_holds_its_parts(declared: Scenario, file: str) -> None:
    assert any(
        (declared.folder / form).exists()
        for form in (file, f"{file}.py", f"{file}/__init__.py", f"{file}s/__init__.py")
    )


@pytest.mark.parametrize("part", ["data", "figures", "known failures"])
def test_a_scenario_card_tells_what_a_user_must_know(declared: Scenario, part: str) -> None:
    headings = [
        line.lstrip("# ").lower()
        for line in (declared.folder / "README.md").read_text("utf-8").splitlines()
        if line.startswith("#")
    ]

    assert any(part in heading for heading in headings), headings


def test_a_scenario_has_samples_that_its_pipeline_can_take(declared: Scenario) -> None:
    samples = [json.loads(line) for line in declared.samples.read_text("utf-8").splitlines() if line.strip()]

    assert len({sample["id"] for sample in samples}) == len(samples) > 0
    for sample in samples:  # a plain text stands for the one thing that such a scenario requires
        given = set(declared.required[:1]) if isinstance(sample["input"], str) else set(sample["input"])
        assert set(declared.required) <= given, sample["id"]


def test_a_scenario_asks_experts_on_a_described_scale(declared: Scenario) -> None:
    names = [criterion.name for criterion in declared.criteria]

    assert len(set(names)) == len(names) > 0
    assert all(c.question.strip() and c.low.strip() and c.high.strip() for c in declared.criteria)


def test_a_scenario_declares_the_tasks_that_its_evaluation_defines(declared: Scenario) -> None:
    tasks = {
        node.name
        for file in (*declared.folder.glob("evals.py"), *declared.folder.glob("evals/*.py"))
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and any("task" in ast.unparse(d) for d in node.decorator_list)
    }

    assert set(declared.tasks) == tasks != set()


def test_the_core_names_no_scenario() -> None:
    names = re.compile("|".join(rf"\b{name}\b" for name in scenario.names()), re.IGNORECASE)
    core = Path(minigiants.__file__).parent
    code = [f for kind in ("*.py", "*.js", "*.css", "*.toml") for f in core.rglob(kind) if "_suite" not in f.parts]

    assert [
        f"{file.relative_to(core)}: {match[0]}" for file in code for match in names.finditer(file.read_text("utf-8"))
    ] == []


def test_no_scenario_knows_another(declared: Scenario) -> None:
    others = [f"scenarios.{name}" for name in scenario.names() if name != declared.name]
    sources = [file.read_text("utf-8") for file in declared.folder.rglob("*.py")]

    assert [other for other in others if any(other in source for source in sources)] == []
