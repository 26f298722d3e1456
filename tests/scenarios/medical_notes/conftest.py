"""What the tests of medical notes share."""

from functools import partial
from pathlib import Path

import pytest

from tests.scenarios.medical_notes.paging import Open, opened


@pytest.fixture
def open_page(home: Path) -> Open:
    return partial(opened, home)
