"""One setting chooses what runs the chat model."""

import importlib.util
import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from minigiants import models
from minigiants.cli import main
from minigiants.models import ChatCTransformers, ChatLlamaCpp, ChatServer, ModelNotReadyError
from minigiants.services import chat_model
from minigiants.settings import Settings, SettingsError
from tests.models.pretending import Pretence, pretending

SMALL = "smollm2-135m"


@pytest.fixture
def bare(home: Path) -> Path:
    """A home folder without models of the person who runs the tests."""
    (home / "models" / "catalog.toml").unlink(missing_ok=True)
    return home


def test_the_default_engine_is_llama_cpp(home: Path) -> None:
    model = chat_model(Settings(model=SMALL))

    assert type(model) is ChatLlamaCpp
    assert (model.model_name, model.engine_name, model.sent_to) == (SMALL, "llama.cpp", "")


def test_an_address_chooses_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIGIANTS_ENGINE", "http://10.0.0.7:8080/v1/")
    monkeypatch.setenv("MINIGIANTS_SERVER_KEY", "s3cret")
    monkeypatch.setenv("MINIGIANTS_SERVER_RETRIES", "5")

    settings = Settings()
    model = chat_model(settings)

    assert isinstance(model, ChatServer)
    assert (model.url, model.model, model.retries) == ("http://10.0.0.7:8080/v1", "", 5)
    assert model.key == SecretStr("s3cret")
    assert "s3cret" not in repr(settings)


def test_a_model_that_was_named_is_asked_of_the_server() -> None:
    model = chat_model(Settings(engine="https://box/v1", model="big"))

    assert isinstance(model, ChatServer)
    assert model.model == "big"


@pytest.mark.parametrize("value", ["llama", "ftp://box/v1", "http://", "http://me:key@box/v1", "http://box/v1?key=1"])
def test_an_engine_that_does_not_exist_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match=r"an engine is|must not hold a key"):
        Settings(engine=value)


@pytest.mark.model
def test_ctransformers_takes_the_copy_that_was_made_for_it(bare: Path) -> None:
    with pytest.raises(ModelNotReadyError, match="models convert smollm2-135m --for ctransformers"):
        chat_model(Settings(engine="ctransformers", model=SMALL))
    with pytest.raises(SystemExit) as left:
        main(["models", "convert", SMALL, "--for", "ctransformers"])
    assert not left.value.code

    model = chat_model(Settings(engine="ctransformers", model=SMALL))

    assert type(model) is ChatCTransformers
    assert (model.model_name, model.engine_name) == (f"{SMALL}-ctransformers", "ctransformers")
    with pytest.raises(ModelNotReadyError, match="was made for ctransformers"):
        chat_model(Settings(model=f"{SMALL}-ctransformers"))


def test_what_cannot_be_converted_is_said_by_name(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = Settings().model
    models.locate(name, home / "models")  # says what to do when it is not there
    with pytest.raises(SystemExit) as left:
        main(["models", "convert", name, "--for", "ctransformers"])

    assert left.value.code == 1
    assert f"cannot run '{name}': its architecture is 'qwen2'" in capsys.readouterr().err


def _doctor(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    with pytest.raises(SystemExit):
        main(["doctor", "--json"])
    return {check["name"]: check for check in json.loads(capsys.readouterr().out)["checks"]}


def test_doctor_asks_the_server_what_it_can_do(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pretending(Pretence(logprobs=False)) as server:
        monkeypatch.setenv("MINIGIANTS_ENGINE", server.url)
        check = _doctor(capsys)["chat model"]
    assert check["ok"]
    assert check["found"].startswith("tiny, server at 127.0.0.1:")
    assert check["found"].endswith("cannot do: log-probabilities")

    check = _doctor(capsys)["chat model"]
    assert not check["ok"]
    assert "is it running" in check["found"]


def test_doctor_says_what_ctransformers_lacks(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINIGIANTS_ENGINE", "ctransformers")
    monkeypatch.setenv("MINIGIANTS_MODEL", SMALL)

    checks = _doctor(capsys)

    assert bool(checks["ctransformers"]["ok"]) == (importlib.util.find_spec("ctransformers") is not None)
    assert "minigiants models convert" in checks["chat model"]["found"]


@pytest.mark.model
@pytest.mark.slow
def test_bench_measures_what_was_named_beside_the_default(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINIGIANTS_MODEL", SMALL)
    with pytest.raises(SystemExit) as left:
        main(["models", "bench", SMALL, "--server", "http://127.0.0.1:9/v1", "--json"])

    assert not left.value.code
    default, server = json.loads(capsys.readouterr().out)
    assert (default["engine"], default["model"], default["problem"]) == ("llama.cpp", SMALL, "")
    assert all(default[part] > 0 for part in ("load", "read", "written", "first_short", "first_long", "memory"))
    assert "is it running" in server["problem"]


def test_the_table_of_speeds_shows_the_ratio_to_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    from minigiants.cli.models.bench import Measured
    from minigiants.cli.models.command import _speed

    default = Measured(engine="llama.cpp", model="a", read=100, written=16, first_short=4, memory=10**9)
    other = Measured(engine="ctransformers", model="b", read=10, written=32, first_short=14)

    assert _speed(default, default)["answer to default's"] == "1.00"
    assert _speed(other, default)["answer to default's"] == "2.00"
    assert _speed(other, default)["memory"] == "-"
