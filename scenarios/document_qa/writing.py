"""Ask the model: short numbered evidence in, a draft out, streamed as it is written."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, HumanMessage, SystemMessage

from minigiants.evidence import Candidate
from minigiants.pipeline import Event
from minigiants.prompt import Prompt
from minigiants.types import Generation

from .evidence import numbered

_PROMPTS = Path(__file__).parent / "prompts"
SYSTEM = Prompt.load(_PROMPTS / "system.txt")
QUESTION = Prompt.load(_PROMPTS / "question.txt")
PROMPT_SHA256 = hashlib.sha256((SYSTEM.sha256 + QUESTION.sha256).encode()).hexdigest()
TOKENS = 160
SEED = 0


def write(
    question: str, chosen: Sequence[Candidate], model: BaseChatModel, on_event: Callable[[Event], None]
) -> Generation:
    """Return the model's draft; an exception from `on_event` stops the model within a second."""
    messages = [
        SystemMessage(SYSTEM.text),
        HumanMessage(QUESTION.render(evidence=numbered(chosen), question=question)),
    ]

    def on_progress(stage: str, done: int, total: int) -> None:
        on_event(Event(stage=stage, done=done, total=total))

    whole = AIMessageChunk("")
    for chunk in model.stream(messages, seed=SEED, max_tokens=TOKENS, on_progress=on_progress):
        whole += chunk
        if chunk.text:
            on_event(Event(stage="write", text=chunk.text))
    return _generation(whole)


def _generation(message: AIMessageChunk) -> Generation:
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
        seed=SEED,
        prompt_sha256=PROMPT_SHA256,
    )
