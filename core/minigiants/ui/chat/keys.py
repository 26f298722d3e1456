"""Ask, stop and go from source to source by keyboard, and say with which keys."""

from pathlib import Path

from streamlit.components.v2 import component

_KEYS = (
    ("Alt+Q", "go to the question"),
    ("Enter", "ask it"),
    ("Esc", "stop the answer"),
    ("Alt+N", "next source; Enter opens it"),
    ("Alt+Shift+N", "previous source"),
)
_ROWS = "".join(f"<dt><kbd>{keys}</kbd></dt><dd>{what}</dd>" for keys, what in _KEYS)
_component = component(
    "minigiants_keys",
    html=f"<details><summary>Keyboard</summary><dl>{_ROWS}</dl></details>",
    css=Path(__file__).with_suffix(".css").read_text("utf-8"),
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
)


def offer_keys() -> None:
    """Let the keys work while this stands on the page, and list them where one opens the list."""
    _component(key="keys")
