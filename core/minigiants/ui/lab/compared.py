"""Look after a comparison while it runs, and into what came of it."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants import comparing
from minigiants.ui.lab.figures import figures
from minigiants.ui.lab.items import items
from minigiants.ui.lab.pairs import pairs
from minigiants.ui.lab.words import titled
from minigiants.ui.shell import count, duration, in_words, plain

if TYPE_CHECKING:
    from minigiants.settings import Settings

LOOK = 2.0
"""Seconds between two looks at a comparison that runs."""
_AT_WORK = ("running", "paused", "stopping")
_PHASES = {
    "waiting": "Not started",
    "running": "Running (you can close this page)",
    "paused": "Paused",
    "stopping": "Stopping…",
    "stopped": "Stopped",
    "done": "Done",
}


def compared(settings: "Settings") -> None:
    """Show the comparison that is chosen: how far it is, its figures, two ways of asking compared, each item."""
    folders = {str(folder): folder for folder in comparing.runs(settings)}
    if not folders:
        st.text("There is no comparison yet. Start one under “New comparison”.")
        return
    if st.session_state.get("lab-run") not in folders:
        st.session_state["lab-run"] = next(iter(folders))
    names = {key: titled(folder) for key, folder in folders.items()}
    folder = folders[str(st.selectbox("Comparison", list(folders), format_func=names.__getitem__, key="lab-run"))]
    state = comparing.state(folder)
    st.fragment(_watched, run_every=LOOK if state.phase in _AT_WORK else None)(folder, settings, state.phase)
    if state.done or state.earlier:
        pairs(settings, folder)
        items(folder)
        _files(settings, folder)


def _watched(folder: Path, settings: "Settings", phase: str) -> None:
    """Show how far it is and the figures so far; when it ends, or begins, the page is drawn anew."""
    state = comparing.state(folder)
    if state.phase != phase:
        st.rerun()
    left = f" About {duration(state.seconds_left)} left." if state.seconds_left and state.phase in _AT_WORK else ""
    st.progress(
        state.done / max(1, state.total),
        text=f"{_PHASES[state.phase]}: {state.done:,} of {state.total:,} answers.{left}",
    )
    if state.earlier:
        st.caption(
            f"{count(state.earlier, 'answer')} from an earlier version, shown below. Resuming asks those items again."
        )
    if state.problem:
        st.error(plain(state.problem), icon=":material/error:")
    _buttons(folder, settings, state)
    if state.done or state.earlier:
        figures(settings, folder)


def _buttons(folder: Path, settings: "Settings", state: comparing.RunState) -> None:
    with st.container(horizontal=True):
        if state.phase == "running" and st.button("Pause", icon=":material/pause:", key="lab-pause"):
            _wish(folder, "pause")
        if state.phase == "paused" and st.button("Continue", icon=":material/play_arrow:", key="lab-go-on"):
            _wish(folder, "")
        if state.phase in ("running", "paused") and st.button("Stop", icon=":material/stop:", key="lab-stop"):
            _wish(folder, "stop")
        if state.phase in ("waiting", "stopped") and st.button(
            "Resume", type="primary", icon=":material/play_arrow:", key="lab-resume"
        ):
            try:
                comparing.go_on(folder, settings)
            except Exception as error:  # noqa: BLE001 - such as another comparison that runs
                st.error(in_words(error), icon=":material/error:")
                return
            st.rerun()


def _wish(folder: Path, wanted: comparing.Wish) -> None:
    comparing.say_wish(folder, wanted)
    st.rerun()


def _files(settings: "Settings", folder: Path) -> None:
    findings = comparing.findings_of(folder, settings)
    with st.container(horizontal=True):
        st.download_button(
            "Download the report (HTML)",
            comparing.html(findings),
            file_name=f"{folder.name}.html",
            icon=":material/download:",
        )
        st.download_button(
            "Download every answer (CSV)",
            comparing.table(findings),
            file_name=f"{folder.name}.csv",
            icon=":material/download:",
        )
