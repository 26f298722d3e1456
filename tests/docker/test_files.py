"""The deployment's files are what their own tools call right."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import minigiants

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [ROOT / ".ci" / "run", *sorted((ROOT / "docker").glob("*.sh"))]


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name(name), *arguments]
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def services() -> dict[str, dict[str, Any]]:
    declared: dict[str, dict[str, Any]] = YAML(typ="safe").load(ROOT / "docker" / "compose.yaml")["services"]
    return declared


def test_the_dockerfile_passes_hadolint() -> None:
    outcome = tool("hadolint", "docker/Dockerfile")

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_passes_shellcheck(script: Path) -> None:
    outcome = tool("shellcheck", script)

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert script.stat().st_mode & 0o111, f"{script.name} is not executable"


def test_the_compose_file_follows_the_compose_specification() -> None:
    outcome = tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker/compose.yaml")

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_the_app_has_no_network_and_only_the_door_is_published_on_loopback() -> None:
    declared = services()

    assert declared["app"]["network_mode"] == "none"
    assert [name for name, service in declared.items() if "ports" in service] == ["door"]
    assert all(port.startswith("127.0.0.1:") for port in declared["door"]["ports"])


@pytest.mark.parametrize("service", ["app", "door"])
def test_a_container_may_do_no_more_than_it_needs(service: str) -> None:
    declared = services()[service]

    assert declared["read_only"] is True
    assert declared["cap_drop"] == ["ALL"]
    assert declared["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit"} <= declared.keys()


@pytest.mark.parametrize("file", ["docker/Dockerfile", "docker/compose.yaml", "docs/deployment.md"])
def test_the_image_is_called_by_the_package_version(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")

    assert f"minigiants:{minigiants.__version__}" in text
