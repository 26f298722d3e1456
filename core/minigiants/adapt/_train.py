"""Train an adapter for a scenario, from the command to the file and its card; an interrupted training goes on."""

import importlib.metadata
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from minigiants import __version__, models, offline, scenario
from minigiants.adapt._base import AdaptError, load_base, need, with_matrices
from minigiants.adapt._corrected import with_corrections
from minigiants.adapt._learn import Learner, LearningProgress
from minigiants.adapt._lesson import Corpus, Lesson, Message, Recipe, corpus
from minigiants.adapt._write import write_adapter
from minigiants.models import Adapter, Card, ModelEntry
from minigiants.services import adapter_places
from minigiants.settings import Settings

DEFAULT_BASE = "qwen2.5-coder-0.5b"
MOST = 25_000_000
"""Bytes of an adapter's file."""

Tell = Callable[[str, LearningProgress | None], None]
"""Called with what is being done, and how far the learning is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingOrder:
    """What to train: the same order again goes on where it was interrupted."""

    scenario: str
    minutes: float
    base: str = DEFAULT_BASE
    steps: int = 0
    """Exactly so many steps, however long they take; 0 makes as many as the minutes allow."""
    recipe: Recipe = field(default_factory=Recipe)
    part: str = ""
    """Part of the scenario's data to learn from, where it has several; empty is the first."""


def lesson_of(name: str, settings: Settings, part: str = "") -> Lesson:
    """Return what the scenario gives to learn, with what experts corrected.

    Raises AdaptError when it has nothing, or no such part.
    """
    if not (scenario.load(name).folder / "learning.py").is_file():
        raise AdaptError(f"scenario {name!r} has no examples to learn from: it has no learning.py")
    learning = scenario.load_module(name, "learning")
    parts: tuple[str, ...] = getattr(learning, "PARTS", ())
    if part and part not in parts:
        raise AdaptError(f"the data of {name!r} have no part {part!r}; there are: {', '.join(parts) or 'none'}")
    lesson = learning.lesson(settings, part or parts[0]) if parts else learning.lesson(settings)
    assert isinstance(lesson, Lesson)
    return with_corrections(lesson, learning, name, settings)


def train(
    order: TrainingOrder, settings: Settings, tell: Tell = lambda what, how: None, lesson: Lesson | None = None
) -> Adapter:
    """Learn the scenario's `lesson`, write and register an adapter.

    KeyboardInterrupt, or any exception of `tell`, leaves a checkpoint from which the same order goes on. While another
    process learns the same order, this one waits and returns what that one made.

    Raises KeyError for an unknown scenario, ModelNotReadyError, DataMissingError, ExtraMissingError, AdaptError.
    """
    offline.enforce()
    for package in ("torch", "gguf", "peft"):
        need(package)
    base = models.entry(order.base, settings.models_folder)
    path = models.locate(order.base, settings.models_folder)
    tell("reading the examples", None)
    adapted = {"model": order.base, "engine": "llama.cpp", "adapters": ()}
    lesson = lesson or lesson_of(order.scenario, settings.model_copy(update=adapted), order.part)
    key = order.recipe.fingerprint(
        base=base.sha256, lesson=lesson.sha256, minutes=order.minutes, steps=order.steps, scenario=order.scenario
    )
    folder = adapter_places(settings, order.scenario)[0] / f"{order.scenario}-{order.base}-{key}"
    begun = settings.home / "adapters" / ".learning" / key
    waiting = "waiting for the same training, which is going on already"
    with models.only_one(begun.with_suffix(".lock"), lambda: tell(waiting, None)):
        return _known(folder) or _learned(order, lesson, folder, begun, base=base, path=path, tell=tell)


def _known(folder: Path) -> Adapter | None:
    """Return the adapter of the folder when it is whole; a card without its file is taken away."""
    adapter = models.adapters([folder.parent]).get(folder.name)
    if adapter and not adapter.whole:
        adapter.remove_card()
        return None
    return adapter


def _learned(
    order: TrainingOrder, lesson: Lesson, folder: Path, begun: Path, *, base: ModelEntry, path: Path, tell: Tell
) -> Adapter:
    corpus = _corpus(lesson, order.recipe, path)
    tell("loading the base model", None)
    learner = Learner(
        model=with_matrices(load_base(path), order.recipe),
        corpus=corpus,
        recipe=order.recipe,
        file=begun / "checkpoint.pt",
        seconds=0.0 if order.steps else order.minutes * 60,
        total=order.steps,
    )
    with TemporaryDirectory() as scratch:  # its size is known before anything is learned
        _write(learner, Path(scratch) / folder.name, base, path)
    learner.run(lambda progress: tell("learning", progress))
    made = _write(learner, folder, base, path)
    card = _card(made, order, lesson, base, learner)
    models.write_card(card, folder)
    shutil.rmtree(begun)
    return Adapter(card=card, folder=folder)


def _write(learner: Learner, folder: Path, base: ModelEntry, path: Path) -> Path:
    """Write what was learned as an adapter of the base whose file is `path`; raises AdaptError when it is too large."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / models.ADAPTER_FILE
    about = {"general.name": folder.name, "general.base_model.0.name": base.name, "minigiants.base_sha256": base.sha256}
    write_adapter(learner.model, file, base=path, alpha=learner.recipe.alpha, about=about)
    if file.stat().st_size > MOST:
        file.unlink()
        raise AdaptError(f"the adapter would be larger than {MOST // 1_000_000} MB: train with a smaller rank")
    return file


def _corpus(lesson: Lesson, recipe: Recipe, path: Path) -> Corpus:
    """Let the engine itself make tokens of the prompts, so that what is learned is what will be asked."""
    chat = models.ChatLlamaCpp(path=path)

    def render(messages: Sequence[Message]) -> Sequence[int]:
        return chat.prompt_tokens([dict(message) for message in messages])

    engine = chat.engine
    engine.load()
    try:
        return corpus(lesson, recipe, render=render, tokenize=chat.get_token_ids, end=engine.eos)
    finally:
        engine.close()


def _card(file: Path, order: TrainingOrder, lesson: Lesson, base: ModelEntry, learner: Learner) -> Card:
    recent = learner.losses[-10:]
    versions = {package: importlib.metadata.version(package) for package in ("torch", "transformers", "peft", "gguf")}
    return Card(
        name=file.parent.name,
        scenario=order.scenario,
        base=base.name,
        base_sha256=base.sha256,
        sha256=models.sha256(file),
        size=file.stat().st_size,
        licence=f"{base.licence} (base); examples: {', '.join(sorted({s.licence for s in lesson.sources}))}",
        purpose=lesson.purpose,
        never=lesson.never,
        data=tuple(asdict(source) for source in lesson.sources),
        prompt_sha256=lesson.prompt_sha256,
        recipe=asdict(order.recipe),
        training={
            "steps": learner.step,
            "examples": len(learner.corpus.examples),
            "examples_seen": learner.step * order.recipe.batch,
            "examples_left_out": learner.corpus.left_out,
            "lesson_sha256": lesson.sha256,
            "seconds": round(learner.spent),
            "loss_first": round(sum(learner.losses[:10]) / max(len(learner.losses[:10]), 1), 4),
            "loss_last": round(sum(recent) / max(len(recent), 1), 4),
            "memory": learner.memory,
            "versions": {"minigiants": __version__, "python": sys.version.split()[0], **versions},
        },
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        trial=lesson.trial,
    )
