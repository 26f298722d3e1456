"""Let every text that is kept or given out pass one place, which takes the personal data out where the rules say so."""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from minigiants.privacy.files import impersonal, rewritten, words
from minigiants.privacy.find import open_finder
from minigiants.privacy.policies import Place, Rules
from minigiants.privacy.replace import Names, Scrubber
from minigiants.privacy.replace.labels import reserve
from minigiants.privacy.types import Known, Policy, PrivacyError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_T = TypeVar("_T")

TALKS = 500
"""Talks whose labels are remembered, in memory only; the one opened longest ago is forgotten first."""


class Funnel:
    """The one way of a text to where it is kept, or out; safe for threads.

    Fails closed: what can't be searched raises PrivacyError, and the caller writes nothing. The finder is opened when
    the first text passes a place that is on, or by `warm_up`.
    """

    def __init__(
        self, rules: Rules, scrubber: "Callable[[Policy], Scrubber] | None" = None, *, language: str = "en"
    ) -> None:
        """Take the rules and the texts' language, and for tests another way to open a scrubber."""
        self.rules = rules
        self._open = scrubber or (lambda policy: Scrubber(open_finder(language), policy))
        self._scrubber: Scrubber | None = None
        self._talks: dict[str, Names] = {}
        self._lock = threading.RLock()

    def on(self, place: Place) -> bool:
        """Say whether personal data is taken out at `place`."""
        return place in self.rules.where

    def warm_up(self) -> None:
        """Open the finder now when any place but the logs needs it."""
        if self.rules.where - {"logs"}:
            with self._lock:
                self._opened()

    def __call__(self, place: Place, text: str, names: Names | None = None, *, known: Known | None = None) -> str:
        """Return `text` as it may be kept at `place`; raises PrivacyError."""
        return self.value(place, text, names, known=known)

    def value(
        self,
        place: Place,
        value: _T,
        names: Names | None = None,
        *,
        known: Known | None = None,
        asked: bool = False,
    ) -> _T:
        """Return an answer, a rating, a JSON object or the like with all its texts as they may be kept at `place`.

        Texts of one value share what is found, and those of several with the same `names` their labels. Every mention
        of who and what is `known` is taken out too. `asked` takes personal data out whatever the rules say.
        """
        if not (asked or self.on(place)):
            return value
        names = Names() if names is None else names
        with self._lock:
            leaving = place == "exports"
            texts = list(dict.fromkeys(filter(str.strip, words(value, leaving=leaving))))
            for text in texts:
                reserve(names, text)
            made = self._opened().scrub_together(texts, known=known, names=names)
            new = dict(zip(texts, (scrubbed.text for scrubbed in made), strict=True))
        return rewritten(value, lambda text: new.get(text, text), leaving=leaving)

    def header(
        self, place: Place, header: Mapping[str, Any], types: Mapping[str, str], names: Names | None = None
    ) -> dict[str, Any]:
        """Return a form's fields as they may be kept at `place`: each is treated by its key, whatever it holds.

        `types` says for a key what it holds; any other holds an ID. Only truth values and what is empty stay.
        """
        if not self.on(place):
            return dict(header)
        names = Names() if names is None else names
        with self._lock:
            scrubber = self._opened()
            return {
                key: value
                if value is None or isinstance(value, bool)
                else scrubber.scrub_value(types.get(key, "ID"), str(value), names=names)
                for key, value in header.items()
            }

    def title(self, place: Place, name: str, *, otherwise: str) -> str:
        """Return what may be kept of a file's name or the like; `otherwise` when nothing is left of it."""
        return impersonal(name, partial(self, place), otherwise=otherwise) if self.on(place) else name

    def refuse_personal(self, place: Place, name: str) -> None:
        """Raise PrivacyError when `name`, which must stay as it is, holds personal data."""
        if self.title(place, name, otherwise="") != name:
            raise PrivacyError("this name holds personal data, which is not kept here: choose another name")

    def talk(self, talk: str, earlier: Callable[[], Iterable[str]] = tuple) -> Names:
        """Return what stands for what in a talk; labels of its `earlier` texts are not given to anybody else."""
        with self._lock:
            names = self._talks.pop(talk, None)
            if names is None:
                names = Names()
                for text in earlier():
                    reserve(names, text)
            self._talks[talk] = names
            while len(self._talks) > TALKS:
                del self._talks[next(iter(self._talks))]
            return names

    def model(self, model: "BaseChatModel") -> "BaseChatModel":
        """Return the model such that it reads no personal data, when that is the rule; one funnel holds at a time."""
        from minigiants.privacy.screened import Screened

        bare = self.bare(model)
        return Screened(inner=bare, scrub=self._scrub_prompt) if self.on("model") else bare

    @staticmethod
    def bare(model: "BaseChatModel") -> "BaseChatModel":
        """Return the model as it is without a funnel."""
        from minigiants.privacy.screened import Screened

        return model.inner if isinstance(model, Screened) else model

    def _scrub_prompt(self, texts: list[str], names: Names) -> list[str]:
        return self.value("model", texts, names)

    def _opened(self) -> Scrubber:
        if self._scrubber is None:
            try:
                self._scrubber = self._open(self.rules.policy)
            except Exception as error:  # noqa: BLE001 - whatever it is, nothing may pass
                why = f"personal data can't be searched for ({type(error).__name__}), so nothing is kept"
                raise PrivacyError(why) from None
        return self._scrubber


OPEN = Funnel(Rules(policy=Policy(name="open")))
"""Lets everything through as it is: for tests, and for evaluations of public data."""
