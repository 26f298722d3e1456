"""Ask the model something small: a few words in, a few words out."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from langchain_core.messages import HumanMessage, SystemMessage

from minigiants.pipeline import Event

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def short_reply(
    model: "BaseChatModel",
    system: str,
    prompt: str,
    on_event: Callable[[Event], None],
    *,
    tokens: int = 48,
    stage: str = "understand",
    **options: Any,
) -> str:
    """Return what the model writes; an exception from `on_event` stops it within a second."""

    def on_progress(_: str, done: int, total: int) -> None:
        on_event(Event(stage=stage, done=done, total=total))

    pieces = model.stream(
        [SystemMessage(system), HumanMessage(prompt)], seed=0, max_tokens=tokens, on_progress=on_progress, **options
    )
    return "".join(piece.text for piece in pieces).strip()
