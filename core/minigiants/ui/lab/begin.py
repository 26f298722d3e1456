"""Lay out a new comparison: what work, which models, which items; then start it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants import comparing, models, scenario
from minigiants.ui.lab.words import way
from minigiants.ui.shell import count, duration, in_words, plain

if TYPE_CHECKING:
    from minigiants.settings import Settings

ITEMS = 20
"""To begin with: enough to see whether all works."""
ENOUGH = 100
"""Items from which on two models that differ by a fifth are told apart."""
_FIELDS = {"messages": "message"}
"""What one text of a case is called, where a request holds a whole conversation."""
_OWN, _OURS = "My own cases", "The built-in examples"


def begin(settings: "Settings") -> None:
    """Ask what shall be compared, and start it in the background."""
    offered = {name: scenario.load(name).title for name in scenario.names() if scenario.load(name).trial}
    name = str(st.selectbox("Which task?", list(offered), format_func=offered.__getitem__, key="lab-scenario"))
    here = comparing.models_here(settings)
    if not here:
        st.info(
            "There is no model on this computer yet. To download one, run this in a terminal:",
            icon=":material/download:",
        )
        st.code("minigiants models pull", language=None)
        return
    chosen, ways = _who(settings, here)
    adapters = _adapters(settings, name, chosen) if comparing.PIPELINE in ways else []
    items = _items(settings, name)
    if items is None:
        return
    trial, collection = items
    most = len(trial.probes)
    number = int(st.number_input("How many items?", 1, most, min(ITEMS, most), key=f"lab-number-{name}-{most}"))
    st.caption(_enough(number, most))
    if not chosen or not ways:
        st.caption("Choose at least one model and one way of asking it.")
        return
    contenders = [
        each
        for each in comparing.chosen_contenders(settings, name, names=chosen, adapters=adapters, bare=True)
        if each.adapter or each.way in ways
    ]
    st.caption(_reckoned(settings, name, contenders, number))
    if st.button("Start", type="primary", icon=":material/play_arrow:", key="lab-start"):
        folder = comparing.place_for(settings, name, datetime.now(UTC))
        command = f"minigiants compare {name} --folder {folder} --go-on"
        laid = comparing.of_trial(name, contenders, trial, collection=collection, limit=number, command=command)
        _start(settings, laid, folder)


def _who(settings: "Settings", here: list[str]) -> "tuple[list[str], list[comparing.Way]]":
    """Ask for the models, and how they are asked."""
    chosen = st.pills(
        "Which models?",
        here,
        default=here[:1],
        format_func=lambda model: _model(model, settings),
        selection_mode="multi",
        key="lab-models",
    )
    ways = st.pills(
        "How are they asked?",
        (comparing.PIPELINE, comparing.BARE),
        format_func=way,
        selection_mode="multi",
        default=(comparing.PIPELINE, comparing.BARE),
        key="lab-ways",
        help="The model alone gets one plain question, as someone without this suite would ask. "
        "The difference is what the suite adds.",
    )
    return list(chosen), list(ways)


def _items(settings: "Settings", name: str) -> "tuple[comparing.Trial, str] | None":
    """Ask for the items and the collection they are about; say which line of a file of one's own is wrong."""
    trial = comparing.trial_of(name)
    if st.radio("Which questions?", (_OURS, _OWN), key="lab-items", horizontal=True) == _OURS:
        st.caption(f"{count(len(trial.probes), 'item')}: {trial.about}.")
        return trial, ""
    file = st.file_uploader(
        "Your cases: one per line (JSONL) or one per row (CSV)",
        type=["jsonl", "csv"],
        key="lab-cases",
        max_upload_size=20,
    )
    fields = ", ".join(f"`{_FIELDS.get(field, field)}`" for field in scenario.load(name).required)
    st.caption(f"Each has an `id`, {fields}, what the answer must say (`says`) and must never say (`never`).")
    collection = _collection(settings) if scenario.load(name).searches else ""
    if file is None:
        return None
    try:
        probes = comparing.read_cases(file.getvalue(), trial, table=file.name.lower().endswith(".csv"))
    except comparing.CaseError as error:
        st.error(plain(in_words(error)), icon=":material/error:")
        return None
    st.success(f"{count(len(probes), 'case')} can be used.", icon=":material/check:")
    return comparing.with_probes(trial, probes, "a file of one's own", collection), collection


def _collection(settings: "Settings") -> str:
    from minigiants.retrieval import open_library

    library = open_library(settings)
    try:
        names = [info.name for info in library.collections()]
    finally:
        library.close()
    examples = "The sample documents"
    chosen = st.selectbox("Which documents do they ask about?", [examples, *names], key="lab-collection")
    return "" if chosen == examples else str(chosen)


def _adapters(settings: "Settings", name: str, chosen: list[str]) -> list[str]:
    """Offer the adapters that fit the chosen models, if there are any."""
    from minigiants.services import adapter_places

    there = models.adapters(adapter_places(settings, name))
    fitting = [key for key, each in there.items() if each.offered and each.card.base in chosen]
    if not fitting:
        return []
    with_them = st.checkbox("Also with adapters (small files trained for this task)", key="lab-adapters")
    return fitting if with_them else []


def _model(name: str, settings: "Settings") -> str:
    entry = models.entry(name, settings.models_folder)
    return f"{name} ({entry.size / 1e9:.1f} GB)"


def _enough(number: int, most: int) -> str:
    if number >= ENOUGH:
        return "Enough to tell apart two models that differ on one item in five."
    rest = f" With {ENOUGH}, you can tell apart two models that differ on one item in five." if most >= ENOUGH else ""
    return f"{count(number, 'item')} will show what is broken, but not which of two good models is better.{rest}"


def _reckoned(settings: "Settings", name: str, contenders: "list[comparing.Contender]", number: int) -> str:
    """Say how long it will take, by what earlier comparisons of this work took."""
    means: dict[str, float] = {}
    for folder in comparing.runs(settings):
        if comparing.read_comparison(folder).scenario == name:
            means = comparing.mean_seconds(folder) | means
    ways = count(len(contenders), "way")
    answers = f"{count(number * len(contenders), 'answer')}: {count(number, 'item')}, each asked in {ways}."
    if any(each.name not in means for each in contenders):
        return f"{answers} The time this takes is known after the first few."
    seconds = number * sum(means[each.name] for each in contenders)
    return f"{answers} About {duration(seconds)}, judging by earlier comparisons."


def _start(settings: "Settings", comparison: "comparing.Comparison", folder: Path) -> None:
    try:
        comparing.begin(comparison, folder, settings)
    except Exception as error:  # noqa: BLE001 - such as a comparison that runs, or a disk that is full
        st.error(in_words(error), icon=":material/error:")
        return
    st.session_state["lab-run"] = str(folder)
    st.session_state["lab-go-to"] = "Comparisons"
    st.rerun()
