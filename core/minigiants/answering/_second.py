"""Ask the model a second time, in one token: it writes an answer to anything, but weighs whether one stands there."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from minigiants.answering._candidates import Candidate
from minigiants.answering._writing import Prompts, messages_of
from minigiants.answering.deciding.polarity import denies, lead
from minigiants.answering.deciding.sought import sought
from minigiants.pipeline import Event
from minigiants.prompt import Prompt

_FOLDER = Path(__file__).parent / "prompts"
STATED, MISSING = Prompt.load(_FOLDER / "stated.txt"), Prompt.load(_FOLDER / "missing.txt")
WAY_OUT = "NOT FOUND"
BEGINNING = 40
"""Characters of the draft that the way out is weighed against; its first token decides, so "No, ..." is not weighed."""
LEARNED = frozenset({"qwen2.5-coder-1.5b"})
"""Models whose log-odds the weights know; another model's mean something else, so it is not asked."""
UNASKED = {"stated": math.nan, "missing": math.nan}
"""What stands for a question of yes or no whose draft says no: a model that is asked of it says no again."""


def weighed(
    question: str,
    draft: str,
    chosen: Sequence[Candidate],
    model: BaseChatModel,
    on_event: Callable[[Event], None],
    *,
    prompts: Prompts,
) -> dict[str, float]:
    """Return log-odds: "stated", that the passages say it, and "missing", that it would rather take a way out.

    Both requests begin as the one for the draft did, so that little is read anew. Empty where the model can't weigh.
    """
    choose = getattr(model, "choose", None)
    if choose is None or not draft or getattr(model, "model_name", "") not in LEARNED:
        return {}
    if sought(question) == "yes or no" and _says_no(draft):
        return UNASKED

    def on_progress(stage: str, done: int, total: int) -> None:
        on_event(Event(stage="check", done=done, total=total))

    system, user = (message["content"] for message in messages_of(question, chosen, prompts))

    def odds(more: str, *options: str) -> float:
        messages: list[BaseMessage] = [SystemMessage(system), HumanMessage(f"{user}\n{more}")]
        probability = choose(messages, options, on_progress=on_progress)[options[0]]
        return _log_odds(probability)

    begins = draft[:BEGINNING]
    unlike = not begins.casefold().startswith("no")
    try:
        return {
            "stated": odds(STATED.text, "yes", "no"),
            "missing": odds(MISSING.text, WAY_OUT, begins) if unlike else math.nan,
        }
    except NotImplementedError:
        return {}


def _says_no(draft: str) -> bool:
    said, body = lead(draft)
    return said == "no" or denies(body)


def _log_odds(probability: float) -> float:
    held = min(max(probability, 0.0001), 0.9999)
    return math.log(held / (1 - held))
