"""What the tests of privacy share."""

import pytest


@pytest.fixture(scope="session")
def key() -> bytes:
    """A key of a vault or a scrubber, the same in every run."""
    return bytes(range(32))
