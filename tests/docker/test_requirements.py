"""What the image installs is all that the suite needs, in the versions that were tested, each with its hashes."""

import re
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.house.test_aarch64 import needed, pinned

ROOT = Path(__file__).resolve().parents[2]
LISTS = [ROOT / "docker" / f"requirements{part}.txt" for part in ("", "-source", "-build")]


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_every_package_has_a_hash(file: Path) -> None:
    blocks = re.split(r"\n(?=[a-z])", file.read_text("utf-8"))[1:]

    assert blocks
    assert [block for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)] == []


def test_the_versions_are_those_that_were_tested() -> None:
    tested = pinned(ROOT / "constraints.txt")
    listed = _listed(LISTS[0]) | _listed(LISTS[1])

    assert {name: version for name, version in listed.items() if tested.get(name) != version} == {}, (
        "run docker/lock.py"
    )


def test_nothing_that_the_suite_needs_is_left_out() -> None:
    listed = _listed(LISTS[0]) | _listed(LISTS[1])
    graphics = re.compile(r"nvidia-|cuda-|triton$|minigiants$")

    assert {name for name in needed() if not graphics.match(name)} - listed.keys() == set(), "run docker/lock.py"


def _listed(file: Path) -> dict[str, str]:
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==([^\s+]+)", file.read_text("utf-8"), re.MULTILINE)
    }
