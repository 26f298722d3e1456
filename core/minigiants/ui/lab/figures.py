"""Show what each way of asking is worth and takes: a sentence, a table, a picture, and what failed."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants import comparing
from minigiants.ui.lab.drawn import show_drawing
from minigiants.ui.lab.words import called
from minigiants.ui.shell import count, duration, plain
from minigiants.ui.shell.table import table

if TYPE_CHECKING:
    from minigiants.settings import Settings


def figures(settings: "Settings", folder: Path) -> None:
    """Show the figures of a comparison, as far as it is."""
    findings = comparing.findings_of(folder, settings)
    st.markdown(f"**{plain(findings.sentence)}**")
    metrics = findings.comparison.metrics
    rows = [
        [
            called(each.contender),
            f"{each.n:,}",
            *(_mean(each.means[metric.name]) for metric in metrics),
            "-" if each.seconds is None else duration(each.seconds),
            f"{each.memory / 1e9:.1f} GB" if each.memory else "-",
            str(len(each.failed)),
        ]
        for each in findings.standings
    ]
    heads = [f"{m.name}{' (less is better)' if m.lower else ''}" for m in metrics]
    table(
        ["Model", "Items", *heads, "Seconds", "Memory", "Failed"],
        rows,
        caption="Quality and cost of each way of asking",
    )
    meanings = "; ".join(f"{m.name}: {m.meaning}" for m in metrics)
    st.caption(
        plain(
            f"{meanings}. In brackets: the range that holds the true figure 19 times out of 20. "
            "Seconds: half of the answers took less time."
        )
    )
    if drawing := comparing.drawn_picture(findings, "seconds"):
        show_drawing(drawing, "Quality against seconds; the table above has the same figures.")
    _failures(findings)


def _mean(mean: comparing.Mean) -> str:
    return f"{mean.value:.2f} [{mean.low:.2f}, {mean.high:.2f}]" if mean.n else "-"


def _failures(findings: comparing.Findings) -> None:
    rows = [[called(each.contender), item, why] for each in findings.standings for item, why in each.failed]
    if rows:
        with st.expander(f"{count(len(rows), 'answer')} failed, which counts as wrong", icon=":material/error:"):
            table(["Model", "Item", "Why"], rows, caption="Answers that failed")
