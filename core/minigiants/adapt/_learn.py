"""Learn from a corpus step by step, and be able to go on from any step."""

import copy
import math
import pickle
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from minigiants.adapt import _plan
from minigiants.adapt._base import AdaptError, matrices, need
from minigiants.adapt._lesson import Corpus, Recipe, Tokens
from minigiants.adapt._write import flush

SAVE_EVERY = 60.0
"""Seconds between two checkpoints."""
_DAMAGED = (EOFError, RuntimeError, LookupError, OSError, ValueError, pickle.UnpicklingError)
"""What reading a checkpoint raises that is not whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LearningProgress:
    """How far the learning is."""

    step: int
    total: int
    """Steps in all; 0 while the speed is still being measured."""
    loss: float
    seconds_left: float | None
    """None while the speed is still being measured."""


@dataclass(kw_only=True, slots=True)
class Learner:
    """A model in the making; `run` goes on from where `state` is."""

    model: Any
    corpus: Corpus
    recipe: Recipe
    file: Path
    """The checkpoint; the one before it lies beside it."""
    seconds: float = 0.0
    """Time to learn in, 0 where the steps are given; how many steps it makes is measured in its first half."""
    total: int = 0
    """Steps in all; 0 until the warm-up has measured their speed."""
    step: int = 0
    spent: float = 0.0
    losses: list[float] = field(default_factory=list)
    memory: int = 0
    """Most bytes of RAM that the process had after a step."""
    _optimizer: Any = None

    def run(self, on_step: Callable[[LearningProgress], None]) -> None:
        """Learn to the end; any exception of `on_step` stops, with a checkpoint written where that is possible.

        Raises AdaptError when the learning goes astray, or a checkpoint cannot be written.
        """
        torch = need("torch")
        self.model.train()
        self._optimizer = torch.optim.AdamW(matrices(self.model).values(), lr=self.recipe.rate, weight_decay=0.0)
        self._restore()
        saved = time.monotonic()
        try:
            while not self.total or self.step < self.total:
                self._step()
                if time.monotonic() - saved > SAVE_EVERY:
                    self.save()
                    saved = time.monotonic()
                on_step(self.progress())
        except BaseException:
            with suppress(AdaptError):  # what stopped it is what is to be told
                self.save()
            raise
        self.save()
        self.model.eval()

    def progress(self) -> LearningProgress:
        """Return how far it is."""
        recent = self.losses[-10:]
        left = self.spent / self.step * (self.total - self.step) if self.total and self.step else None
        loss = sum(recent) / len(recent) if recent else math.nan
        return LearningProgress(step=self.step, total=self.total, loss=loss, seconds_left=left)

    def save(self) -> None:
        """Write the checkpoint whole or not at all, and keep the one before it; raises AdaptError."""
        torch = need("torch")
        state = {
            "matrices": {name: value.detach() for name, value in matrices(self.model).items()},
            "optimizer": self._optimizer.state_dict(),
            "step": self.step,
            "total": self.total,
            "spent": self.spent,
            "losses": self.losses,
        }
        part = self.file.with_suffix(".part")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            torch.save(state, part)
            flush(part)
            if self.file.is_file():
                self.file.replace(self._before)
            part.replace(self.file)
        except (OSError, RuntimeError) as error:
            with suppress(OSError):
                part.unlink()
            raise AdaptError("the checkpoint could not be written: is the disk full?") from error

    @property
    def _before(self) -> Path:
        return self.file.with_suffix(".before.pt")

    def _restore(self) -> None:
        """Go on from the last checkpoint that is whole, or begin where there is none."""
        for file in (self.file, self._before):
            try:
                self._take(file)
            except _DAMAGED:
                continue
            return

    def _take(self, file: Path) -> None:
        torch = need("torch")
        state = torch.load(file, weights_only=True)
        weights = {name: state["matrices"][name] for name in matrices(self.model)}
        step, total, spent, losses = state["step"], state["total"], state["spent"], list(state["losses"])
        self._optimizer.load_state_dict(state["optimizer"])
        with torch.no_grad():
            for name, value in matrices(self.model).items():
                value.copy_(weights[name])
        self.step, self.total, self.spent, self.losses = step, total, spent, losses

    def _step(self) -> None:
        torch = need("torch")
        started = time.monotonic()
        rate = _plan.rate(self.step, self.total, self.recipe)
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        lengths = [len(example) for example in self.corpus.examples]
        chosen = _plan.step_examples(lengths, self.step, self.recipe)
        beginning = self._beginning()
        loss = 0.0
        for numbers in _plan.passes(chosen, lengths, self.recipe):
            part = self._loss([self.corpus.examples[n] for n in numbers], beginning) / len(chosen)
            part.backward()
            loss += part.item()
        if not math.isfinite(loss):
            raise AdaptError("the learning went astray (its loss is no number): start anew with a lower rate")
        torch.nn.utils.clip_grad_norm_(list(matrices(self.model).values()), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.losses.append(loss)
        self.memory = max(self.memory, psutil.Process().memory_info().rss)
        self.spent += time.monotonic() - started
        if self.seconds and self.step >= self.recipe.warm_up and (not self.total or self.spent < self.seconds / 2):
            self.total = _plan.steps_in(self.seconds, self.spent, self.step)

    def _beginning(self) -> Any:
        """Read what all prompts share, once for a step; nothing is learned through it, which saves two thirds."""
        torch = need("torch")
        with torch.no_grad():
            inner = self.model.get_base_model()
            return inner.model(torch.tensor([self.corpus.shared]), use_cache=True).past_key_values

    def _loss(self, examples: Sequence[Tokens], beginning: Any) -> Any:
        """Return the sum over the examples of the loss on their answers alone.

        A long answer counts for more than a short one, but not for as many times more as it is longer, or else few
        long texts would drown the many short ones.
        """
        torch = need("torch")
        inner = self.model.get_base_model()
        shared = len(self.corpus.shared)
        length = max(len(example) for example in examples)
        ids = torch.zeros(len(examples), length, dtype=torch.long)
        mask = torch.zeros(len(examples), shared + length, dtype=torch.long)
        for row, example in enumerate(examples):
            ids[row, : len(example)] = torch.tensor([*example.prompt, *example.answer])
            mask[row, : shared + len(example)] = 1
        cache = copy.deepcopy(beginning)
        cache.batch_repeat_interleave(len(examples))
        hidden = inner.model(ids, past_key_values=cache, attention_mask=mask, use_cache=True).last_hidden_state
        loss = torch.zeros(())
        for row, example in enumerate(examples):
            start, count = len(example.prompt) - 1, len(example.answer)
            logits = inner.lm_head(hidden[row, start : start + count])
            each = torch.nn.functional.cross_entropy(logits, torch.tensor(example.answer), reduction="sum")
            loss = loss + each / math.sqrt(count) / _USUAL
        return loss


_USUAL = math.sqrt(16)
"""Scales the loss to about one a token for an answer of usual length."""
