"""A model is written with other bits a weight: smaller, near its original, and by its name in the catalog."""

from pathlib import Path

import numpy as np
import pytest

from minigiants import models
from minigiants.models.ctransformers.gguf import describe
from minigiants.models.quantization import WIDTHS, _kind, _read, _written

SMALL = "smollm2-135m"
WIDE = 512


@pytest.fixture
def weights() -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.random.default_rng(0).normal(size=8 * WIDE).astype(np.float32)


@pytest.mark.parametrize("width", WIDTHS)
def test_fewer_bits_are_fewer_bytes_and_the_values_stay_near(
    width: str, weights: np.ndarray[tuple[int], np.dtype[np.float32]]
) -> None:
    kind = WIDTHS[width]
    data = _written(weights, kind, WIDE)

    again = _read(data, kind, len(weights))

    off = float(np.sqrt(np.mean((again - weights) ** 2)))
    most = {"q8_0": 0.01, "q6_k": 0.03, "q5_k": 0.06, "q5_0": 0.07, "q4_k": 0.11, "q4_0": 0.13, "q3_k": 0.22}
    assert off < most.get(width, 0.45)
    assert len(data) < 2 * len(weights)


def test_the_widths_stand_from_the_most_bytes_to_the_fewest(
    weights: np.ndarray[tuple[int], np.dtype[np.float32]],
) -> None:
    sizes = [len(_written(weights, kind, WIDE)) for kind in WIDTHS.values()]

    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.model
@pytest.mark.slow
def test_a_model_is_written_anew_and_only_its_layers_are_turned(home: Path) -> None:
    folder = home / "models"
    before = describe(models.locate(SMALL, folder))

    made = models.quantize(SMALL, "q8_0", folder)

    after = {tensor.name: tensor.kind for tensor in describe(made.path(folder)).tensors}
    kinds = {tensor.name: (tensor.kind, _kind(tensor, WIDTHS["q8_0"])) for tensor in before.tensors}
    assert after == {name: new for name, (_, new) in kinds.items()}
    assert after["token_embd.weight"] == kinds["token_embd.weight"][0]
    assert (made.name, models.status(made, folder)) == ("smollm2-135m-q8_0", "ready")
    assert models.quantize(SMALL, "q8_0", folder) == made


def test_a_width_that_there_is_not_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="no width 'q1'; there are: q8_0"):
        models.quantize(SMALL, "q1", tmp_path)
