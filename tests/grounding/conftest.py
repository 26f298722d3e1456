from collections.abc import Callable

import pytest

from minigiants.types import Evidence


def _evidence(text: str, document: str = "leaflet.txt") -> Evidence:
    return Evidence(passage_id="p", document_id="d", document=document, page=1, start=0, end=len(text), text=text)


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    return _evidence
