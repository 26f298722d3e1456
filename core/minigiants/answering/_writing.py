"""Ask the model: short numbered evidence in, a draft out, streamed as it is written."""

import contextlib
import hashlib
import math
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, HumanMessage, SystemMessage

from minigiants.answering._candidates import Candidate
from minigiants.answering._selection import numbered
from minigiants.documents import sentences
from minigiants.pipeline import Event
from minigiants.prompt import Prompt
from minigiants.types import Generation

REFUSAL = "NOT FOUND"
ALTERNATIVES = 10
"""First tokens whose probabilities are looked at."""
TOKENS = 160
SEED = 0

Chunks = Generator[AIMessageChunk, None, None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompts:
    """What a scenario tells the model."""

    system: Prompt
    question: Prompt
    """Marks: `$evidence`, `$question`."""
    doubt: Prompt | None = None
    """Mark: `$asked`, the question's prompt; offers the way out, the words NOT FOUND. None for `write_surely` alone."""
    adapter: str = ""
    """Scenario whose adapter the model wears for these prompts, where it has one and no way out is offered."""

    @classmethod
    def load(cls, folder: Path, *, adapter: str = "") -> "Prompts":
        """Read `system.txt`, `question.txt` and, where there is one, `doubt.txt`."""
        files = {name: folder / f"{name}.txt" for name in ("system", "question", "doubt")}
        found = {name: Prompt.load(file) for name, file in files.items() if name != "doubt" or file.is_file()}
        return cls(**found, adapter=adapter)

    @property
    def sha256(self) -> str:
        """The one hash of all."""
        together = self.system.sha256 + self.question.sha256 + (self.doubt.sha256 if self.doubt else "")
        return hashlib.sha256(together.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What came of asking: a text, or the model's doubt that nobody overruled."""

    refusal: float | None
    """Probability that the model gave to saying that the evidence does not answer; None when it was not asked."""
    generation: Generation | None
    """None when the doubt was believed; the model was stopped at its first word then."""


def write(
    question: str,
    chosen: Sequence[Candidate],
    model: BaseChatModel,
    on_event: Callable[[Event], None],
    believed: Callable[[float], bool] | None,
    *,
    prompts: Prompts,
) -> Draft:
    """Return the model's draft; an exception from `on_event` stops the model within a second.

    The model may doubt that the evidence answers. `believed(refusal)` decides on its doubt's probability; when it says
    no to a model that refuses, the model is asked again without the way out, which reads a few tokens only. Without
    `believed` there is no way out from the start, and the model wears its adapter: what decides on doubts was learned
    on those of models as they come, and an adapter's stand on another scale.
    """
    refusal = None
    if believed is not None:
        prompts = replace(prompts, adapter="")
        refusal, draft = _doubting(_asked(question, chosen, prompts), model, on_event, believed, prompts)
        if draft is not None or believed(refusal):
            return Draft(refusal=refusal, generation=draft)
    return Draft(refusal=refusal, generation=write_surely(question, chosen, model, on_event, prompts=prompts))


def write_surely(
    question: str,
    chosen: Sequence[Candidate],
    model: BaseChatModel,
    on_event: Callable[[Event], None],
    *,
    prompts: Prompts,
) -> Generation:
    """Return the model's text without asking for its doubt; an exception from `on_event` stops it within a second."""
    whole = AIMessageChunk(content="")
    for chunk in _stream(_asked(question, chosen, prompts), model, on_event, prompts):
        whole += chunk
        if chunk.text:
            on_event(Event(stage="write", text=chunk.text))
    return _generation(whole, prompts)


def _asked(question: str, chosen: Sequence[Candidate], prompts: Prompts) -> str:
    return prompts.question.render(evidence=numbered(chosen), question=question)


def messages_of(
    question: str, chosen: Sequence[Candidate], prompts: Prompts, *, doubting: bool
) -> tuple[dict[str, str], ...]:
    """Return the request as a chat template takes it, with the way out when `doubting`."""
    return asked_for(numbered(chosen), question, prompts, doubting=doubting)


def asked_for(evidence: str, question: str, prompts: Prompts, *, doubting: bool) -> tuple[dict[str, str], ...]:
    """Return the same for evidence that is written already."""
    asked = prompts.question.render(evidence=evidence, question=question)
    if doubting:
        asked = _way_out(prompts).render(asked=asked)
    return ({"role": "system", "content": prompts.system.text}, {"role": "user", "content": asked})


def _doubting(
    asked: str,
    model: BaseChatModel,
    on_event: Callable[[Event], None],
    believed: Callable[[float], bool],
    prompts: Prompts,
) -> tuple[float, Generation | None]:
    """Ask with a way out: return the doubt, and the text unless the model took the way out or is believed."""
    refusal, whole, held = None, AIMessageChunk(content=""), ""
    doubted = _way_out(prompts).render(asked=asked)
    with contextlib.closing(_stream(doubted, model, on_event, prompts, logprobs=ALTERNATIVES)) as chunks:
        for chunk in chunks:
            whole += chunk
            if refusal is None and whole.text.strip():
                refusal = _refusal(whole)
                if believed(refusal):
                    return refusal, None
            if _refuses(whole.text):
                return refusal or 0.0, None
            held += chunk.text
            if held and not REFUSAL.startswith(whole.text.strip().upper()):
                on_event(Event(stage="write", text=held))
                held = ""
    return refusal or 0.0, _generation(whole, prompts)


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


def _way_out(prompts: Prompts) -> Prompt:
    if prompts.doubt is None:
        raise ValueError("these prompts offer no way out: use `write_surely`, or add doubt.txt")
    return prompts.doubt


def _refusal(message: AIMessageChunk) -> float:
    """Return the probability that the reply begins as a refusal; of the text alone when the model tells none."""
    told = message.response_metadata.get("logprobs", {}).get("content", [])
    if not told:
        return float(_refuses(message.text))
    first = told[0]["top_logprobs"]
    return min(1.0, sum(math.exp(t["logprob"]) for t in first if _begins_refusal(t["token"])))


def _begins_refusal(token: str) -> bool:
    return bool(token.strip()) and REFUSAL.startswith(token.strip().upper())


def _refuses(text: str) -> bool:
    return text.strip().upper().startswith(REFUSAL)


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
