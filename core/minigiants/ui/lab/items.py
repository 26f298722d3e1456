"""Look into one item: what was asked and wanted, and of each contender what it read, wrote, was worth and took."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from minigiants import batch, comparing
from minigiants.rating import asked
from minigiants.ui.lab.words import called
from minigiants.ui.shell import duration, plain, shorten

_ACTIONS = {"answer": "answered", "clarify": "asked back", "abstain": "found no answer", "handoff": "handed over"}


def items(folder: Path) -> None:
    """Let an item be chosen, and show its trace."""
    st.subheader("Look at one item", anchor=False)
    comparison = comparing.read_comparison(folder)
    probes = {probe.id: probe for probe in comparison.probes}
    rows = batch.lines_of(folder / comparing.OUTCOMES)
    outcomes = {each: comparing.outcomes_of(rows, each) for each in comparison.contenders}
    metric = comparison.metrics[0]
    labels = {
        key: f"{_signs(key, outcomes, metric)}  {shorten(asked(probe.request), 90)}" for key, probe in probes.items()
    }
    earlier, names = f"lab-item-of-{folder.name}", [*probes]
    at = names.index(st.session_state[earlier]) if st.session_state.get(earlier) in probes else 0
    # A browser keeps the words of what is chosen: with each answer that came, the signs in them are other ones.
    key = f"lab-item-{folder.name}-{len(rows)}"
    chosen = str(st.selectbox("Item", names, index=at, format_func=labels.__getitem__, key=key))
    st.session_state[earlier] = chosen
    st.caption("One sign for each model: ✓ right, ~ partly right, ✗ wrong, ! failed, · not asked yet.")
    probe = probes[chosen]
    st.text(asked(probe.request))
    if probe.target:
        with st.expander("What a right answer needs", icon=":material/flag:"):
            st.json(dict(probe.target), expanded=2)
    prompts = {(row["contender"], row["item"]): row["prompts"] for row in batch.lines_of(folder / comparing.PROMPTS)}
    for contender, of in outcomes.items():
        _answer(contender, of.get(chosen), prompts.get((contender.name, chosen), []), comparison)


def _signs(item: str, outcomes: Mapping[comparing.Contender, Mapping[str, Any]], metric: comparing.Metric) -> str:
    return "".join(_sign(of.get(item), metric) for of in outcomes.values())


def _sign(row: Mapping[str, Any] | None, metric: comparing.Metric) -> str:
    if row is None:
        return "·"
    if "scores" not in row:
        return "!"
    value = row["scores"].get(metric.name, 0.0)
    worth = 1 - value if metric.lower else value
    return "✓" if worth == 1 else "✗" if worth == 0 else "~"


def _answer(
    contender: comparing.Contender,
    row: Mapping[str, Any] | None,
    prompts: list[str],
    comparison: comparing.Comparison,
) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(called(contender))}**")
        if row is None:
            st.caption("Not asked yet.")
            return
        if "error" in row:
            st.error(plain(str(row["error"])), icon=":material/error:")
        else:
            st.text(str(row["text"]))
        scores = "; ".join(
            f"{m.name} {row['scores'][m.name]:.2f}" for m in comparison.metrics if m.name in row.get("scores", {})
        )
        facts = [
            _ACTIONS.get(str(row.get("action", "")), ""),
            f"reason: {row['reason']}" if row.get("reason") else "",
            scores,
            duration(row["seconds"]) if "seconds" in row else "",
            f"{row['tokens_in']:,} tokens read, {row['tokens_out']:,} written" if row.get("tokens_in") else "",
        ]
        st.caption(plain(". ".join(fact[:1].upper() + fact[1:] for fact in facts if fact)))
        if prompts:
            with st.expander("What the model read", icon=":material/description:"):
                for prompt in prompts:
                    st.code(prompt, language=None, wrap_lines=True)
