import json
from pathlib import Path

import pytest

from minigiants.learned import Logistic


def test_a_logistic_model_survives_its_file_and_refuses_a_missing_feature(tmp_path: Path) -> None:
    model = Logistic(weights={"a": (1.0, 2.0, 3.0)}, bias=0.5, threshold=0.4)
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"m": model.to_json()}))
    assert Logistic.load(path, "m") == model
    with pytest.raises(KeyError):
        model({"b": 1.0})
