"""Bring a base model from its GGUF file into PyTorch, with LoRA matrices to learn."""

import contextlib
import importlib
import io
import warnings
from pathlib import Path
from typing import Any

from minigiants.adapt._lesson import Recipe

EXTRA = "adapting needs the extra packages: run `pip install 'minigiants[adapt]'`"


class AdaptError(RuntimeError):
    """A model could not be adapted."""


class ExtraMissingError(LookupError):
    """The packages for adapting are not installed."""


def load_base(path: Path) -> Any:
    """Return the model of a GGUF file in PyTorch, float32, ready to be asked; raises AdaptError."""
    torch, transformers = need("torch"), need("transformers")
    need("gguf")
    try:
        with contextlib.redirect_stderr(io.StringIO()):  # it draws bars of its own, which nothing turns off
            model = transformers.AutoModelForCausalLM.from_pretrained(
                path.parent, gguf_file=path.name, dtype=torch.float32, local_files_only=True
            )
    except (ValueError, KeyError, OSError, RuntimeError) as error:
        raise AdaptError(f"{path.name!r} cannot be read for adapting: its kind of model is not known there") from error
    return model.eval()


def with_matrices(model: Any, recipe: Recipe) -> Any:
    """Return `model` with fresh LoRA matrices on every projection; these alone are learned."""
    torch, peft = need("torch"), need("peft")
    torch.manual_seed(recipe.seed)
    config = peft.LoraConfig(
        r=recipe.rank, lora_alpha=recipe.alpha, target_modules="all-linear", lora_dropout=0.0, task_type="CAUSAL_LM"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # peft asks transformers by an old name
        return peft.get_peft_model(model, config)


def matrices(model: Any) -> dict[str, Any]:
    """Return the matrices that are learned, by name."""
    return {name: value for name, value in model.named_parameters() if value.requires_grad}


def need(name: str) -> Any:
    """Import a package of the extra; raises ExtraMissingError with how to install it."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise ExtraMissingError(EXTRA) from error
