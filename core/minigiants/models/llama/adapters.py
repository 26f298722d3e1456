"""Load adapters beside a base model, and let each request wear one of them or none."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def carry(native: Any, params: Any, adapters: Sequence[Path], context: int, *, always: Path | None = None) -> None:
    """Have the adapters loaded, none of them at work, with a slot of its own for the base and for each of them.

    A slot keeps its prefix cache: what was read with one adapter must never be gone on with by another. Where one is to
    be worn `always`, every request of every slot wears it, so that slots may hand over what they have read.
    """
    if always:
        params.lora_adapters = [native.CommonAdapterLoraInfo(str(always), 1.0)]
    if not adapters:
        return
    params.lora_adapters = [native.CommonAdapterLoraInfo(str(path), 0.0) for path in adapters]
    params.lora_init_without_apply = True
    params.n_parallel += len(adapters)
    params.n_ctx += context * len(adapters)


def worn(adapters: Sequence[Path], adapter: Path | None) -> dict[str, Any]:
    """Return what a request must say to wear `adapter`, or none; nothing for a model without adapters.

    >>> worn([Path("a"), Path("b")], Path("b"))
    {'id_slot': 2, 'lora': [{'id': 0, 'scale': 0.0}, {'id': 1, 'scale': 1.0}]}
    >>> worn([], None)
    {}
    """
    if not adapters:
        return {}
    scales = [{"id": number, "scale": float(path == adapter)} for number, path in enumerate(adapters)]
    return {"id_slot": 0 if adapter is None else 1 + adapters.index(adapter), "lora": scales}


def slot(body: Mapping[str, Any]) -> int:
    """Return the number of the slot that a request is for."""
    return int(body.get("id_slot", 0))


def wearing(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a request what says which adapter it wears.

    >>> wearing({"prompt": [1], "id_slot": 1})
    {'id_slot': 1}
    """
    return {key: body[key] for key in ("id_slot", "lora") if key in body}
