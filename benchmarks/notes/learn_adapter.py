"""Teach the 1.5B to write the lines of stretches of visits: a LoRA adapter, learned from `lessons/`.

`python -m benchmarks.notes.learn_adapter FOLDER` learns for about an hour on two cores and leaves the adapter and its
card in FOLDER, for `scenarios/medical_notes/adapters`; killed, it goes on at the last pass over the lessons.

The upper fourteen layers alone learn, on the read stretch as well as on the lines: what the lower ones make of a lesson
never changes, so it is computed once and kept. Weights are read in bfloat16, which this kind of processor multiplies
twice as fast as float32; what is learned is kept in float32. The loss counts tokens of lines alone.
"""

import argparse
import hashlib
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import peft
import torch
import transformers

from minigiants import models, offline
from minigiants.adapt import write_adapter
from minigiants.settings import Settings
from scenarios.medical_notes.evals.stretch import WrittenStretch, written_stretches
from scenarios.medical_notes.writing import LINES, lines_request

BASE = "qwen2.5-coder-1.5b"
LESSONS = Path(__file__).parent / "lessons"
_PROJECTIONS = (
    "self_attn.q_proj",
    "self_attn.k_proj",
    "self_attn.v_proj",
    "self_attn.o_proj",
    "mlp.gate_proj",
    "mlp.up_proj",
    "mlp.down_proj",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class AdapterRecipe:
    """How it is learned."""

    rank: int = 16
    alpha: int = 32
    rate: float = 2e-4
    """Learning rate after the warm-up, from where it falls to a fiftieth in a straight line."""
    warm_up: int = 10
    """Steps."""
    batch: int = 4
    """Lessons of a step."""
    passes: int = 2
    """How often each lesson is read."""
    lowest: int = 14
    """The first layer that learns."""
    seed: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class LessonTokens:
    """A lesson as the model reads it."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]
    """The end of the turn included."""


def lessons(folder: Path = LESSONS) -> Iterator[WrittenStretch]:
    """Yield the lessons of all files, in order."""
    for file in sorted(folder.glob("*.txt")):
        yield from written_stretches(file)


def in_tokens(every: Sequence[WrittenStretch], path: Path) -> list[LessonTokens]:
    """Let the engine itself make tokens of the requests, so that what is learned is what will be asked."""
    chat = models.ChatLlamaCpp(path=path)
    chat.load()
    try:
        return [
            LessonTokens(
                prompt=tuple(chat.prompt_tokens(lines_request(lesson.spoken))),
                answer=(*chat.get_token_ids(lesson.lines), chat.engine.eos),
            )
            for lesson in every
        ]
    finally:
        chat.engine.close()


@dataclass(kw_only=True, slots=True)
class UpperLearner:
    """The upper layers of a model in the making."""

    model: Any
    recipe: AdapterRecipe
    learned: list[LessonTokens]
    held: list[LessonTokens]
    file: Path
    """The checkpoint."""
    _states: dict[tuple[int, ...], Any] = field(default_factory=dict)
    _masters: list[Any] = field(default_factory=list)
    """In float32, of the matrices that the model has in bfloat16."""

    def run(self) -> None:
        """Learn, with a checkpoint after each pass."""
        self._masters = [weight.detach().float().clone() for weight in self._matrices()]
        optimizer = torch.optim.AdamW(self._masters, lr=self.recipe.rate, weight_decay=0.0, betas=(0.9, 0.98))
        begun = self._restore(optimizer)
        each = -(-len(self.learned) // self.recipe.batch)
        for turn in range(begun, self.recipe.passes):
            order = list(self.learned)
            random.Random(turn).shuffle(order)
            started, loss = time.monotonic(), 0.0
            for number in range(each):
                part = order[number * self.recipe.batch : (number + 1) * self.recipe.batch]
                loss += self._step(part, turn * each + number, self.recipe.passes * each, optimizer)
            state = {"turn": turn + 1, "masters": self._masters, "optimizer": optimizer.state_dict()}
            torch.save(state, self.file)
            seconds = time.monotonic() - started
            print(f"pass {turn + 1}: loss {loss / each:.3f}, held {self.held_loss():.3f}, {seconds:.0f} s", flush=True)

    def held_loss(self) -> float:
        """Return the loss a token on the lessons that are not learned."""
        with torch.no_grad():
            total = sum(self._loss(lesson).item() for lesson in self.held)
        return total / max(sum(len(lesson.answer) for lesson in self.held), 1)

    def _step(self, part: Sequence[LessonTokens], step: int, steps: int, optimizer: Any) -> float:
        tokens, total = sum(len(lesson.answer) for lesson in part), 0.0
        for lesson in part:
            loss = self._loss(lesson) / tokens
            loss.backward()
            total += loss.item()
        warm = min(1.0, (step + 1) / self.recipe.warm_up)
        for group in optimizer.param_groups:
            group["lr"] = self.recipe.rate * warm * max(0.02, 1 - step / steps)
        for master, weight in zip(self._masters, self._matrices(), strict=True):
            master.grad, weight.grad = weight.grad.float(), None
        torch.nn.utils.clip_grad_norm_(self._masters, 1.0)
        optimizer.step()
        self._put_back()
        return total

    def _loss(self, lesson: LessonTokens) -> Any:
        hidden = self._through(self._state(lesson), self._body.layers[self.recipe.lowest :])
        start = len(lesson.prompt) - 1
        seen = self._body.norm(hidden)[0, start : start + len(lesson.answer)]
        logits = self.model.base_model.model.lm_head(seen).float()
        return torch.nn.functional.cross_entropy(logits, torch.tensor(lesson.answer), reduction="sum")

    def _state(self, lesson: LessonTokens) -> Any:
        """Return what the lower layers make of a lesson, shape (1, tokens, width); computed once."""
        tokens = (*lesson.prompt, *lesson.answer[:-1])
        if tokens not in self._states:
            with torch.no_grad():
                hidden = self._body.embed_tokens(torch.tensor([tokens]))
                self._states[tokens] = self._through(hidden, self._body.layers[: self.recipe.lowest])
        return self._states[tokens]

    def _through(self, hidden: Any, layers: Any) -> Any:
        places = torch.arange(hidden.shape[1])[None]
        turned = self._body.rotary_emb(hidden, places)
        for layer in layers:
            after = layer(hidden, attention_mask=None, position_ids=places, position_embeddings=turned)
            hidden = after[0] if isinstance(after, tuple) else after
        return hidden

    def _matrices(self) -> list[Any]:
        return [weight for weight in self.model.parameters() if weight.requires_grad]

    def _put_back(self) -> None:
        for master, weight in zip(self._masters, self._matrices(), strict=True):
            weight.data.copy_(master)

    def _restore(self, optimizer: Any) -> int:
        """Take up the last checkpoint and return how many passes are done; 0 where there is none."""
        if not self.file.is_file():
            return 0
        state = torch.load(self.file, weights_only=True)
        for master, weight in zip(self._masters, state["masters"], strict=True):
            master.data.copy_(weight)
        self._put_back()
        optimizer.load_state_dict(state["optimizer"])
        return int(state["turn"])

    @property
    def _body(self) -> Any:
        return self.model.base_model.model.model


def base_model(path: Path, recipe: AdapterRecipe) -> Any:
    """Return the model of a GGUF file in bfloat16, with fresh matrices in its upper layers."""
    unpacked = transformers.GgufConfig(dequantize=True)
    model = transformers.AutoModelForCausalLM.from_pretrained(
        path.parent, gguf_file=path.name, dtype=torch.bfloat16, local_files_only=True, quantization_config=unpacked
    ).eval()
    layers = range(recipe.lowest, model.config.num_hidden_layers)
    names = [f"model.layers.{layer}.{projection}" for layer in layers for projection in _PROJECTIONS]
    torch.manual_seed(recipe.seed)
    config = peft.LoraConfig(r=recipe.rank, lora_alpha=recipe.alpha, target_modules=names, task_type="CAUSAL_LM")
    return peft.get_peft_model(model, config, autocast_adapter_dtype=False)


def card_of(file: Path, recipe: AdapterRecipe, data: Mapping[str, Any], training: Mapping[str, Any]) -> models.Card:
    """Return the card of an adapter's file, whose gate has not been asked yet."""
    base = models.entry(BASE, Settings().models_folder)
    return models.Card(
        name=file.parent.name,
        scenario="medical_notes",
        base=base.name,
        base_sha256=base.sha256,
        sha256=models.sha256(file),
        size=file.stat().st_size,
        licence=f"{base.licence} (base); lessons: Apache-2.0",
        purpose="Write the lines of a clinician's note that belong to a stretch of a visit, each after its part.",
        never="Notes that no clinician reads before they count, other languages, decisions on treatment.",
        data=(data,),
        prompt_sha256=LINES.sha256,
        recipe=asdict(recipe),
        training=training,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        trial="lines",
    )


def write(model: Any, folder: Path, recipe: AdapterRecipe) -> Path:
    """Write what was learned as an adapter of the base, and return its file."""
    base = models.entry(BASE, Settings().models_folder)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / models.ADAPTER_FILE
    about = {"general.name": folder.name, "general.base_model.0.name": base.name, "minigiants.base_sha256": base.sha256}
    path = models.locate(BASE, Settings().models_folder)
    write_adapter(model, file, base=path, alpha=recipe.alpha, about=about)
    return file


def main() -> None:
    """Learn, write the adapter and its card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the adapter, its card and the checkpoint go")
    folder: Path = parser.parse_args().folder
    offline.enforce()
    recipe, path, every = AdapterRecipe(), models.locate(BASE, Settings().models_folder), list(lessons())
    learned, held = in_tokens(every, path), in_tokens(list(written_stretches()), path)
    print(f"{len(learned)} lessons to learn, {len(held)} left out", flush=True)
    model = base_model(path, recipe)
    checkpoint = folder.with_suffix(".checkpoint")
    learner = UpperLearner(model=model, recipe=recipe, learned=learned, held=held, file=checkpoint)
    started = time.monotonic()
    learner.run()
    training = {
        "examples": len(learned),
        "held_loss": round(learner.held_loss(), 4),
        "seconds": round(time.monotonic() - started),
    }
    digest = hashlib.sha256("\0".join(f"{x.spoken}\0{x.lines}" for x in every).encode()).hexdigest()
    data = {"name": "lessons of this project", "sha256": digest, "licence": "Apache-2.0", "examples": len(every)}
    models.write_card(card_of(write(model, folder, recipe), recipe, data, training), folder)


if __name__ == "__main__":
    main()
