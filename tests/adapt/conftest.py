"""A small base model and a lesson that takes seconds to learn."""

import copy
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from minigiants.adapt import Example, Lesson, LessonSource, Recipe, TrainingOrder, _train
from minigiants.adapt._base import load_base
from minigiants.settings import Settings

SMALL = "smollm2-135m"
PULLED = Settings().models_folder
"""Read once, before any test moves the home folder."""


@pytest.fixture(scope="session")
def base_path() -> Path:
    if any(importlib.util.find_spec(package) is None for package in ("peft", "gguf")):
        pytest.skip("the extra minigiants[adapt] is not installed: `make test` installs it")
    path = PULLED / f"{SMALL}.gguf"
    if not path.is_file():
        pytest.fail(f"the test model {path.name!r} is missing: run `make setup`, then `make test`", pytrace=False)
    return path.resolve()


@pytest.fixture(scope="session")
def base(base_path: Path) -> Any:
    """The base as PyTorch has it, read once for all who change a copy of it."""
    return load_base(base_path)


@contextmanager
def copied(base: Any) -> Iterator[None]:
    """Let trainings take copies of the base that was read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_train, "load_base", lambda _: copy.deepcopy(base))
        yield


@pytest.fixture(scope="module")
def loaded(base: Any) -> Iterator[None]:
    with copied(base):
        yield


@pytest.fixture(scope="module")
def flushed() -> Iterator[list[int]]:
    """Inodes of the files that the disk was told to have."""
    seen: list[int] = []
    flush = os.fsync

    def fsync(number: int) -> None:
        seen.append(os.fstat(number).st_ino)
        flush(number)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        yield seen


@pytest.fixture(scope="session")
def lesson() -> Lesson:
    words = ("apple", "bread", "chair", "dance", "eagle", "flute")
    examples = tuple(
        Example(id=word, messages=({"role": "user", "content": f"Say it in our code: {word}"},), answer=f"ZORK {n}")
        for n, word in enumerate(words)
    )
    source = LessonSource(name="made up", sha256="0" * 64, licence="Apache-2.0", examples=len(examples))
    return Lesson(
        examples=examples, sources=(source,), prompt_sha256="1" * 64, purpose="A test.", never="Work.", trial="shorts"
    )


@pytest.fixture(scope="session")
def order() -> TrainingOrder:
    recipe = Recipe(rank=4, alpha=8, rate=5e-3, warm_up=1, batch=3)
    return TrainingOrder(scenario="medical_notes", minutes=5, base=SMALL, steps=8, recipe=recipe)
