"""Ask a model as a user without this suite would: one prompt, and what it writes is the answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from langchain_core.messages import AIMessageChunk, HumanMessage

from minigiants.answering import generated
from minigiants.pipeline import Event, Request, Services
from minigiants.prompt import Prompt
from minigiants.types import Action, Answer

SEED = 0
_DECLINES = re.compile(
    r"\bnot found\b|\bno (?:information|mention)\b|\bnot (?:mentioned|specified|stated|provided|given|available)\b"
    r"|\b(?:do|does|did)(?: not|n't|n’t) (?:\w+ )?(?:say|mention|state|specify|provide|contain|give|include|know)\b"
    r"|\bnot in the (?:\w+ )?(?:documents?|passages?|articles?|texts?)\b"
    r"|\b(?:cannot|can't|can’t|unable to) (?:find|answer|say|determine)\b",
    re.IGNORECASE,
)
_OnEvent = Callable[[Event], None] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plainly:
    """A pipeline that is a prompt and nothing else."""

    prompt: Prompt
    fill: Callable[[Request, Services], dict[str, str]]
    """What the prompt's marks stand for."""
    action: Callable[[str], Action] = lambda text: "abstain" if declines(text) else "answer"
    """What the written text amounts to."""
    tokens: int = 128
    """The longest answer."""

    def __call__(self, request: Request, services: Services, *, on_event: _OnEvent = None) -> Answer:
        """Ask and return the text as it was written, with nothing checked."""
        tell = on_event or (lambda event: None)
        started = services.clock()
        asked = [HumanMessage(self.prompt.render(**self.fill(request, services)))]
        chunks = services.model.stream(asked, seed=SEED, max_tokens=self.tokens)
        whole = AIMessageChunk(content="")
        for chunk in chunks:
            whole += chunk
            if chunk.text:
                tell(Event(stage="write", text=chunk.text))
        written = generated(whole, seed=SEED, prompt_sha256=self.prompt.sha256)
        text = written.text.strip()
        seconds = services.clock() - started
        answer = Answer(id=services.new_id(), text=text, action=self.action(text), generation=written)
        return replace(answer, seconds=seconds)


def declines(text: str) -> bool:
    """Tell whether a text that a model wrote freely says that it has no answer.

    >>> declines("NOT FOUND"), declines("The passages don't mention a price."), declines("It is not allowed.")
    (True, True, False)
    >>> declines("Not in the documents."), declines("It is not in the box.")
    (True, False)
    """
    return _DECLINES.search(text) is not None
