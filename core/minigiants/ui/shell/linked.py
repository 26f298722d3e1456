"""Show a source on the left and what was made of it on the right; pointing at one lights the other."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from streamlit.components.v2 import component

_component = component(
    "minigiants_linked",
    html="<div class='linked'></div>",
    css=Path(__file__).with_suffix(".css").read_text("utf-8"),
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedSource:
    """A piece of the source, such as a turn of a dialogue."""

    number: int
    speaker: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedLine:
    """A line that was made of pieces of the source; one without an id is a heading."""

    id: str
    text: str
    rests: tuple[int, ...] = ()
    """Numbers of the pieces that it rests on."""
    problem: str = ""
    """Why it can't stand as it is, in a sentence; empty when it can."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What the reader did to a line."""

    act: Literal["edit", "remove", "confirm"]
    id: str
    text: str = ""


def show_linked(
    sources: Sequence[LinkedSource], items: Sequence[LinkedLine], key: str, *, editable: bool, confirm: str = ""
) -> Change | None:
    """Show both sides, and return what the reader just changed; `confirm` calls the button that lets a problem be."""
    data = {
        "sources": [asdict(s) for s in sources],
        "items": [asdict(i) for i in items],
        "editable": editable,
        "confirm": confirm,
    }
    result = _component(data=data, key=key, on_change_change=lambda: None)
    made = result.change
    if not isinstance(made, dict) or made.get("act") not in ("edit", "remove", "confirm"):
        return None
    return Change(act=made["act"], id=str(made.get("id", "")), text=str(made.get("text", "")))
