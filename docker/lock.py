"""Write what the image installs, with the hashes of each package's wheels for both processors, as `requirements.txt`.

Usage: python docker/lock.py [WHEEL...], from the root of the tree, with uv (https://docs.astral.sh/uv) on the path. The
versions are those of constraints.txt. Each WHEEL is a file that is installed in the place of the index's own, such as
PyTorch's build for the CPU, on the machine that its name says. What has no wheel goes into
`requirements-source.txt`. Do it again when constraints.txt has changed.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WHEELS, SOURCES = (Path(__file__).with_name(f"requirements{part}.txt") for part in ("", "-source"))
PYTHON = "3.11"
EXTRAS = ("evaluation", "postgresql")
FITS = re.compile(r"-(?:py3|py2\.py3|cp3\d+)-(?:none|abi3|cp311)-(?:any|.*manylinux.*_(?:x86_64|aarch64))\.whl$")
ABI = re.compile(r"-cp3(?:[0-9]|1[01])-abi3-|-py3-|-py2\.py3-|-cp311-cp311-|-cp311-none-")
"""Of wheels for Python 3.11; one of a stable interface may have been built for an older one."""
LEFT_OUT = re.compile(r"nvidia-|cuda-|triton$")
"""What only PyTorch for graphics cards needs."""
HEAD = f"""\
# What the image installs: the versions of constraints.txt, with the hashes of their wheels for Python {PYTHON} on
# x86-64 and aarch64. Written by docker/lock.py: change constraints.txt and run that.
"""


def main() -> None:
    """Resolve, and write the file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(each for extra in EXTRAS for each in project["optional-dependencies"][extra])]
    given = [Path(wheel) for wheel in sys.argv[1:]]
    written = {WHEELS: [HEAD], SOURCES: [HEAD]}
    for package in sorted(_resolved(wanted), key=lambda package: str(package["name"])):
        if LEFT_OUT.match(package["name"]) or not _for_linux(package.get("marker", "")):
            continue
        file = WHEELS if package.get("wheels") else SOURCES
        name, version, machines = package["name"], package["version"], list(_MACHINES)
        for wheel in (wheel for wheel in given if wheel.name.startswith(f"{name}-")):
            _, own, *_ = wheel.name.split("-")
            machine = next(machine for machine in machines if machine in wheel.name)
            machines.remove(machine)
            written[file].append(_entry(f"{name}=={own} ; platform_machine == '{machine}'", [_sha256(wheel)]))
        marker = f" ; platform_machine == '{machines[0]}'" if len(machines) == 1 else ""
        if machines:
            written[file].append(_entry(f"{name}=={version}{marker}", list(_hashes(package, machines))))
    for file, lines in written.items():
        file.write_text("".join(lines), encoding="utf-8")


def _entry(requirement: str, hashes: list[str]) -> str:
    return " \\\n".join([requirement, *(f"    --hash=sha256:{digest}" for digest in hashes)]) + "\n"


def _resolved(wanted: list[str]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        asked, found = Path(folder, "in.txt"), Path(folder, "pylock.toml")
        asked.write_text("\n".join(wanted), encoding="utf-8")
        command = ["uv", "pip", "compile", str(asked), "--constraint", str(ROOT / "constraints.txt"), "--universal"]
        options = ["--python-version", f"{PYTHON}.9", "--format", "pylock.toml", "--output-file", str(found), "--quiet"]
        subprocess.run([*command, *options], check=True)
        packages: list[dict[str, Any]] = tomllib.loads(found.read_text("utf-8"))["packages"]
    return packages


def _for_linux(marker: str) -> bool:
    """Tell whether a package is for Linux with this Python."""
    from packaging.markers import Marker

    machines = [{"sys_platform": "linux", "platform_system": "Linux", "platform_machine": m} for m in _MACHINES]
    python = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.9", "implementation_name": "cpython"}
    return not marker or any(Marker(marker).evaluate({**python, **machine}) for machine in machines)


_MACHINES = ("x86_64", "aarch64")


def _hashes(package: dict[str, Any], machines: list[str]) -> Iterator[str]:
    """Yield the hashes of the wheels that fit, or that of the source where there is no wheel at all."""
    wheels = package.get("wheels", [])
    fitting = [w for w in wheels if FITS.search(_file(w)) and ABI.search(_file(w)) and _for_any(_file(w), machines)]
    if not fitting and not (fitting := [package["sdist"]] if "sdist" in package and not wheels else []):
        raise SystemExit(f"{package['name']}: no wheel for Python {PYTHON} on Linux")
    yield from (file["hashes"]["sha256"] for file in fitting)


def _for_any(name: str, machines: list[str]) -> bool:
    return name.endswith("-any.whl") or any(machine in name for machine in machines)


def _file(wheel: dict[str, Any]) -> str:
    return str(wheel.get("name") or wheel["url"].rpartition("/")[2])


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


if __name__ == "__main__":
    main()
