"""LangChain's own suites for chat models, on the real small model and every engine."""

from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_tests.integration_tests import ChatModelIntegrationTests
from langchain_tests.unit_tests import ChatModelUnitTests
from pydantic import SecretStr

from minigiants.models import ChatCTransformers, ChatLlamaCpp, ChatServer
from tests.models.serving import KEY, Served


class _Declared:
    """What these chat models can do; text only, and one file for one object."""

    _params: dict[str, Any]
    _class: type[BaseChatModel] = ChatLlamaCpp

    @pytest.fixture(autouse=True)
    def file(self, model_path: Path) -> None:
        type(self)._params = {"path": model_path}

    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return self._class

    @property
    def chat_model_params(self) -> dict[str, Any]:
        return {**self._params, "avoid_loops": True}

    @property
    def standard_chat_model_params(self) -> dict[str, Any]:
        return {"temperature": 0, "max_tokens": 400, "stop": []}

    @property
    def supports_json_mode(self) -> bool:
        return True

    @property
    def supports_model_override(self) -> bool:
        return False

    @property
    def structured_output_kwargs(self) -> dict[str, Any]:
        return {"method": "json_schema"}


class _CTransformers(_Declared):
    """No tools and no form that is enforced: `test_conformance.py` tests what it does instead."""

    _class = ChatCTransformers

    @pytest.fixture(autouse=True)
    def file(self, converted_path: Path) -> None:
        type(self)._params = {"path": converted_path}

    @property
    def has_tool_calling(self) -> bool:
        return False

    @property
    def has_structured_output(self) -> bool:
        return False

    @property
    def supports_json_mode(self) -> bool:
        return False


class _Server(_Declared):
    _class = ChatServer

    @pytest.fixture(autouse=True)
    def file(self, server: Served) -> None:
        type(self)._params = {"url": server.url, "key": SecretStr(KEY)}


class _Cached:
    """A prompt that was read before is told as such."""

    @property
    def supported_usage_metadata_details(self) -> Any:
        return {"invoke": ["cache_read_input"], "stream": ["cache_read_input"]}

    def invoke_with_cache_read_input(self, *, stream: bool = False) -> AIMessage:
        assert isinstance(self, _Declared)
        model = self.chat_model_class(**self.chat_model_params)
        model.invoke("Hello")
        if not stream:
            return model.invoke("Hello")
        first, *rest = model.stream("Hello")
        for chunk in rest:
            first = first + chunk
        assert isinstance(first, AIMessage)
        return first


class TestUnit(_Declared, ChatModelUnitTests):
    pass


class TestUnitCTransformers(_CTransformers, ChatModelUnitTests):
    pass


class TestUnitServer(_Server, ChatModelUnitTests):
    pass


class TestIntegration(_Cached, _Declared, ChatModelIntegrationTests):
    pass


class TestIntegrationCTransformers(_Cached, _CTransformers, ChatModelIntegrationTests):
    pass


class TestIntegrationServer(_Cached, _Server, ChatModelIntegrationTests):
    pass
