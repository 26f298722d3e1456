"""What a scenario's pipeline may call, and the shape that every pipeline has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from minigiants.types import Answer, Claim, Evidence, Hit, Passage, Scan, Table

if TYPE_CHECKING:  # LangChain takes a second to import, which no annotation is worth
    import numpy as np
    from langchain_core.language_models import BaseChatModel

    from minigiants.privacy import Funnel
    from minigiants.retrieval import DocumentInfo

__all__ = ["Answer", "Event", "Pipeline", "Request", "Retrieve", "Services", "Shelf"]

Request = Mapping[str, Any]
"""A scenario's input, one JSON object: `{"id", "question", "collection"}` for document questions."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something a waiting person wants to see; at least four a second arrive while the model works."""

    stage: str
    """queue, understand, search, gather (everything is read), read, write or check."""
    text: str = ""
    """The next piece of the answer's draft (stage write)."""
    done: int = 0
    """Progress within the stage: place in the queue, tokens of the prompt read."""
    total: int = 0
    places: tuple[str, ...] = ()
    """Names of the documents that were found (stage search)."""
    evidence: tuple[Evidence, ...] = ()
    """What was picked of them for the model to read (stage search)."""


class Retrieve(Protocol):
    """Search a collection."""

    def __call__(self, question: str, *, collection: str, limit: int) -> Sequence[Hit]:
        """Return at most `limit` hits in rank order; an empty or unknown collection gives none."""
        ...


class Shelf(Protocol):
    """The documents themselves, for what a search can't answer: tables, whole texts, names."""

    def documents(self, collection: str) -> "Sequence[DocumentInfo]":
        """Describe the documents of a collection, by name."""
        ...

    def tables(self, collection: str, document_id: str) -> Sequence[Table]:
        """Return a document's tables, in order."""
        ...

    def scans(self, collection: str, document_id: str) -> Mapping[int, Scan]:
        """Return how surely the pages of a document were recognised that are pictures, by number."""
        ...

    def passages(self, collection: str, document_id: str) -> Sequence[Passage]:
        """Return a document's passages, in reading order."""
        ...

    def page_text(self, collection: str, document_id: str, page: int) -> str:
        """Return the text of a document's page, counted from 1."""
        ...


class Ground(Protocol):
    """Check a claim against its evidence by rules."""

    def __call__(self, claim: str, evidence: Sequence[Evidence], *, question: str = "") -> Claim:
        """Return the claim with its verdict; fails closed: no evidence is unsupported."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """Everything that a pipeline may call; tests hand in their own."""

    model: "BaseChatModel"
    retrieve: Retrieve
    embed: Callable[[Sequence[str]], "np.ndarray[Any, np.dtype[np.float32]]"]
    """Texts -> unit vectors, shape (texts, dimensions)."""
    ground: Ground
    clock: Callable[[], float]
    """Seconds, monotonic."""
    new_id: Callable[[], str]
    funnel: "Funnel"
    """What the model reads has come through here; tests, and evaluations of public data, say OPEN."""
    shelf: Shelf | None = None
    """The documents that `retrieve` searches; None where there are only passages."""
    bars: Mapping[str, float] = field(default_factory=dict)
    """Probability from which a scenario's answers are shown, where a site's ratings ask for more than was learned."""

    def behind(self, funnel: "Funnel") -> "Services":
        """Return the same services with a model that reads only what `funnel` lets through, and through no other."""
        return replace(self, model=funnel.model(self.model), funnel=funnel)

    @property
    def bare_model(self) -> "BaseChatModel":
        """The model with no funnel before it: to be loaded and named.

        A pipeline may ask it that puts each text through `funnel` by itself, once and with all that it knows of people.
        """
        return self.funnel.bare(self.model)


class Pipeline(Protocol):
    """Answer one request; the page, the batch command and the evaluation all call this."""

    def __call__(
        self, request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None
    ) -> Answer:
        """Answer `request`; an exception from `on_event` stops the model and passes through."""
        ...
