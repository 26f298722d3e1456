"""Take personal data out of what a chain sends and put it back into what it returns."""

from minigiants.privacy.replace.restore import restore
from minigiants.privacy.replace.scrub import Scrubber
from minigiants.privacy.replace.session import Names
from minigiants.privacy.types import Find, Known, Policy


class ReversibleAnonymizer:
    """Stands where LangChain's `PresidioReversibleAnonymizer` does: both methods are steps of a chain.

    Use one for each person or talk, and not from two threads at once: labels stay the same within it.
    """

    def __init__(self, find: Find, policy: Policy, *, known: Known | None = None) -> None:
        """Find with `find`, and `known` people beforehand; `policy` must label or substitute what is to come back."""
        self._scrubber = Scrubber(find, policy)
        self._known = known
        self._names = Names()

    def anonymize(self, text: str) -> str:
        """Return the text without its personal data; raises PrivacyError when it can't be searched."""
        return self._scrubber.scrub(text, known=self._known, names=self._names).text

    def deanonymize(self, text: str) -> str:
        """Return the text with every label or substitute of this object that is certain put back."""
        return restore(text, self._names).text

    def reset(self) -> None:
        """Forget everybody."""
        self._names = Names()
