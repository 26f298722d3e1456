"""Hold two ways of asking against each other on the same items, of one comparison or of two."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants import batch, comparing
from minigiants.ui.lab.words import called, titled
from minigiants.ui.shell import count, plain
from minigiants.ui.shell.table import table

if TYPE_CHECKING:
    from minigiants.settings import Settings

SURE = 0.05
"""Below this probability a difference is called one."""


def pairs(settings: "Settings", folder: Path) -> None:
    """Let two be chosen, and say by how much one is better and how sure that is."""
    st.subheader("Compare two of them", anchor=False)
    plan = comparing.read_comparison(folder)
    others = [each for each in comparing.runs(settings) if comparing.read_comparison(each).scenario == plan.scenario]
    own = {str(each): each for each in (folder, *(other for other in others if other != folder))}
    key = folder.name
    left, right = st.columns(2)
    first = left.selectbox("First", plan.contenders, format_func=called, key=f"lab-first-{key}")
    place = folder
    if len(own) > 1:
        chosen = right.selectbox("Second, of", list(own), format_func=lambda f: titled(own[f]), key=f"lab-other-{key}")
        place = own[str(chosen)]
    there = comparing.read_comparison(place).contenders
    second = right.selectbox(
        "Second", there, index=len(there) - 1, format_func=called, key=f"lab-second-{key}-{place.name}"
    )
    if first is None or second is None or (first == second and place == folder):
        st.caption("Choose two different models or ways of asking.")
        return
    _difference(folder, first, place, second)


def _difference(folder: Path, first: comparing.Contender, place: Path, second: comparing.Contender) -> None:
    one, other = comparing.read_comparison(folder), comparing.read_comparison(place)
    rows, other_rows = (batch.lines_of(each / comparing.OUTCOMES) for each in (folder, place))
    differences = comparing.paired_runs((one, rows, first), (other, other_rows, second))
    if not differences or not differences[0].difference.n:
        st.caption("They have not answered the same items yet.")
        return
    st.text(_told(differences[0], called(first), called(second), lower=one.metrics[0].lower))
    lines = [
        [
            pair.metric,
            f"{pair.difference.value:+.2f} [{pair.difference.low:+.2f}, {pair.difference.high:+.2f}]",
            f"{pair.difference.better:,}",
            f"{pair.difference.worse:,}",
            f"{pair.difference.n:,}",
            f"{pair.difference.p:.3f}",
        ]
        for pair in differences
    ]
    heads = ["Figure", "Second minus first", "Second higher", "First higher", "Items", "p"]
    table(heads, lines, caption="Differences on the same items")
    st.caption(plain("p: how often chance alone would produce a difference this large if there were none."))


def _told(pair: comparing.Paired, first: str, second: str, *, lower: bool) -> str:
    """Say of the deciding figure whether the second is better."""
    d = pair.difference
    sure = d.p < SURE
    gain = -d.value if lower else d.value
    if not sure:
        return f"On {count(d.n, 'item')}, “{pair.metric}” shows no difference. There may still be a small one."
    better, worse = (second, first) if gain > 0 else (first, second)
    return f"On {count(d.n, 'item')}, {better} is better than {worse}: “{pair.metric}” differs by {abs(d.value):.2f}."
