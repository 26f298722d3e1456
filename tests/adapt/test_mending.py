"""What a crash or another training left behind is mended by the same command."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from minigiants import models, scenario
from minigiants.adapt import AdaptError, LearningProgress, Lesson, TrainingOrder, _train, train
from minigiants.models import Adapter
from minigiants.settings import Settings


class Stopped(Exception):  # noqa: N818 - what happened
    pass


def stop(what: str, _: LearningProgress | None) -> None:
    if what == "loading the base model":
        raise Stopped


@pytest.fixture(scope="module")
def short(order: TrainingOrder) -> TrainingOrder:
    return replace(order, steps=1)


@pytest.fixture(scope="module")
def first(
    loaded: None,
    flushed: list[int],
    short: TrainingOrder,
    lesson: Lesson,
    tmp_path_factory: pytest.TempPathFactory,
    furnished: Callable[[Path], Path],
) -> Adapter:
    return train(short, Settings(home=furnished(tmp_path_factory.mktemp("first"))), lesson=lesson)


@pytest.fixture
def made(first: Adapter, home: Path) -> Adapter:
    """An adapter that was made on this machine."""
    folder = home / "adapters" / "medical_notes" / first.card.name
    shutil.copytree(first.folder, folder)
    return replace(first, folder=folder)


def test_the_disk_has_adapter_and_card_before_the_checkpoint_is_deleted(first: Adapter, flushed: list[int]) -> None:
    assert {first.path.stat().st_ino, (first.folder / "card.json").stat().st_ino} <= set(flushed)


@pytest.mark.parametrize(
    "harm",
    [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-1])],
    ids=["missing", "damaged"],
)
def test_an_adapter_whose_file_is_gone_is_learned_again_by_the_same_order(
    made: Adapter, short: TrainingOrder, lesson: Lesson, harm: Callable[[Path], None]
) -> None:
    harm(made.path)

    with pytest.raises(Stopped):
        train(short, Settings(), stop, lesson)
    assert not models.adapters([made.folder.parent])


def test_an_adapter_whose_file_is_whole_is_not_learned_again(
    made: Adapter, short: TrainingOrder, lesson: Lesson
) -> None:
    assert train(short, Settings(), stop, lesson) == made


def test_an_adapter_that_would_be_too_large_is_refused_before_it_is_learned(
    loaded: None, short: TrainingOrder, lesson: Lesson, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_train, "MOST", 1_000_000)
    said: list[str] = []

    with pytest.raises(AdaptError, match="larger than 1 MB: train with a smaller rank"):
        train(short, Settings(), lambda what, _: said.append(what), lesson)

    assert "learning" not in said
    assert not (home / "adapters" / "medical_notes").exists()
    assert not list((home / "adapters").rglob("*.pt"))


def test_a_second_training_of_the_same_waits_and_takes_what_the_first_made(
    made: Adapter, short: TrainingOrder, lesson: Lesson, home: Path
) -> None:
    card = made.folder / "card.json"
    written = card.read_bytes()
    card.unlink()
    locks = home / "adapters" / ".learning"
    locks.mkdir()
    other = FileLock(locks / f"{made.card.name.rpartition('-')[2]}.lock")
    other.acquire()
    said: list[str] = []

    def tell(what: str, how: LearningProgress | None) -> None:
        said.append(what)
        if what.startswith("waiting"):
            card.write_bytes(written)
            other.release()
        stop(what, how)

    assert train(short, Settings(), tell, lesson) == made
    assert said == ["reading the examples", "waiting for the same training, which is going on already"]


def test_the_examples_are_read_with_the_base_that_is_adapted(
    base_path: Path, short: TrainingOrder, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Settings] = []

    def lesson(settings: Settings) -> Lesson:
        seen.append(settings)
        raise Stopped

    monkeypatch.setattr(scenario.load_module("medical_notes", "learning"), "lesson", lesson)

    with pytest.raises(Stopped):
        train(short, Settings(model="qwen2.5-coder-1.5b", adapters=("one",)))
    assert [(settings.model, settings.adapters) for settings in seen] == [(short.base, ())]
