"""Ask the model: short numbered evidence in, a draft out, streamed as it is written."""

from collections.abc import Callable, Sequence
from pathlib import Path

from langchain_core.language_models import BaseChatModel

from minigiants import answering
from minigiants.answering import Draft, Prompts
from minigiants.evidence import Candidate
from minigiants.pipeline import Event

PROMPTS = Prompts.load(Path(__file__).parent / "prompts", adapter="document_qa")
PROMPT_SHA256 = PROMPTS.sha256


def write(
    question: str,
    chosen: Sequence[Candidate],
    model: BaseChatModel,
    on_event: Callable[[Event], None],
    believed: Callable[[float], bool] | None,
) -> Draft:
    """Return the model's draft; `believed(refusal)` decides on its doubt, and without it there is no way out."""
    return answering.write(question, chosen, model, on_event, believed, prompts=PROMPTS)
