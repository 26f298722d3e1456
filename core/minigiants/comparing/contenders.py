"""Name what is compared: a model, asked bare or through the pipeline, with an adapter or without."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from minigiants.settings import Settings

Way = Literal["bare", "pipeline"]
BARE: Way = "bare"
PIPELINE: Way = "pipeline"


@dataclass(frozen=True, kw_only=True, slots=True)
class Contender:
    """One of those that are compared."""

    model: str
    way: Way = PIPELINE
    adapter: str = ""

    @property
    def name(self) -> str:
        """How it is called in results.

        >>> Contender(model="tiny", way="bare").name, Contender(model="tiny", adapter="a-1").name
        ('tiny, bare', 'tiny, adapted')
        """
        return f"{self.model}, {'adapted' if self.adapter else self.way}"

    def settings(self, settings: Settings) -> Settings:
        """Return settings that run it on this machine's engine."""
        adapters = (self.adapter,) if self.adapter else ()
        return settings.model_copy(update={"model": self.model, "adapters": adapters, "engine": "llama.cpp"})

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"model": self.model, "way": self.way, "adapter": self.adapter}


def contenders(
    models: Sequence[str], adapters: Iterable[tuple[str, str]] = (), *, bare: bool = True
) -> list[Contender]:
    """List each model bare, through the pipeline, and with each of its `adapters`, pairs of base and name.

    >>> [c.name for c in contenders(["tiny", "small"], [("small", "s-1")])]
    ['tiny, bare', 'tiny, pipeline', 'small, bare', 'small, pipeline', 'small, adapted']
    """
    own = list(adapters)
    every = []
    for model in dict.fromkeys(models):
        every += [Contender(model=model, way=BARE)] if bare else []
        every.append(Contender(model=model))
        every += [Contender(model=model, adapter=name) for base, name in own if base == model]
    return every
