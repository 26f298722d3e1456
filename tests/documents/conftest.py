"""One long PDF for all tests of a run."""

import pytest

from minigiants.documents import Document, read
from tests.documents.making import set_pdf

PROSE = (
    "The pump shall not run dry for longer than thirty seconds at any time. Dr. Smith measured 3.5 bar (see Fig. 2). "
)


@pytest.fixture(scope="session")
def prose_pdf() -> bytes:
    """Return some sixty pages of prose."""
    return set_pdf(PROSE * 12, copies=400)


@pytest.fixture(scope="session")
def prose(prose_pdf: bytes) -> Document:
    """Return the long PDF as read, once for all tests."""
    return read(prose_pdf, "prose.pdf")
