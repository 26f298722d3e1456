"""Copy a text with one click."""

from pathlib import Path

from streamlit.components.v2 import component

_HTML = """
<div class="copying">
  <button type="button">
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M16 1H4a2 2 0 0 0-2 2v14h2V3h12V1zm3 4H8a2 2 0 0 0-2 2v14a2 2 0
    0 0 2 2h11a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2zm0 16H8V7h11v14z"/></svg>
    <span></span>
  </button>
  <span role="status"></span>
</div>
"""
_component = component(
    "minigiants_copy",
    html=_HTML,
    css=Path(__file__).with_suffix(".css").read_text("utf-8"),
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
)


def copy_button(label: str, text: str, key: str, *, tooltip: str = "") -> None:
    """Show a button called `label` that puts `text` into the clipboard and says so, to those who hear it too."""
    _component(data={"label": label, "text": text, "help": tooltip}, key=key, width="content")
