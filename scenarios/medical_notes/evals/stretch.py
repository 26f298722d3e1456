"""Let the model write the lines of single stretches of visits, beside lines that were written by hand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from minigiants.pipeline import Event, Request, Services
from minigiants.types import Answer

from ..writing import Scribe, lines_in_parts, lines_of

HELD = Path(__file__).parent / "stretches.txt"
"""Stretches of five visits; nothing is learned from them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenStretch:
    """A stretch and the lines that belong to it."""

    visit: str
    id: str
    spoken: str
    lines: str
    """Each after its part, or "-" where none belongs in a note."""


def written_stretches(file: Path = HELD) -> Iterator[WrittenStretch]:
    r"""Yield the stretches of a file: under `## VISIT STRETCH` what was said, behind `=>` its lines."""
    for block in re.split(r"(?m)^## ", file.read_text("utf-8"))[1:]:
        head, _, body = block.partition("\n")
        spoken, _, lines = body.partition("\n=>\n")
        visit = f"{file.stem} {head.rpartition(' ')[0]}"
        yield WrittenStretch(visit=visit, id=f"{file.stem} {head}", spoken=spoken.strip(), lines=lines.strip())


def without_parts(lines: str) -> str:
    r"""Return lines without the names of their parts.

    >>> without_parts("plan: Ring 111 if worse.\n-")
    'Ring 111 if worse.'
    """
    return "\n".join(words for _, words in lines_in_parts(lines))


def write_lines(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Answer with the model's lines of the stretch `request["dialogue"]`, which has no personal data; unchecked."""
    started = services.clock()
    scribe = Scribe(model=services.bare_model, on_event=on_event or (lambda event: None)).for_stretches()
    (generation,) = scribe.each([str(request["dialogue"])], lambda: True)
    text = without_parts(generation.text) if scribe.learned else "\n".join(lines_of(generation.text))
    return Answer(
        id=services.new_id(),
        text=text,
        action="answer" if text else "abstain",
        reason="" if text else "nothing for a note",
        generation=generation,
        seconds=services.clock() - started,
        sections={"lines": text} if text else {},
    )
