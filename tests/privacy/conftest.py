"""What the tests of privacy share."""

from pathlib import Path

import pytest

from minigiants.privacy.replace.session import Names
from tests.privacy.replace.marking import scrubber


@pytest.fixture(scope="session")
def key() -> bytes:
    """A key of a vault or a scrubber, the same in every run."""
    return bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a vault is to be."""
    return tmp_path / "vault" / "names.sqlite"


@pytest.fixture
def names() -> Names:
    """What stands for what in a text about Jane Roe."""
    scrub = scrubber("label", ("PERSON", "Jane Roe"), ("SSN", "123-45-6789"))
    return scrub.scrub("Jane Roe, 123-45-6789").names
