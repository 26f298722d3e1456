"""Give the pages one calm look; colours and fonts are in `apps/.streamlit/config.toml`."""

import streamlit as st

_CSS = """
<style>
.stMainBlockContainer { max-width: 52rem; padding-top: 2.5rem; }
.stMainBlockContainer h1 { letter-spacing: -0.01em; padding: 0; }
.stBottomBlockContainer { max-width: 52rem; }
[class*="st-key-talk-"] button { justify-content: flex-start; text-align: left; }
[class*="st-key-talk-"] button > div { justify-content: flex-start; overflow: hidden; }
[class*="st-key-talk-"] button p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
[class*="st-key-source-"] button, [class*="st-key-near-"] button, [class*="st-key-found-"] button {
  padding: 0; min-height: 0; text-align: left; text-decoration: underline; text-underline-offset: 0.2em; }
[class*="st-key-refusal-"] { border-left: 0.3rem solid #b87a14; }
[class*="st-key-question-"] [data-testid="stText"] { font-weight: 600; }
[data-testid="stCaptionContainer"], [data-testid="stExpander"] summary { color: inherit; opacity: 0.85; }
.stChatMessage { background: transparent; padding: 0.25rem 0; gap: 0.75rem; }
.stChatMessage [data-testid="stText"] { font-size: 1.05rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.st-key-draft [data-testid="stText"] { opacity: 0.75; font-style: italic; }
.mg-quote { border-left: 3px solid rgba(128, 128, 128, 0.45); padding-left: 0.8rem; margin: 0.2rem 0 0.6rem;
            font-size: 0.95rem; line-height: 1.5; overflow-wrap: anywhere; }
.mg-passage { line-height: 1.65; white-space: pre-wrap; overflow-wrap: anywhere; }
.mg-passage mark, .mg-quote mark { background: #ffe39a; color: #221c05; padding: 0.08em 0; border-radius: 2px; }
button[data-testid^="stBaseButton-primary"]:enabled, button[data-testid^="stBaseButton-primary"]:enabled p {
  color: light-dark(#ffffff, #10201e); }
@media (max-width: 640px) { .stMainBlockContainer { padding: 4.25rem 1rem 1rem; } }
</style>
"""


def style() -> None:
    """Lay the suite's few rules over Streamlit's own."""
    st.html(_CSS)


def heading(title: str, description: str) -> None:
    """Show a page's title and what it is for."""
    st.title(title, anchor=False)
    st.caption(description)
