"""Write the answers that people approved as a document of the knowledge base."""

import re
from collections.abc import Sequence

from ._proposals import Proposal

NAME = "Approved answers.md"


def approved_document(pairs: Sequence[Proposal]) -> tuple[str, bytes]:
    """Return the document's name and its Markdown: one heading a question, no mark of a text taken for Markdown."""
    parts = [f"## {_line(pair.question)}\n\n{_plain(pair.answer)}\n" for pair in pairs]
    return NAME, "\n".join(["# Approved answers\n", *parts]).encode()


def _line(text: str) -> str:
    return _plain(" ".join(text.split()))


def _plain(text: str) -> str:
    return re.sub(r"(?m)^(\s*)([#>|`~=-]+)", r"\1", text).replace("![", "[")
