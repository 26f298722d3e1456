"""Write what stands behind the models as a table in Markdown: size, licence, context, openness, maker, date, source."""

from collections.abc import Iterable

from minigiants.models.catalog.entries import HubSource, ModelEntry

_HEAD = ("model", "file", "memory", "context", "licence", "made by", "of", "open", "why one would want it")
_CACHE = {
    "attention": "",
    "hybrid": "reads a prompt that comes again anew more often (hybrid memory)",
    "sliding window": "reads a prompt that comes again anew more often (sliding window)",
}


def background(models: Iterable[ModelEntry]) -> str:
    """Return a table of the models, then where each comes from, with its hash."""
    given = list(models)
    rows = ["| " + " | ".join(_HEAD) + " |", "|" + "---|" * len(_HEAD), *map(_row, given)]
    return "\n".join([*rows, "", *map(_source, given), ""])


def warnings(model: ModelEntry) -> list[str]:
    """Say what to know before using a model: its terms, and what its build costs.

    >>> from pathlib import Path
    >>> from minigiants.models import entry
    >>> warnings(entry("qwen2.5-coder-0.5b", Path("nowhere")))
    []
    """
    terms = f"its licence has terms: {model.terms}" if model.terms else ""
    return [told for told in (terms, _CACHE[model.architecture]) if told]


def _row(model: ModelEntry) -> str:
    why = "; ".join([model.why, *warnings(model)])
    cells = (
        f"`{model.name}`",
        _gigabytes(model.size),
        _gigabytes(model.memory),
        f"{model.context:,}",
        model.licence,
        model.publisher,
        model.published,
        model.openness,
        why,
    )
    return "| " + " | ".join(cells) + " |"


def _source(model: ModelEntry) -> str:
    hub = next((source for source in model.sources if isinstance(source, HubSource)), None)
    place = f"`{hub.repo}` at `{hub.revision[:12]}`" if hub else "packages of the index that pip uses"
    return f"- `{model.name}`: {model.title}; {place}; SHA-256 `{model.sha256}`"


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
