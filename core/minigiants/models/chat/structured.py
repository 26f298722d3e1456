"""Make a model answer in the form of a pydantic class or a JSON schema."""

from operator import itemgetter
from typing import Any

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.output_parsers import BaseOutputParser, JsonOutputParser, PydanticOutputParser
from langchain_core.runnables import Runnable, RunnableMap, RunnablePassthrough
from langchain_core.utils.function_calling import convert_to_json_schema
from langchain_core.utils.pydantic import is_basemodel_subclass


def structured(model: BaseChatModel, schema: dict[str, Any] | type, *, include_raw: bool) -> Runnable[Any, Any]:
    """Bind `schema` to the model, so that no other form can be written, and parse what it writes."""
    form = convert_to_json_schema(schema)
    parser: BaseOutputParser[Any] = JsonOutputParser()
    if isinstance(schema, type) and is_basemodel_subclass(schema):
        parser = PydanticOutputParser(pydantic_object=schema)
    bound: Runnable[LanguageModelInput, Any] = model.bind(
        schema=closed(form), ls_structured_output_format={"kwargs": {"method": "json_schema"}, "schema": form}
    )
    if not include_raw:
        return bound | parser
    parse = RunnablePassthrough.assign(parsed=itemgetter("raw") | parser, parsing_error=lambda _: None)
    failed = RunnablePassthrough.assign(parsed=lambda _: None)
    return RunnableMap(raw=bound) | parse.with_fallbacks([failed], exception_key="parsing_error")


def closed(schema: Any) -> Any:
    """Return a JSON schema whose objects have no other fields than they declare, unless it says so itself.

    >>> closed({"type": "object", "properties": {"a": {"type": "string"}}})["additionalProperties"]
    False
    """
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {"additionalProperties": False, **inner} if isinstance(inner.get("properties"), dict) else inner


def bounded(schema: Any, length: int) -> Any:
    """Return a JSON schema whose free texts have at most `length` characters, so that one can't take all the room.

    >>> bounded({"type": "string"}, 9)
    {'maxLength': 9, 'type': 'string'}
    """
    if isinstance(schema, list):
        return [bounded(item, length) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: bounded(value, length) for key, value in schema.items()}
    free = inner.get("type") == "string" and not {"enum", "const", "pattern", "format"} & inner.keys()
    return {"maxLength": length, **inner} if free else inner
