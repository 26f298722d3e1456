"""A server is asked what it can do, and what it can't is said or made good, never left out in silence."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from langchain_core.messages import HumanMessage
from pydantic import SecretStr

from minigiants.models import ChatServer, ContextExceeded, EngineError
from tests.models.pretending import Pretence, pretending
from tests.models.serving import KEY, Served

COLOUR = {
    "type": "object",
    "properties": {"colour": {"enum": ["red", "blue"]}},
    "required": ["colour"],
    "additionalProperties": False,
}

Start = Callable[..., tuple[ChatServer, Pretence]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a pretended server and return a model of it."""
    with ExitStack() as stack:

        def run(*, model: str = "", key: str = "", retries: int = 2, **how: Any) -> tuple[ChatServer, Pretence]:
            pretence = stack.enter_context(pretending(Pretence(**how)))
            return ChatServer(url=pretence.url, model=model, key=SecretStr(key), retries=retries), pretence

        yield run


def test_a_real_llama_cpp_server_is_found_able(server: Served) -> None:
    model = ChatServer(url=server.url, key=SecretStr(KEY))

    able = model.abilities

    assert (able.model, able.kind, able.context) == ("smollm2", "llama.cpp", 4096)
    assert able.missing == []
    assert able.counts
    assert model.sent_to == "", "it is this machine"
    assert model.engine_name == f"llama.cpp server at {server.url.removeprefix('http://').removesuffix('/v1')}"


def test_a_real_server_wants_its_key(server: Served) -> None:
    with pytest.raises(EngineError, match="MINIGIANTS_SERVER_KEY") as error:
        ChatServer(url=server.url, key=SecretStr("wrong-key")).load()

    assert "wrong-key" not in str(error.value)


def test_a_real_server_enforces_a_schema_at_the_first_attempt(server: Served) -> None:
    answer = ChatServer(url=server.url, key=SecretStr(KEY)).invoke("Say something.", schema=COLOUR)

    assert json.loads(str(answer.content))["colour"] in ("red", "blue")
    assert "attempts" not in answer.response_metadata


@pytest.mark.parametrize(
    ("weakness", "missing"), [("schemas", "schemas"), ("seeds", "seeds"), ("logprobs", "log-probabilities")]
)
def test_what_a_server_cannot_do_is_found_out(start: Start, weakness: str, missing: str) -> None:
    model, _ = start(**{weakness: False})

    assert model.abilities.missing == [missing]


def test_without_schemas_the_form_is_checked_and_asked_for_again(start: Start) -> None:
    model, pretence = start(schemas=False, says=["green", '{"colour": "green"}', 'Sure: {"colour": "red"}'])

    answer = model.invoke("Which colour?", schema=COLOUR)

    assert answer.content == '{"colour": "red"}'
    assert answer.response_metadata["attempts"] == 3
    assert [body["temperature"] > 0 for body in pretence.asked] == [False, True, True]
    assert len({body["seed"] for body in pretence.asked}) == 3


def test_without_schemas_a_form_that_is_missed_is_refused(start: Start) -> None:
    model, pretence = start(schemas=False)

    with pytest.raises(EngineError, match="missed the form that was asked for 3 times"):
        model.invoke("Which colour?", schema=COLOUR)

    assert len(pretence.asked) == 3


def test_without_log_probabilities_what_needs_them_is_refused(start: Start) -> None:
    model, pretence = start(logprobs=False)

    with pytest.raises(EngineError, match="log-probabilities"):
        model.invoke("Is it?", logprobs=5)
    assert pretence.asked == []
    assert model.invoke("Is it?").content == "Hello."


def test_without_seeds_only_what_is_not_drawn_is_answered(start: Start) -> None:
    model, _ = start(seeds=False)

    with pytest.raises(EngineError, match="temperature 0"):
        model.invoke("Invent.", temperature=0.8)
    assert model.invoke("Say.").content == "Hello."


def test_grammars_go_to_llama_cpp_only(start: Start) -> None:
    model, _ = start()

    with pytest.raises(EngineError, match="grammars"):
        model.invoke("Say.", grammar='root ::= "a"')


def test_a_busy_server_is_asked_again_and_the_count_is_told(start: Start) -> None:
    busy = {"error": {"message": "Loading model", "type": "unavailable_error"}}
    model, pretence = start(failures=[(503, busy), (429, {})])

    answer = model.invoke("Hi")

    assert answer.content == "Hello."
    assert answer.response_metadata["retries"] == 2
    assert len(pretence.asked) == 3


def test_a_server_that_stays_busy_is_given_up(start: Start) -> None:
    model, pretence = start(failures=[(503, {})] * 9, retries=1)

    with pytest.raises(EngineError, match="busy"):
        model.invoke("Hi")
    assert len(pretence.asked) == 2


def test_an_error_is_told_without_the_words_of_the_user(start: Start) -> None:
    model, _ = start(failures=[(400, {"error": {"message": "secret question", "type": "invalid_request_error"}})])

    with pytest.raises(EngineError, match="invalid_request_error") as error:
        model.invoke("secret question")
    assert "secret" not in str(error.value)


def test_the_context_of_another_server_is_told_with_its_numbers(start: Start) -> None:
    told = (
        "This model's maximum context length is 2048 tokens. However, you requested 2100 tokens (1900 in the messages, "
        "200 in the completion)."
    )
    model, _ = start(failures=[(400, {"error": {"message": told}})])

    with pytest.raises(ContextExceeded) as error:
        model.invoke("Hi")
    assert (error.value.prompt_tokens, error.value.context) == (1900, 2048)


def test_an_answer_that_breaks_off_is_an_error(start: Start) -> None:
    model, _ = start(breaks=True)

    with pytest.raises(EngineError, match="broke off"):
        model.invoke("Hi")


def test_a_server_that_is_away_is_said(unused: int) -> None:
    with pytest.raises(EngineError, match="is it running"):
        ChatServer(url=f"http://127.0.0.1:{unused}/v1", retries=0).load()


@pytest.fixture
def unused() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_the_named_model_or_the_only_one_answers(start: Start) -> None:
    assert start(models=["a", "b"], model="b")[0].abilities.model == "b"
    for model in ("", "c"):
        with pytest.raises(EngineError, match="to one of its models: a, b"):
            start(models=["a", "b"], model=model)[0].load()


def test_the_key_goes_nowhere_else(start: Start) -> None:
    model, _ = start(key="s3cret-key")
    model.load()

    assert "s3cret-key" not in f"{model!r} {model.model_dump()} {model._identifying_params}"


def test_another_machine_is_named_as_such() -> None:
    assert ChatServer(url="http://10.1.2.3:8080/v1").sent_to == "10.1.2.3:8080"
    assert ChatServer(url="http://localhost:8080/v1").sent_to == ""


def test_a_server_that_cannot_count_gets_a_guess_on_the_high_side(start: Start) -> None:
    model, pretence = start()

    with pytest.raises(ContextExceeded):
        model.invoke("word " * 4000)
    assert pretence.asked == []
    assert model.count_tokens([HumanMessage("Is snow white?")]) > 8
