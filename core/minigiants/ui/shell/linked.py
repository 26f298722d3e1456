"""Show a source on the left and what was made of it on the right; pointing at one lights the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st
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
    seen: str
    """The line's words as the reader saw them."""
    text: str = ""


_HEARD = 50
"""Acts that are remembered as heard; more than a browser sends before it is drawn anew."""


def show_linked(
    sources: Sequence[LinkedSource],
    items: Sequence[LinkedLine],
    key: str,
    *,
    on_change: Callable[[Change], None] | None = None,
    confirm: str = "",
) -> None:
    """Show both sides, and call `on_change`, before the page is drawn anew, with what the reader changes.

    Without `on_change` nothing can be changed; `confirm` calls the button that lets a problem be.
    """
    heard = f"heard-{key}"

    def listen() -> None:
        # As a dictionary: to ask the session for a single value is where Streamlit breaks off a run for the next one,
        # and what the reader did would be lost.
        state = st.session_state.to_dict()
        value = state.get(key)
        acts = value.get("change") if isinstance(value, Mapping) else None
        new = unheard(acts, state.get(heard, ()))
        for change in new.values():
            if on_change:
                on_change(change)
        st.session_state[heard] = [*state.get(heard, ()), *new][-_HEARD:]

    data = {
        "sources": [asdict(s) for s in sources],
        "items": [asdict(i) for i in items],
        "editable": on_change is not None,
        "confirm": confirm,
        "heard": st.session_state.get(heard, []),
    }
    _component(data=data, key=key, on_change_change=listen)


def unheard(acts: object, heard: Sequence[str]) -> dict[str, Change]:
    """Return what a browser sent and was not heard yet, by the browser's name for it, in order.

    A browser sends what it has no answer to once more, with what comes next; what no reader can do is passed over.

    >>> unheard([{"key": "a", "act": "remove", "id": "1"}, {"key": "b", "act": "remove", "id": "2"}], ["a"])
    {'b': Change(act='remove', id='2', seen='', text='')}
    """
    rows: list[Mapping[str, Any]] = [a for a in acts if isinstance(a, dict)] if isinstance(acts, list) else []
    return {
        str(row["key"]): Change(
            act=row["act"], id=str(row.get("id", "")), seen=str(row.get("seen", "")), text=str(row.get("text", ""))
        )
        for row in rows
        if row.get("act") in ("edit", "remove", "confirm") and row.get("key") and str(row["key"]) not in heard
    }
