"""The house keeps its shape: layers, rooms, sizes and public surfaces."""

import ast
import importlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from minigiants import scenario, suite

ROOT = Path(__file__).resolve().parents[2]
FULLEST_FOLDER = 20
LONGEST_FUNCTION = 40
LONGEST_ENTRY = 200

ROOMS = {
    "alembic": ["core/minigiants/store/*", "scenarios/*/migrations/*"],
    "chromadb": ["core/minigiants/retrieval/*"],
    "ctransformers": ["core/minigiants/models/*"],
    "docx": ["core/minigiants/documents/*", "scenarios/*/sources/*"],
    "inspect_ai": ["core/minigiants/evaluation/*", "scenarios/*/evals.py", "scenarios/*/evals/*"],
    "presidio_analyzer": ["core/minigiants/privacy/*"],
    "pypdfium2": ["core/minigiants/documents/*"],
    "sqlalchemy": [
        "core/minigiants/store/*",
        "scenarios/*/helpdesk/*",
        "scenarios/*/migrations/*",
        "scenarios/*/signed/*",
    ],
    "streamlit": ["core/minigiants/ui/*", "apps/*", "scenarios/*/page*.py", "scenarios/*/pages/*"],
    "typer": ["core/minigiants/cli/*", "scenarios/*/commands/*"],
    "xllamacpp": ["core/minigiants/models/*"],
}


def product_files() -> list[Path]:
    return sorted(f for folder in ("core", "apps", "scenarios") for f in (ROOT / folder).rglob("*.py"))


@cache
def trees() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text("utf-8")) for file in product_files()}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def public_packages() -> list[str]:
    core = ROOT / "core"
    packages = [".".join(f.parent.relative_to(core).parts) for f in core.rglob("__init__.py")]
    return sorted(p for p in packages if "migrations" not in p)


def test_a_list_stands_one_entry_a_line_so_that_a_change_of_it_can_be_read() -> None:
    folders = [ROOT / name for name in ("core", "scenarios", "tests", "benchmarks", "docker")]
    files = [ROOT / "pyproject.toml", *(file for folder in folders for file in folder.rglob("*.toml"))]

    long = [
        f"{file.relative_to(ROOT).as_posix()}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_ENTRY
    ]

    assert len(files) > 50
    assert long == [], "one entry a line; a pattern that is longer goes on after a backslash"


def test_no_layer_imports_one_above_it_and_no_cycle_exists() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    outcome = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, outcome.stdout[-3000:] + outcome.stderr[-1000:]


def test_each_third_party_stays_in_its_room() -> None:
    strays = [
        f"{path} imports {library}"
        for file, tree in trees().items()
        for path in [file.relative_to(ROOT).as_posix()]
        for library in sorted(set(imported(tree)) & ROOMS.keys())
        if not any(fnmatch(path, room) for room in ROOMS[library])
    ]

    assert strays == []


def test_no_folder_is_too_full_to_see_at_one_look() -> None:
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "core", "scenarios", "apps", "benchmarks"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    folders = Counter(Path(name).parent.as_posix() for name in names if (ROOT / name).is_file())

    assert {folder: files for folder, files in folders.items() if files > FULLEST_FOLDER} == {}


def test_each_room_says_in_a_sentence_what_it_is_for() -> None:
    doors = [f for folder in ("core", "scenarios") for f in (ROOT / folder).rglob("__init__.py")]
    silent = [
        f.relative_to(ROOT).as_posix()
        for f in doors
        if "migrations" not in f.parts and not (ast.get_docstring(ast.parse(f.read_text("utf-8"))) or "").strip()
    ]

    assert silent == []


def test_no_function_is_too_long_to_hold_in_mind() -> None:
    long = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}: {lines} lines"
        for file, tree in trees().items()
        if "migrations" not in file.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for lines in [(node.end_lineno or node.lineno) - node.lineno + 1]
        if lines > LONGEST_FUNCTION
    ]

    assert long == []


@pytest.mark.parametrize("package", public_packages())
def test_a_package_lists_constants_classes_and_functions_each_in_alphabetical_order(package: str) -> None:
    module = importlib.import_module(package)
    listed = getattr(module, "__all__", [])

    assert list(listed) == sorted(listed, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert [name for name in listed if not hasattr(module, name)] == []


@pytest.mark.parametrize("package", [p for p in public_packages() if p != "minigiants"])
def test_a_package_offers_something(package: str) -> None:
    file = ROOT / "core" / Path(*package.split(".")) / "__init__.py"

    assert "__all__" in file.read_text("utf-8") or package.rpartition(".")[2].startswith("_")


def test_no_module_is_a_drawer_for_leftovers() -> None:
    drawers = {"common", "handler", "helper", "helpers", "manager", "misc", "util", "utils"}

    assert [f for f in product_files() if f.stem.strip("_") in drawers] == []


def test_each_scenario_has_an_app_that_shows_it() -> None:
    assert [name for name in scenario.names() if not (suite.apps() / f"{name}.py").is_file()] == []
