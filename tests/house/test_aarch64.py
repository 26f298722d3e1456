"""Every package that the suite needs at run time is pure Python or was found as a wheel for aarch64."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def pinned(file: Path) -> dict[str, str]:
    """Return the versions that a file of requirements names."""
    lines = (line.split(";")[0].strip() for line in file.read_text("utf-8").splitlines() if "==" in line)
    parts = (line.partition("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, _, version in parts}


def needed() -> dict[str, metadata.Distribution]:
    """Return the installed packages that an installation on aarch64 brings, all the way down."""
    found: dict[str, metadata.Distribution] = {}
    done, left = set(), [("minigiants", "")]
    while left:
        name, extra = left.pop()
        if (name, extra) in done:
            continue
        done.add((name, extra))
        found[name] = metadata.distribution(name)
        for line in found[name].requires or []:
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra, "platform_machine": "aarch64"}):
                left += [(canonicalize_name(wanted.name), extra) for extra in ("", *wanted.extras)]
    return found


def compiled(package: metadata.Distribution) -> bool:
    tags = re.findall(r"^Tag: (.*)$", package.read_text("WHEEL") or "", re.MULTILINE)
    return not tags or not all(tag.endswith("-any") for tag in tags)


def test_every_package_is_pure_python_or_was_found_for_aarch64() -> None:
    versions, checked = pinned(ROOT / "constraints.txt"), pinned(Path(__file__).with_name("aarch64.txt"))

    unchecked = {
        name: versions.get(name, "not pinned")
        for name, package in needed().items()
        if compiled(package) and name != "minigiants" and checked.get(name) != versions.get(name, "")
    }

    assert unchecked == {}, "look for their wheels as aarch64.txt says, and add them there"


@pytest.mark.parametrize("name", ["numpy", "xllamacpp"])
def test_a_compiled_package_is_known_as_one(name: str) -> None:
    assert compiled(metadata.distribution(name))
    assert not compiled(metadata.distribution("langchain-core"))
