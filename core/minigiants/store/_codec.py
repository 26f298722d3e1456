"""Write an answer as JSON and read the very same answer back."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from minigiants.types import Answer

_ADAPTER = TypeAdapter(Answer)


def encode(answer: Answer) -> str:
    """Write `answer` as one JSON object.

    >>> decode(encode(Answer(id="a", text="Yes.", action="answer"))).text
    'Yes.'
    """
    # json and not pydantic's writer: infinite scores must survive, and numpy's numbers are numbers.
    return json.dumps(_ADAPTER.dump_python(answer, warnings=False), default=_plain, ensure_ascii=False)


def decode(body: str) -> Answer:
    """Read what `encode` wrote."""
    return _ADAPTER.validate_python(json.loads(body))


def encode_request(request: Mapping[str, Any]) -> str:
    """Write a scenario's request as JSON."""
    return json.dumps(dict(request), default=str, ensure_ascii=False)


def decode_request(body: str) -> dict[str, Any]:
    """Read what `encode_request` wrote."""
    return dict(json.loads(body))


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else float(value)
