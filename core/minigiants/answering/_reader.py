"""Hold what one scenario answers with, its learned numbers and its prompts, and do each step with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from minigiants.answering import _checking, _selection, _writing
from minigiants.answering._candidates import Candidate, Embed
from minigiants.answering._selection import Selection, Weights
from minigiants.answering._writing import Draft, Prompts
from minigiants.pipeline import Event, Services
from minigiants.types import Claim, Hit


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """The steps from hits to checked claims, for one scenario's weights and prompts."""

    weights: Weights
    prompts: Prompts

    @property
    def threshold(self) -> float:
        """The probability from which a question is answered."""
        return self.weights.decision.threshold

    def select(self, question: str, hits: Sequence[Hit], embed: Embed) -> Selection:
        """Choose the sentences to read from `hits` (in rank order, at least one)."""
        return _selection.select(question, hits, embed, self.weights)

    def decide(self, answerable: float, refusal: float) -> float:
        """Combine what the search says with the model's doubt: the probability that the documents answer."""
        return _selection.decide(answerable, refusal, self.weights.decision)

    def foregone(self, answerable: float) -> float | None:
        """Return the decision's probability where no doubt of the model would turn it; None where its doubt decides."""
        return _selection.foregone(answerable, self.weights.decision)

    def write(
        self,
        question: str,
        chosen: Sequence[Candidate],
        model: BaseChatModel,
        on_event: Callable[[Event], None],
        believed: Callable[[float], bool] | None,
    ) -> Draft:
        """Return the model's draft; `believed(refusal)` decides on its doubt, and without it there is no way out."""
        return _writing.write(question, chosen, model, on_event, believed, prompts=self.prompts)

    def check(self, draft: str, question: str, selection: Selection, services: Services) -> list[Claim]:
        """Return the draft's sentences as claims, each with its evidence and the rules' verdict."""
        return _checking.check(draft, question, selection, services, self.weights)

    def complete(
        self, shown: Sequence[Claim], question: str, selection: Selection, services: Services
    ) -> tuple[Claim, ...]:
        """Add, word for word, the sentences that very probably belong to the answer and that no claim says yet."""
        return _checking.complete(shown, question, selection, services, self.weights)
