"""Let any model call tools: a schema that admits nothing but calls and answers, whatever its chat template knows."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.messages import SystemMessage
from langchain_core.messages.tool import ToolCallChunk, tool_call_chunk

from minigiants.models.chat.structured import closed

Tool = Mapping[str, Any]
"""A tool in OpenAI's form, as `convert_to_openai_tool` makes it."""


def instructions(tools: Sequence[Tool], choice: str | None) -> SystemMessage:
    """Describe the tools and the form of an answer."""
    described = "\n".join(json.dumps(tool["function"], ensure_ascii=False) for tool in tools)
    free = "" if forced(choice) else ' If no tool helps, or you have its result, answer {"answer": "your words"}.'
    return SystemMessage(
        f"You have these tools:\n{described}\n"
        'To use one, answer with JSON: {"name": "the tool", "arguments": {...}}. '
        f"Copy what the user says word for word into the arguments.{free}"
    )


def call_schema(tools: Sequence[Tool], choice: str | None) -> dict[str, Any]:
    """Return the JSON schema of one call, or also of a free answer when `choice` leaves it open.

    `choice` is None or "auto" (open), "any" or "required" (some tool), or the name of a tool.
    """
    functions = [tool["function"] for tool in tools]
    if forced(choice) and choice not in ("any", "required"):
        functions = [function for function in functions if function["name"] == choice]
        if not functions:
            raise ValueError(f"no tool {choice!r}; there are: {[tool['function']['name'] for tool in tools]}")
    forms = [_object(name={"const": function["name"]}, arguments=_arguments(function)) for function in functions]
    if not forced(choice):
        forms.append(_object(answer={"type": "string"}))
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def forced(choice: str | None) -> bool:
    """Tell whether a tool must be called.

    >>> forced("any"), forced("auto"), forced(None)
    (True, False, False)
    """
    return choice not in (None, "auto", "none")


def read_calls(text: str) -> tuple[str, list[ToolCallChunk]]:
    """Split what the model wrote under the schema into free text and tool calls.

    >>> read_calls('{"answer": "hello"}')
    ('hello', [])
    """
    try:
        value = json.loads(text)
    except ValueError:
        return text, []
    if "answer" in value:
        return str(value["answer"]), []
    arguments = json.dumps(value["arguments"], ensure_ascii=False)
    return "", [tool_call_chunk(name=value["name"], args=arguments, id=f"call_{uuid.uuid4().hex}", index=0)]


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _arguments(function: Mapping[str, Any]) -> Any:
    return closed({"type": "object", "properties": {}, **(function.get("parameters") or {})})
