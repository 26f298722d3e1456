"""An adapter that does not fit is refused in a sentence, before anything loads."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from minigiants import models
from minigiants.models import AdapterError, Card, ChatLlamaCpp, adapter, adapters, entry, write_card
from minigiants.services import chat_model
from minigiants.settings import Settings
from tests.adapt.conftest import SMALL

CARD = Card(
    name="one",
    scenario="medical_notes",
    base=SMALL,
    base_sha256=models.catalog(Path())[SMALL].sha256,
    sha256="",
    size=1,
    licence="Apache-2.0",
    purpose="A test.",
    never="Work.",
    data=(),
    prompt_sha256="",
    recipe={},
    training={},
    made="2026-01-01T00:00:00+00:00",
    trial="shorts",
    gate={"passed": True},
)


def lay(home: Path, card: Card, data: bytes = b"GGUF") -> Card:
    folder = home / "adapters" / card.scenario / card.name
    folder.mkdir(parents=True)
    (folder / models.ADAPTER_FILE).write_bytes(data)
    card = replace(card, sha256=card.sha256 or models.sha256(folder / models.ADAPTER_FILE))
    write_card(card, folder)
    return card


def test_a_card_is_read_as_it_was_written(home: Path) -> None:
    card = lay(home, CARD)

    assert adapters([home / "adapters" / "medical_notes"])["one"].card == card


def test_a_broken_card_is_named(home: Path) -> None:
    lay(home, CARD)
    (home / "adapters" / "medical_notes" / "one" / "card.json").write_text("{}")

    with pytest.raises(AdapterError, match=r"card\.json' cannot be read"):
        adapters([home / "adapters" / "medical_notes"])


def test_an_adapter_that_is_not_there_is_refused(home: Path) -> None:
    with pytest.raises(AdapterError, match=r"no adapter 'two'; there are: .*medical_notes-qwen"):
        chat_model(Settings(model=SMALL, adapters=("two",)))


def test_an_adapter_of_another_base_is_refused(home: Path) -> None:
    lay(home, replace(CARD, base="another", base_sha256="2" * 64))

    with pytest.raises(AdapterError, match="was made for another model than 'smollm2-135m': it belongs to 'another'"):
        chat_model(Settings(model=SMALL, adapters=("one",)))


def test_a_changed_file_is_refused(home: Path) -> None:
    lay(home, replace(CARD, sha256="3" * 64))

    with pytest.raises(AdapterError, match="missing or damaged"):
        chat_model(Settings(model=SMALL, adapters=("one",)))


def test_a_model_is_no_adapter(home: Path) -> None:
    lay(home, CARD, (home / "models" / f"{SMALL}.gguf").read_bytes())

    with pytest.raises(AdapterError, match="is no adapter"):
        adapter("one", [home / "adapters" / "medical_notes"], base=entry(SMALL, home / "models"))


def test_an_adapter_that_did_not_pass_its_gate_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gguf = pytest.importorskip("gguf", reason="the extra minigiants[adapt] is not installed: `make test` installs it")
    writer = gguf.GGUFWriter(tmp_path / "a.gguf", "llama")
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_tensor("blk.0.attn_q.weight.lora_a", np.ones((1, 32), dtype="float32"))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    lay(home, replace(CARD, gate={"passed": False}), (tmp_path / "a.gguf").read_bytes())
    chosen = Settings(model=SMALL, adapters=("one",))

    with pytest.raises(AdapterError, match="has not passed its gate"):
        chat_model(chosen)
    model = chat_model(chosen, gated=False)
    assert isinstance(model, models.ChatLlamaCpp)
    assert list(model.adapters) == ["medical_notes"]


def test_a_shipped_adapter_is_worn_by_requests_of_its_task_and_by_no_other_base() -> None:
    shipped = chat_model(Settings(model="qwen2.5-coder-1.5b")).abreast(4, context=1536, task="medical_notes lines")
    assert isinstance(shipped, ChatLlamaCpp)
    assert shipped.adapter is not None
    assert shipped.adapter.card.base == "qwen2.5-coder-1.5b"

    other = chat_model(Settings(model=SMALL)).abreast(4, context=1536, task="medical_notes lines")
    assert isinstance(other, ChatLlamaCpp)
    assert other.adapter is None


def test_an_evaluation_of_the_base_wears_no_adapter_that_ships() -> None:
    plain = chat_model(Settings(model="qwen2.5-coder-1.5b"), gated=False)

    assert isinstance(plain, ChatLlamaCpp)
    assert not plain.for_tasks


def test_other_engines_wear_no_adapters(home: Path) -> None:
    with pytest.raises(AdapterError, match=r"engine 'llama\.cpp' alone"):
        chat_model(Settings(engine="https://box/v1", model="big", adapters=("one",)))
