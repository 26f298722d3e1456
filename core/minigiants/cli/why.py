"""`minigiants why`: say why a document was not used for a question."""

from typing import Annotated

import typer

from minigiants.cli._output import Json, say, write_json
from minigiants.retrieval import open_library
from minigiants.settings import Settings


def why(
    collection: Annotated[str, typer.Argument(show_default=False)],
    document: Annotated[str, typer.Argument(help="Name of the file.", show_default=False)],
    question: Annotated[str, typer.Argument(show_default=False)],
    *,
    json: Json = False,
) -> None:
    """Say what became of a document on its way to an answer, and what to do; no chat model is needed."""
    from minigiants.answering.ignored import why_ignored

    library = open_library(Settings())
    try:
        steps = why_ignored(question, document, collection, library)
    finally:
        library.close()
    if json:
        write_json({"document": document, "steps": list(steps)})
        return
    for number, step in enumerate(steps, start=1):
        say(f"{number}. {step}")
