"""A checkpoint that is not whole costs a minute of learning and no more; one that cannot be written says so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from minigiants.adapt import AdaptError, Recipe
from minigiants.adapt._base import matrices
from minigiants.adapt._learn import Learner, LearningProgress
from minigiants.adapt._lesson import Corpus

torch = pytest.importorskip("torch", reason="the extra minigiants[adapt] is not installed: `make test` installs it")
FULL = Path("/dev/full")


class Counting(Learner):
    """A learner whose steps cost nothing: each sets all matrices to its number."""

    __slots__ = ()

    def _step(self) -> None:
        self.step += 1
        self.losses.append(0.0)
        with torch.no_grad():
            for value in matrices(self.model).values():
                value.fill_(self.step)


class Stopped(Exception):  # noqa: N818 - what happened
    pass


def learner(folder: Path) -> Counting:
    corpus = Corpus(shared=(), examples=())
    return Counting(model=torch.nn.Linear(2, 2), corpus=corpus, recipe=Recipe(), file=folder / "c.pt", total=3)


def learned(folder: Path, until: int = 3) -> list[int]:
    """Learn until this step of three, as a training that is stopped there, and return the steps that were made now."""
    made: list[int] = []

    def stop(how: LearningProgress) -> None:
        made.append(how.step)
        if how.step == until:
            raise Stopped

    one = learner(folder)
    with pytest.raises(Stopped):
        one.run(stop)
    assert all(value.eq(until).all() for value in matrices(one.model).values())
    return made


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def nothing(path: Path) -> None:
    path.unlink()


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def another(path: Path) -> None:
    torch.save({"step": 5, "matrices": {}}, path)


@pytest.mark.parametrize("harm", [half, empty, nothing, zeros, another])
def test_a_damaged_checkpoint_gives_way_to_the_one_before(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    learned(tmp_path, 1)
    learned(tmp_path, 2)
    harm(tmp_path / "c.pt")

    assert learned(tmp_path) == [2, 3]


@pytest.mark.parametrize("harm", [half, empty, nothing, zeros, another])
def test_without_a_whole_checkpoint_the_learning_begins_anew(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    learned(tmp_path, 1)
    harm(tmp_path / "c.pt")

    assert learned(tmp_path) == [1, 2, 3]


def test_a_whole_checkpoint_is_gone_on_with_and_the_disk_has_it(tmp_path: Path, flushed: list[int]) -> None:
    learned(tmp_path, 1)

    assert (tmp_path / "c.pt").stat().st_ino in flushed
    assert learned(tmp_path) == [2, 3]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said_and_the_checkpoint_kept(tmp_path: Path) -> None:
    learned(tmp_path, 1)
    (tmp_path / "c.part").symlink_to(FULL)

    with pytest.raises(AdaptError, match="could not be written: is the disk full"):
        learner(tmp_path).run(lambda _: None)

    assert not (tmp_path / "c.part").is_symlink()
    assert learned(tmp_path) == [2, 3]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_does_not_hide_that_somebody_stopped(tmp_path: Path) -> None:
    (tmp_path / "c.part").symlink_to(FULL)

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learner(tmp_path).run(stop)
