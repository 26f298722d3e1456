"""What is written about the suite is true of it."""

import hashlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import minigiants
from minigiants import cli
from minigiants.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
LICENSE_SHA256 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
CHANGES = {"Added", "Changed", "Deprecated", "Fixed", "Removed", "Security"}
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:root|work|Users)/\w"  # a machine's own folders
    r"|(?:pypi|python[h]osted|npm[j]s|debian)\.(?:org|com)"  # registries: an installer's own settings name them
)


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    return [f for line in listing.stdout.decode().splitlines() if (f := ROOT / line).is_file()]


def text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", errors="ignore")


def commands(command: Any, path: str = "minigiants") -> Iterator[tuple[str, set[str]]]:
    """Yield each command with its long options."""
    children = getattr(command, "commands", {})
    for name, child in children.items():
        yield from commands(child, f"{path} {name}")
    if not children:
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        yield path, options - {"--help"}


def markdown() -> list[Path]:
    return [f for f in tracked() if f.suffix == ".md"]


def test_every_command_is_documented_with_its_options_and_none_that_is_gone() -> None:
    sections = re.split(r"^### `(minigiants[a-z -]*)`$", text(ROOT / "docs" / "commands.md"), flags=re.MULTILINE)
    documented = {
        name: set(re.findall(r"(?<!\S)`?(--[a-z-]+)", body))
        for name, body in zip(sections[1::2], sections[2::2], strict=True)
    }

    assert documented == dict(commands(typer.main.get_command(cli.build())))


def test_every_setting_is_documented_and_none_that_is_gone() -> None:
    documented = set(re.findall(r"^\| `(MINIGIANTS_\w+)` \|", text(ROOT / "docs" / "settings.md"), re.MULTILINE))

    assert documented == {f"MINIGIANTS_{name.upper()}" for name in Settings.model_fields}


def test_the_architecture_names_every_room_of_the_core_and_none_that_is_gone() -> None:
    page = text(ROOT / "docs" / "architecture.md")
    table = page.partition("## The rooms of the core")[2].partition("\n## ")[0]
    named = {
        name
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    core = Path(minigiants.__file__).parent
    rooms = {p.stem for p in core.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()}

    assert named == {room for room in rooms if not room.startswith("__")}


def test_the_glossary_says_each_word_once_and_in_order() -> None:
    rows = re.findall(
        r"^\| (\w+) \| \w", text(ROOT / "docs" / "architecture.md").partition("## Words")[2], re.MULTILINE
    )

    assert rows[1:] == sorted(set(rows[1:]))


def test_the_changelog_keeps_its_form_and_names_the_package_version() -> None:
    lines = text(ROOT / "CHANGELOG.md").splitlines()
    versions = [m[1] for line in lines if (m := re.fullmatch(r"## \[(\d+\.\d+\.\d+)\](?: - \d{4}-\d{2}-\d{2})?", line))]
    headings = {line[4:] for line in lines if line.startswith("### ")}
    entries = [line for line in lines if line.startswith("- ")]

    assert versions[0] == minigiants.__version__
    assert headings <= CHANGES
    assert [e for e in entries if not e.endswith(".") or re.search(r"\. [A-Z]", e)] == []


def test_the_licence_is_the_whole_apache_text_and_nothing_else() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == LICENSE_SHA256


@pytest.mark.parametrize("page", markdown(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_within_the_tree_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", text(page))
    relative = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]

    assert [link for link in relative if not (page.parent / link).exists()] == []


def test_nothing_in_the_tree_names_a_machine_or_a_registry() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in tracked()
        if file != Path(__file__)
        for match in ELSEWHERE.finditer(text(file))
    ]

    assert found == []
