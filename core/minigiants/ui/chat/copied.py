"""Write an answer as text with its numbered sources, to be put into a mail or a document."""

from minigiants.types import Answer
from minigiants.ui.chat.answer import as_read, parts
from minigiants.ui.shell import shorten

_QUOTED = 280
"""Characters of a source that are quoted, as on the page."""


def with_sources(answer: Answer) -> str:
    """Return what the page shows of an answer, each sentence with its numbers, and the numbered sources below.

    A refusal is its text, with the places that it leaves to the reader.

    >>> from minigiants.types import Claim, Evidence
    >>> e = Evidence(passage_id="p", document_id="d", document="lease.pdf", page=3, start=0, end=9, text="900 euros.")
    >>> rent = Claim(text="The rent is 900 euros.", evidence=(e,), verdict="supported")
    >>> print(with_sources(Answer(id="a", text=rent.text, action="answer", claims=(rent,), evidence=(e,))))
    The rent is 900 euros. [1]
    <BLANKLINE>
    [1] lease.pdf, page 3: “900 euros.”
    """
    marked = "".join(part["text"] + "".join(f" [{mark['number']}]" for mark in part["marks"]) for part in parts(answer))
    sources = [
        f"[{n}] {e.document}, page {e.page}{as_read(e)}: “{shorten(e.text, _QUOTED)}”"
        for n, e in enumerate(answer.evidence, start=1)
    ]
    text = marked if answer.action == "answer" and answer.claims else answer.text
    return "\n\n".join(filter(None, (text, "\n".join(sources))))
