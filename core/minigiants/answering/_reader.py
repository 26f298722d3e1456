"""Hold what one scenario answers with, its learned numbers and its prompts, and do each step with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from minigiants.answering import _second, _windows, _writing, deciding
from minigiants.answering._candidates import Embed
from minigiants.answering._selection import Selection, Weights
from minigiants.answering._writing import Prompts
from minigiants.answering.deciding import Decision
from minigiants.pipeline import Event, Services
from minigiants.types import Evidence, Generation, Hit


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """The steps from hits to a decision, for one scenario's weights and prompts: read, write, then decide."""

    weights: Weights
    prompts: Prompts
    selective: bool = False
    """Whether documents that a question hardly means are left out of what is read."""

    @property
    def threshold(self) -> float:
        """The probability from which an answer is shown."""
        return self.weights.answer.threshold

    def read(self, question: str, hits: Sequence[Hit], embed: Embed) -> Selection:
        """Choose the windows of text to read from `hits` (in rank order, at least one)."""
        return _windows.windows(question, hits, embed, self.weights, selective=self.selective)

    def write(
        self, question: str, selection: Selection, model: BaseChatModel, on_event: Callable[[Event], None]
    ) -> Generation:
        """Return the model's draft; it has no way out."""
        return _writing.write_surely(question, selection.read, model, on_event, prompts=self.prompts)

    def decide(
        self,
        question: str,
        draft: str,
        selection: Selection,
        services: Services,
        on_event: Callable[[Event], None] = lambda _: None,
        *,
        defined: Evidence | None = None,
        least: float = 0.0,
    ) -> Decision:
        """Check a draft against what was read, and ask the model once more; what a rule refuses is never the answer.

        `defined` says what the one term means that the draft adds to the question; below a probability of `least`
        nothing is shown, whatever was learned.
        """
        weighed = _second.weighed(question, draft, selection.read, services.model, on_event, prompts=self.prompts)
        return deciding.decide(
            question, draft, selection, services, self.weights, weighed=weighed, defined=defined, least=least
        )
