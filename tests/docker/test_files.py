"""The deployment's files are what their own tools call right."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML

import minigiants
from minigiants import cli
from minigiants.api import HEALTH
from minigiants.cli import app
from minigiants.settings import SECRETS, Settings

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [ROOT / ".ci" / "run", *sorted((ROOT / "docker").glob("*.sh"))]


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name(name), *arguments]
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def plain(value: str) -> str:
    """Return a value of the compose file with the defaults of its variables."""
    return re.sub(r"\$\{\w+:?-([^}]*)\}", r"\1", value)


def image() -> dict[str, str]:
    """Return the environment that the image has."""
    text = (ROOT / "docker" / "Dockerfile").read_text("utf-8")
    [block] = re.findall(r"^ENV ((?:.*\\\n)*.*)$", text, re.MULTILINE)
    return dict(re.findall(r"(\w+)=(\S+)", block))


def volume_of(service: dict[str, Any], door: str) -> str:
    """Return the volume in which a service sees a socket."""
    [volume] = [v.split(":")[0] for v in service["volumes"] if door.startswith(f"{v.split(':')[1]}/")]
    return str(volume)


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


def test_the_front_s_file_is_one_that_caddy_takes_and_asks_no_authority_outside() -> None:
    outcome = tool("caddy", "adapt", "--config", "docker/Caddyfile", "--adapter", "caddyfile")

    assert outcome.returncode == 0, outcome.stderr
    adapted = json.loads(outcome.stdout)
    issuers = [each for policy in adapted["apps"]["tls"]["automation"]["policies"] for each in policy["issuers"]]
    assert {issuer["module"] for issuer in issuers} == {"internal"}
    assert adapted["admin"] == {"disabled": True, "config": {"persist": False}}


def test_only_the_front_is_published_and_only_the_egress_has_a_way_out() -> None:
    declared = services()

    assert {name for name, service in declared.items() if service.get("network_mode") != "none"} == {"front", "egress"}
    assert [name for name, service in declared.items() if "ports" in service] == ["front"]
    assert all(port.startswith(("127.0.0.1:", "${ADDRESS:-127.0.0.1}:")) for port in declared["front"]["ports"])
    assert declared["egress"]["networks"] == ["outside"]
    assert "egress:/run/egress" not in declared["pages"]["volumes"]


@pytest.mark.parametrize("service", sorted(services()))
def test_a_container_may_do_no_more_than_it_needs(service: str) -> None:
    declared = services()[service]

    assert declared["read_only"] is True
    assert declared["cap_drop"] == ["ALL"]
    assert declared["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit"} <= declared.keys()
    assert service == "prepare" or {"cpus", "restart"} <= declared.keys()


@pytest.mark.parametrize("service", ["engine", "pages", "support"])
def test_what_a_service_runs_is_a_command_with_the_port_that_its_health_is_asked_at(service: str) -> None:
    declared = services()[service]
    words = [plain(word) for word in declared["command"]]
    command: Any = typer.main.get_command(cli.build(words[0]))
    for word in words:
        command = getattr(command, "commands", {}).get(word, command)

    assert "--port" in [option for parameter in command.params for option in parameter.opts]
    assert image()["HEALTH"] == HEALTH
    assert int(declared["environment"].get("PORT", image()["PORT"])) > 1024


def test_each_app_and_each_variable_is_one_that_the_code_knows() -> None:
    known = {f"MINIGIANTS_{name.upper()}" for name in Settings.model_fields}
    known |= {f"MINIGIANTS_{name.upper()}_FILE" for name in SECRETS}
    given = {name for each in services().values() for name in each.get("environment", {})} | image().keys()

    assert {name for name in given if name.startswith("MINIGIANTS_")} - known == set()
    assert app.script(plain(services()["pages"]["command"][1])).is_file()


def test_each_setting_has_a_value_that_is_accepted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "engine_key").write_text("a-key\n")
    for name in ("engine", "pages", "support"):
        with monkeypatch.context() as patch:
            for variable, value in services()[name]["environment"].items():
                patch.setenv(variable, plain(value).replace("/run/secrets", str(tmp_path)))
            assert Settings().server_key.get_secret_value() == "a-key"


def test_each_way_leads_to_a_door_that_its_service_opens_where_both_see_it() -> None:
    declared = services()
    doors = {
        each["environment"]["DOOR"]: name for name, each in declared.items() if "DOOR" in each.get("environment", {})
    }
    doors[declared["egress"]["command"][0].split("unix:")[1].split()[0]] = "egress"
    ports = {name: declared[name]["environment"]["PORT"] for name in ("engine", "pages", "support")}

    for name in ("pages", "support"):
        ways = dict(way.split("=") for way in declared[name]["environment"]["WAYS"].split())
        assert [door for door in ways.values() if door not in doors] == []
        assert all(volume_of(declared[name], door) == volume_of(declared[doors[door]], door) for door in ways.values())
        assert ways[ports["engine"]] == declared["engine"]["environment"]["DOOR"]
        assert f"127.0.0.1:{ports['engine']}/" in declared[name]["environment"]["MINIGIANTS_ENGINE"]
    outward = declared["support"]["environment"]["MINIGIANTS_OUTWARD"]
    assert f"{outward.rpartition(':')[2]}=" in declared["support"]["environment"]["WAYS"]
    front = (ROOT / "docker" / "Caddyfile").read_text("utf-8")
    for name in ("pages", "support"):
        assert f"{declared[name]['environment']['DOOR']}}}" in front
        assert volume_of(declared["front"], declared[name]["environment"]["DOOR"]) == name


def test_what_the_image_starts_and_asks_is_installed() -> None:
    dockerfile = (ROOT / "docker" / "Dockerfile").read_text("utf-8")
    install = (ROOT / "docker" / "install.sh").read_text("utf-8")
    declared = " ".join(map(str, services()["egress"]["command"]))
    named = set(re.findall(r"/opt/minigiants/(\w+\.(?:py|sh))", dockerfile + declared))

    assert named == {"health.py", "start.sh", "egress.py"}
    copied = re.search(r"docker/\{([\w.,]+)\}", install)
    assert copied and named | {"relay.py"} == set(copied[1].split(","))
    folders = {volume.split(":")[1] for each in services().values() for volume in each.get("volumes", ())}
    assert [folder for folder in folders if f"{folder} " not in dockerfile.replace("\n", " ")] == []


def test_no_stage_brings_a_compiler() -> None:
    text = (ROOT / "docker" / "Dockerfile").read_text("utf-8")

    assert re.findall(r"\b(?:gcc|g\+\+|build-essential|make|clang)\b", text) == []
    assert '--only-binary ":all:"' in (ROOT / "docker" / "install.sh").read_text("utf-8")


@pytest.mark.parametrize("file", ["docker/Dockerfile", "docker/compose.yaml", "docs/deployment.md"])
def test_the_image_is_called_by_the_package_version(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")

    assert f"minigiants:{minigiants.__version__}" in text
