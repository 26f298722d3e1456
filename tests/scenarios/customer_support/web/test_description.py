"""The API under a fuzzing of its own description: nothing that it allows or forbids breaks the service."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok

from minigiants.pipeline import Services
from scenarios.customer_support.helpdesk import Helpdesk
from scenarios.customer_support.sites import key_hash
from scenarios.customer_support.web import build_app
from tests.scenarios.customer_support.helpdesk.conftest import desk, services, store

__all__ = ["desk", "services", "store"]


HOST = {"Host": "localhost"}
"""The name under which the service answers."""
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.fixture
def operations(desk: Helpdesk, services: Services, tmp_path: Path) -> list[Any]:
    """Return the operations of a site's API as its own description tells them."""
    text = f"name = 'shop'\ncollection = 'shop'\nkey = '{key_hash('k')}'\nper_minute = 100000\n"
    (tmp_path / "sites" / "shop.toml").write_text(text)
    app = build_app(desk, lambda: services, tmp_path / "sites", clock=lambda: 5.0)
    described = schemathesis.openapi.from_asgi("/openapi.json", app, headers=HOST)
    return [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW, derandomize=True, database=None)
@given(data=st.data())
def test_nothing_that_the_description_allows_or_forbids_breaks_it(
    operations: list[Any], desk: Helpdesk, data: st.DataObject
) -> None:
    mode = data.draw(st.sampled_from([schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]))
    case = data.draw(data.draw(st.sampled_from(operations)).as_strategy(generation_mode=mode))
    if "talk" in case.path_parameters and data.draw(st.booleans()):
        case.path_parameters["talk"] = desk.start("shop")

    answer = case.call(headers={"X-Site-Key": "k", **HOST}, timeout=120)  # the first handover loads the finder

    assert answer.status_code < 500
    case.validate_response(answer, checks=[not_a_server_error])
