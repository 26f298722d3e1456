"""Say for people what a comparison calls by short names."""

from pathlib import Path

from minigiants import comparing, scenario

_WAYS = {comparing.BARE: "the model alone", comparing.PIPELINE: "with this suite"}


def way(name: str) -> str:
    """Say how a model is asked.

    >>> way("bare")
    'the model alone'
    """
    return _WAYS[name]  # type: ignore[index]


def called(contender: comparing.Contender) -> str:
    """Name a contender.

    >>> called(comparing.Contender(model="tiny", adapter="a-1"))
    'tiny, with this suite and its adapter'
    """
    return f"{contender.model}, {way(contender.way)}{' and its adapter' if contender.adapter else ''}"


def titled(folder: Path) -> str:
    """Name a comparison by its work, its models, its size and its time."""
    comparison = comparing.read_comparison(folder)
    models = ", ".join(dict.fromkeys(each.model for each in comparison.contenders))
    when = comparing.changed(folder).astimezone()
    title = scenario.load(comparison.scenario).title
    return f"{title}: {models}, {len(comparison.probes)} items, {when:%Y-%m-%d %H:%M}"
