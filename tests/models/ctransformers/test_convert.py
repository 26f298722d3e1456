"""A model of today is rewritten for ctransformers, and what it can't run is said by name."""

import importlib.util
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from minigiants.models import (
    BadModelFileError,
    ChatCTransformers,
    ChatLlamaCpp,
    EngineError,
    ModelNotReadyError,
    convert,
    converted,
)
from minigiants.models.chat.messages import to_template
from minigiants.models.ctransformers.convert import refuse_unfit
from minigiants.models.ctransformers.gguf import STRING, Described, Tensor, describe
from tests.models.catalog.test_add import gguf

TEXTS = [
    "The rent is $1,234.50 per month.",
    "  two  spaces\n\n\tand a tab \r\n",
    "def f(x):\n    return x ** 2  # café",
    "你好，世界 😀👍🏽 ½ Ⅷ ١٢٣",
    "don't WE'LL I'd it's 'quoted'",
    "",
    " ",
    "\n\n\n",
    "a\u00a0b\u2003c\u200bd",
]


@pytest.fixture
def converted_model(converted_path: Path) -> ChatCTransformers:
    return ChatCTransformers(path=converted_path, max_tokens=24)


@pytest.mark.parametrize("text", TEXTS)
def test_the_copy_cuts_texts_into_the_same_tokens(
    text: str, model: ChatLlamaCpp, converted_model: ChatCTransformers
) -> None:
    assert converted_model.get_token_ids(text) == model.get_token_ids(text)


def test_the_copy_reads_the_same_prompt(model: ChatLlamaCpp, converted_model: ChatCTransformers) -> None:
    messages = to_template([SystemMessage("Be brief."), HumanMessage("What <b>is</b> it?\n")])

    for asked in (messages, messages[1:]):
        assert converted_model.engine.render(asked) == model.engine.render(asked)


def test_the_copy_gives_the_next_word_the_same_odds(model: ChatLlamaCpp, converted_model: ChatCTransformers) -> None:
    def odds(asked: ChatLlamaCpp) -> dict[int, float]:
        told = asked.invoke("What is the capital of France?", max_tokens=1, logprobs=10).response_metadata["logprobs"]
        return {top["id"]: top["logprob"] for top in told["content"][0]["top_logprobs"]}

    ours, theirs = odds(model), odds(converted_model)

    shared = ours.keys() & theirs.keys()
    assert len(shared) >= 8
    assert all(abs(ours[token] - theirs[token]) < 0.6 for token in shared)


def test_what_was_read_is_not_read_again(converted_model: ChatCTransformers) -> None:
    document = "The cat sat on the mat. " * 30
    converted_model.invoke(document + "What sat?", max_tokens=2)

    usage = converted_model.invoke(document + "Where did it sit?", max_tokens=2).usage_metadata

    assert usage is not None
    assert usage.get("input_token_details", {}).get("cache_read", 0) > 150


def test_grammars_and_tools_are_refused(converted_model: ChatCTransformers) -> None:
    with pytest.raises(EngineError, match="grammar"):
        converted_model.invoke("Say.", grammar='root ::= "a"')
    with pytest.raises(NotImplementedError, match="tools"):
        converted_model.bind_tools([])


def test_a_file_that_was_not_converted_is_refused(model_path: Path, tmp_path: Path) -> None:
    shutil.copyfile(model_path, tmp_path / "plain.gguf")

    with pytest.raises(RuntimeError, match="minigiants models convert"):
        ChatCTransformers(path=tmp_path / "plain.gguf").load()


def test_a_conversion_is_recorded_and_done_once(model_path: Path, tmp_path: Path) -> None:
    (tmp_path / "smollm2-135m.gguf").symlink_to(model_path)
    with pytest.raises(ModelNotReadyError, match="models convert smollm2-135m --for ctransformers"):
        converted("smollm2-135m", tmp_path)

    made = convert("smollm2-135m", tmp_path)
    changed = made.path(tmp_path).stat().st_mtime_ns

    assert (made.name, made.engine, made.own) == ("smollm2-135m-ctransformers", "ctransformers", True)
    assert convert("smollm2-135m", tmp_path) == convert(made.name, tmp_path) == converted("smollm2-135m", tmp_path)
    assert made.path(tmp_path).stat().st_mtime_ns == changed
    made.path(tmp_path).unlink()
    assert convert("smollm2-135m", tmp_path).sha256 == made.sha256


def _with(found: Described, **changes: tuple[int, Any]) -> Described:
    return replace(found, metadata={**found.metadata, **{k.replace("__", "."): v for k, v in changes.items()}})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"general__architecture": (STRING, b"qwen2")}, "architecture is 'qwen2'"),
        ({"tokenizer__ggml__model": (STRING, b"bert")}, "kind 'bert'"),
        ({"tokenizer__ggml__pre": (STRING, b"llama-bpe")}, "'llama-bpe'"),
        ({"llama__rope__scaling__type": (STRING, b"yarn")}, "positions"),
    ],
)
def test_what_cannot_be_run_is_said_by_name_with_the_way_out(
    model_path: Path, change: dict[str, tuple[int, Any]], why: str
) -> None:
    with pytest.raises(BadModelFileError, match=why) as error:
        refuse_unfit("mine", _with(describe(model_path), **change))

    assert str(error.value).startswith("ctransformers cannot run 'mine': ")
    assert "'llama.cpp', which can" in str(error.value)


@pytest.mark.parametrize(
    ("tensor", "why"),
    [
        (Tensor(name="rope_freqs.weight", shape=(32,), kind=0, offset=0), "rope_freqs"),
        (Tensor(name="blk.0.ffn_up.weight", shape=(32,), kind=20, offset=0), "type 20"),
    ],
)
def test_weights_of_a_later_kind_are_refused(model_path: Path, tensor: Tensor, why: str) -> None:
    found = describe(model_path)

    with pytest.raises(BadModelFileError, match=why):
        refuse_unfit("mine", replace(found, tensors=(*found.tensors, tensor)))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.gguf").write_bytes(gguf(tmp_path / "good.gguf").read_bytes()[:100])

    with pytest.raises(BadModelFileError, match=r"bad\.gguf"):
        describe(tmp_path / "bad.gguf")


def test_nothing_of_ctransformers_is_imported_unless_it_is_chosen(model_path: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from minigiants import models, services, cli\n"
        "cli.build()\n"
        "models.ChatCTransformers, models.ChatServer\n"
        f"models.ChatLlamaCpp(path=Path({str(model_path)!r})).invoke('hi', max_tokens=2)\n"
        "assert 'ctransformers' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.skipif(importlib.util.find_spec("ctransformers") is not None, reason="the extra is installed")
def test_without_the_extra_the_engine_says_how_to_get_it(model_path: Path, tmp_path: Path) -> None:
    (tmp_path / "smollm2-135m.gguf").symlink_to(model_path)

    with pytest.raises(RuntimeError, match=r"pip install 'minigiants\[ctransformers\]'"):
        ChatCTransformers(path=convert("smollm2-135m", tmp_path).path(tmp_path)).load()
