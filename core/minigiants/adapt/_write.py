"""Write LoRA matrices as a GGUF adapter that llama.cpp loads beside its base, and read one back."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from minigiants.adapt._base import AdaptError, matrices, need
from minigiants.models import read_gguf

_PLACES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_TURNED = {"attn_q": "llama.attention.head_count", "attn_k": "llama.attention.head_count_kv"}
"""Projections whose rows the architecture "llama" keeps in another order, by the key that says how many heads."""
BLOCK = 32
"""Weights that Q8_0 packs together: a row must be a multiple of it."""


def write_adapter(model: Any, target: Path, *, base: Path, alpha: float, about: Mapping[str, str]) -> None:
    """Write the matrices of `model` to `target` for the base model's file; `about` goes into the metadata.

    Rows that fit are packed to 8 bit, the others are kept in 16.
    """
    gguf = need("gguf")
    described = read_gguf(base)
    architecture = str(described["general.architecture"])
    part = target.with_suffix(".part")
    writer = gguf.GGUFWriter(part, architecture)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(alpha))
    for key, value in about.items():
        writer.add_string(key, value)
    for name, values in sorted(_named(model, described).items()):
        packed = values.shape[-1] % BLOCK == 0
        kind = gguf.GGMLQuantizationType.Q8_0 if packed else gguf.GGMLQuantizationType.F16
        data = gguf.quants.quantize(values, kind) if packed else values.astype("float16")
        writer.add_tensor(name, data, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    flush(part)
    part.replace(target)


def flush(path: Path) -> None:
    """Wait until the disk has the file."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def read_adapter(model: Any, source: Path, *, base: Path) -> None:
    """Put the matrices of a GGUF adapter into `model`, which has LoRA matrices of the same shapes."""
    gguf, torch = need("gguf"), need("torch")
    described = read_gguf(base)
    tensors = {
        tensor.name: gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        for tensor in gguf.GGUFReader(source).tensors
    }
    with torch.no_grad():
        for name, value in matrices(model).items():
            place, layer = _place(name)
            values = tensors[_name(layer, place, name)]
            if ".lora_B." in name:
                values = _turn(values, place, described, back=True)
            value.copy_(torch.tensor(values))


def _named(model: Any, described: Mapping[str, Any]) -> dict[str, Any]:
    tensors = {}
    for name, value in matrices(model).items():
        place, layer = _place(name)
        values = value.detach().float().numpy()
        if ".lora_B." in name:
            values = _turn(values, place, described)
        tensors[_name(layer, place, name)] = values
    return tensors


def _place(name: str) -> tuple[str, int]:
    """Return llama.cpp's word for the projection that a matrix belongs to, and its layer.

    >>> _place("base_model.model.model.layers.3.mlp.up_proj.lora_A.default.weight")
    ('ffn_up', 3)
    """
    _, _, rest = name.partition(".layers.")
    layer, _, rest = rest.partition(".")
    projection = rest.partition(".lora_")[0]
    if projection not in _PLACES:
        raise AdaptError(f"the matrix {name!r} has no place in a GGUF adapter")
    return _PLACES[projection], int(layer)


def _name(layer: int, place: str, name: str) -> str:
    return f"blk.{layer}.{place}.weight.lora_{'a' if '.lora_A.' in name else 'b'}"


def _turn(values: Any, place: str, described: Mapping[str, Any], *, back: bool = False) -> Any:
    """Bring the rows of a query's or key's matrix into the order of the file, or back."""
    if described["general.architecture"] != "llama" or place not in _TURNED:
        return values
    heads = int(described[_TURNED[place]])
    rows = values.shape[0]
    halves = (rows // heads // 2, 2) if back else (2, rows // heads // 2)
    return values.reshape(heads, *halves, *values.shape[1:]).swapaxes(1, 2).reshape(values.shape)
