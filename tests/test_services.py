"""The suite is put together from the settings, with models that load when they are first needed."""

import shutil
from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel

from minigiants import offline
from minigiants.models import ChatLlamaCpp, ModelNotReadyError
from minigiants.privacy import OPEN
from minigiants.retrieval import open_library
from minigiants.services import build_services, warm_up
from minigiants.settings import Settings


def test_a_missing_model_is_one_sentence_that_says_what_to_pull(home: Path) -> None:
    with pytest.raises(ModelNotReadyError, match=r"minigiants models pull llama-3\.2-3b"):
        build_services(Settings(model="llama-3.2-3b"), funnel=OPEN)


def test_nothing_is_loaded_until_it_is_needed(home: Path) -> None:
    # A copy of its own: the process's engine of the pulled file may be in memory for other tests.
    file = home / "models" / "smollm2-135m.gguf"
    pulled = file.resolve()
    file.unlink()
    shutil.copyfile(pulled, file)
    services = build_services(Settings(model="smollm2-135m"), funnel=OPEN)

    assert isinstance(services.model, ChatLlamaCpp)
    before = services.model.state
    warm_up(services)
    assert (before, services.model.state) == ("not loaded", "ready")
    assert services.embed(["a", "b"]).shape == (2, 384)
    services.model.engine.close()


def test_library_and_services_share_one_embedding_model(home: Path) -> None:
    library = open_library(Settings())

    services = build_services(Settings(), library, funnel=OPEN, model=FakeListChatModel(responses=["x"]))

    assert services.embed == library.embeddings.vectors
    assert services.retrieve("anything", collection="none", limit=3) == []
    assert services.new_id() != services.new_id()
    library.close()


def test_the_offline_switches_hold_whatever_the_environment_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")

    build_services(Settings(), funnel=OPEN, model=FakeListChatModel(responses=["x"]))

    assert offline.unset() == []
