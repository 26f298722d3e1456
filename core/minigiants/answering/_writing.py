"""Ask the model: evidence in, a draft out, streamed as it is written."""

import hashlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, HumanMessage, SystemMessage

from minigiants.answering._candidates import Candidate
from minigiants.answering._selection import listed
from minigiants.answering._windows import label, written
from minigiants.documents import sentences
from minigiants.pipeline import Event
from minigiants.prompt import Prompt
from minigiants.types import Evidence, Generation

TOKENS = 160
SEED = 0

Chunks = Generator[AIMessageChunk, None, None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompts:
    """What a scenario tells the model."""

    system: Prompt
    question: Prompt
    """Marks: `$evidence`, `$question`."""
    adapter: str = ""
    """Scenario whose adapter the model wears for these prompts, where it has one."""
    numbered: bool = True
    """Whether the evidence is a list of numbered sentences; else it is running text under the names of its places."""

    @classmethod
    def load(cls, folder: Path, *, adapter: str = "", numbered: bool = True) -> "Prompts":
        """Read `system.txt` and `question.txt`."""
        system, question = (Prompt.load(folder / f"{name}.txt") for name in ("system", "question"))
        return cls(system=system, question=question, adapter=adapter, numbered=numbered)

    @property
    def sha256(self) -> str:
        """The one hash of both."""
        return hashlib.sha256((self.system.sha256 + self.question.sha256).encode()).hexdigest()

    def evidence(self, read: Sequence[tuple[str, Evidence]]) -> str:
        """Write titled sentences as the model reads them."""
        if self.numbered:
            return listed((title, evidence.text) for title, evidence in read)
        return written((label(evidence.document, title), evidence) for title, evidence in read)


def write_surely(
    question: str,
    chosen: Sequence[Candidate],
    model: BaseChatModel,
    on_event: Callable[[Event], None],
    *,
    prompts: Prompts,
) -> Generation:
    """Return the model's text; it has no way out, and an exception from `on_event` stops it within a second."""
    whole = AIMessageChunk(content="")
    for chunk in _stream(_asked(question, chosen, prompts), model, on_event, prompts):
        whole += chunk
        if chunk.text:
            on_event(Event(stage="write", text=chunk.text))
    return _generation(whole, prompts)


def _asked(question: str, chosen: Sequence[Candidate], prompts: Prompts) -> str:
    read = [(candidate.title, candidate.evidence) for candidate in chosen]
    return prompts.question.render(evidence=prompts.evidence(read), question=question)


def messages_of(question: str, chosen: Sequence[Candidate], prompts: Prompts) -> tuple[dict[str, str], ...]:
    """Return the request as a chat template takes it."""
    return asked_for([(candidate.title, candidate.evidence) for candidate in chosen], question, prompts)


def asked_for(read: Sequence[tuple[str, Evidence]], question: str, prompts: Prompts) -> tuple[dict[str, str], ...]:
    """Return the same for titled sentences."""
    asked = prompts.question.render(evidence=prompts.evidence(read), question=question)
    return ({"role": "system", "content": prompts.system.text}, {"role": "user", "content": asked})


def _stream(
    user: str, model: BaseChatModel, on_event: Callable[[Event], None], prompts: Prompts, **options: Any
) -> Chunks:
    def on_progress(stage: str, done: int, total: int) -> None:
        on_event(Event(stage=stage, done=done, total=total))

    messages = [SystemMessage(prompts.system.text), HumanMessage(user)]
    if prompts.adapter:
        options["adapter"] = prompts.adapter
    found = model.stream(messages, seed=SEED, max_tokens=TOKENS, on_progress=on_progress, **options)
    return cast(Chunks, found)


def _generation(message: AIMessageChunk, prompts: Prompts) -> Generation:
    found = generated(message, seed=SEED, prompt_sha256=prompts.sha256)
    cut = message.response_metadata.get("finish_reason") == "length"
    return replace(found, text=_whole_sentences(found.text)) if cut else found


def generated(message: AIMessageChunk, *, seed: int, prompt_sha256: str) -> Generation:
    """Return what a model wrote, what it cost, and which engine and model it was; the text as it is, but stripped."""
    usage = message.usage_metadata or {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    about = message.response_metadata
    return Generation(
        text=message.text.strip(),
        tokens_in=usage["input_tokens"],
        tokens_out=usage["output_tokens"],
        seconds_to_first_token=about.get("seconds_to_first_token", 0.0),
        seconds=about.get("seconds", 0.0),
        model=about.get("model_name", ""),
        model_sha256=about.get("model_sha256", ""),
        seed=seed,
        prompt_sha256=prompt_sha256,
        engine=about.get("engine", ""),
        attempts=about.get("attempts", 1),
    )


def _whole_sentences(text: str) -> str:
    """Leave out the last sentence of a text that was cut off.

    >>> _whole_sentences("The rent is due monthly. It may be pai")
    'The rent is due monthly.'
    """
    return text[: sentences(text)[-1][0]].rstrip() if text else text
