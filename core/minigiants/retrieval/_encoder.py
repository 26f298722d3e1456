"""Encode sentences by the weights in a sentence-transformers folder.

The usual make, BERT with the mean of its words, is computed here: to import sentence-transformers takes five seconds
of a processor in each process, and the computation itself is a page of PyTorch. Any other make is left to it.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor

_MODULES = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
_BERT = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
_MEAN = ["pooling_mode_mean_tokens"]
_FEW = 128
"""Words, with those that fill up, to which one core is enough: a question, or a sentence that was written."""


class Encoder(Protocol):
    """What makes vectors of texts."""

    @property
    def dimension(self) -> int:
        """How long a vector is."""
        ...

    def encode(self, texts: Sequence[str]) -> "Tensor":
        """Return a tensor of shape (texts, dimension), whose rows have any length; what is too long is cut."""
        ...

    def half(self) -> "Encoder":
        """Return the same encoder in half precision, with weights of its own."""
        ...


def open_encoder(folder: Path) -> Encoder:
    """Load the model in `folder`; raises OSError or ValueError for one that is not whole."""
    return BertEncoder.load(folder) if _is_bert(folder) else _Other(folder)


def _is_bert(folder: Path) -> bool:
    modules = [module["type"].rpartition(".")[2] for module in json.loads((folder / "modules.json").read_text("utf-8"))]
    files = [folder / "config.json", folder / "1_Pooling" / "config.json"]
    if modules not in _MODULES or not all(f.is_file() for f in (*files, folder / "model.safetensors")):
        return False
    model, pooling = (json.loads(file.read_text("utf-8")) for file in files)
    pooled = [name for name, on in pooling.items() if name.startswith("pooling_mode") and on]
    return pooled == _MEAN and all(model.get(name, value) == value for name, value in _BERT.items())


class BertEncoder:
    """BERT's encoder and the mean over the words of a text."""

    def __init__(self, weights: "dict[str, Tensor]", form: dict[str, Any], tokenizer: "Tokenizer") -> None:
        """Take the weights by the names of their file, the numbers of `config.json`, and what cuts a text to words."""
        self._weights, self._form, self._tokenizer = weights, form, tokenizer

    @classmethod
    def load(cls, folder: Path) -> "BertEncoder":
        """Read the three files."""
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        form = json.loads((folder / "config.json").read_text("utf-8"))
        words = folder / "sentence_bert_config.json"
        most = json.loads(words.read_text("utf-8")).get("max_seq_length") if words.is_file() else None
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(most or form["max_position_embeddings"])
        tokenizer.enable_padding(pad_id=form["pad_token_id"])
        return cls(load_file(folder / "model.safetensors"), form, tokenizer)

    @property
    def dimension(self) -> int:
        """How long a vector is."""
        return int(self._form["hidden_size"])

    def half(self) -> "BertEncoder":
        """Return the same encoder in half precision, with weights of its own."""
        import torch

        half = {name: weight.to(torch.bfloat16) for name, weight in self._weights.items() if weight.is_floating_point()}
        return BertEncoder(half, self._form, self._tokenizer)

    def encode(self, texts: Sequence[str]) -> "Tensor":
        """Return a tensor of shape (texts, dimension), all texts computed at once; no two threads may ask at once."""
        import torch

        cut = self._tokenizer.encode_batch(list(texts))
        words = torch.tensor([text.ids for text in cut])
        there = torch.tensor([text.attention_mask for text in cut], dtype=torch.bool)
        with torch.inference_mode(), _cores(1 if words.numel() <= _FEW else torch.get_num_threads()):
            states = self._embedded(words)
            for number in range(self._form["num_hidden_layers"]):
                states = self._layer(f"encoder.layer.{number}", states, there[:, None, None])
            share = there[..., None].to(states.dtype)
            return (states * share).sum(1) / share.sum(1)

    def _embedded(self, words: "Tensor") -> "Tensor":
        table = {part: self._weights[f"embeddings.{part}_embeddings.weight"] for part in ("word", "position")}
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        return self._normed("embeddings.LayerNorm", table["word"][words] + kind + table["position"][: words.shape[1]])

    def _layer(self, name: str, states: "Tensor", there: "Tensor") -> "Tensor":
        from torch.nn import functional

        heads = (*states.shape[:2], self._form["num_attention_heads"], -1)
        query, key, value = (
            self._linear(f"{name}.attention.self.{part}", states).view(heads).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=there)
        seen = seen.transpose(1, 2).reshape(states.shape)
        seen = self._linear(f"{name}.attention.output.dense", seen)
        states = self._normed(f"{name}.attention.output.LayerNorm", seen + states)
        wide = functional.gelu(self._linear(f"{name}.intermediate.dense", states))
        return self._normed(f"{name}.output.LayerNorm", self._linear(f"{name}.output.dense", wide) + states)

    def _linear(self, name: str, states: "Tensor") -> "Tensor":
        from torch.nn import functional

        return functional.linear(states, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _normed(self, name: str, states: "Tensor") -> "Tensor":
        from torch.nn import functional

        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(states, weight.shape, weight, bias, self._form["layer_norm_eps"])


@contextmanager
def _cores(count: int) -> Iterator[None]:
    """Let PyTorch compute on so many cores, which is for one thread at a time to ask.

    Where a model writes on all cores, each of a hundred products would wait for a thread that does not get its turn.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class _Other:
    """A model of another make, by sentence-transformers."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> "Tensor":
        return self._model.encode(list(texts), convert_to_tensor=True, show_progress_bar=False)

    def half(self) -> "_Other":
        import torch

        half = deepcopy(self)
        half._model = half._model.to(torch.bfloat16)
        return half
