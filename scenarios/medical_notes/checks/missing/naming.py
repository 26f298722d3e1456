"""Name the drugs that a clinician only points to, and leave out the one that is taken back in the same breath."""

import re
from collections.abc import Sequence

from ...facts import frequencies
from .amounts import amounts
from .reading import as_spoken, cue, read

_REACH = 5
"""Sentences within which a drug is pointed to."""
_MOST = 3
_POINTS = re.compile(
    r"\b(?:stop|stopping|hold|halve|double|continue|carry on with|keep on with|stay on|restart|increase|reduce)"
    r" (?P<what>both(?: of)?(?: those| them| these)?|those(?: two)?|them|these|that one|that|it)\b"
    r"(?! (?:from|being|getting|happening))",
    re.IGNORECASE,
)
_SEVERAL = ("both", "those", "them", "these")
_TAKES_BACK = re.compile(
    r"^\W*(?:no,? (?:wait|hang on|hold on|actually)|actually,? no|scratch that|wait,? no|hang on,? no"
    r"|on second thoughts)\b",
    re.IGNORECASE,
)
_ENDS_DOSE = frozenset({"", "mg", "mcg", "ml", "g", "unit", "puff", "tablet", "sachet", "drop", "spray"})


class Named:
    """The drugs that were named last."""

    def __init__(self) -> None:
        """Begin with none."""
        self._last: list[tuple[str, ...]] = []

    def in_full(self, sentences: Sequence[str], *, by_clinician: bool) -> list[str]:
        """Return a turn's sentences with each drug by its name, without a plan that the next sentence takes back.

        >>> named = Named()
        >>> named.in_full(["It's from the codeine and the oxybutynin.", "So, stop both of those."], by_clinician=True)
        ["It's from the codeine and the oxybutynin.", 'So, stop codeine and oxybutynin.']
        >>> named.in_full(["I'd start trimethoprim...", "No, wait.", "Let's make it cefalexin."], by_clinician=True)
        ['No, wait.', "Let's make it cefalexin."]
        """
        whole: list[str] = []
        for sentence in sentences:
            taken_back = by_clinician and whole and _TAKES_BACK.match(sentence) and read(whole[-1]).drugs
            if taken_back and cue("starts_drug").search(whole[-1]):
                whole.pop()
                self._last = self._last[:-1]
            text = self._with_names(sentence) if by_clinician else sentence
            drugs = tuple(as_spoken(drug, text.lower()) for drug in read(text).drugs)
            self._last = [*self._last[-_REACH:], drugs]
            whole.append(text)
        return whole

    def _with_names(self, sentence: str) -> str:
        """Write the names of the drugs that a sentence points to, or that its dose is of."""
        last = next((drugs for drugs in reversed(self._last) if drugs), ())
        if not last or read(sentence).drugs:
            return sentence
        if match := _POINTS.search(sentence):
            several = match["what"].lower().startswith(_SEVERAL)
            names = " and ".join(last[-_MOST:] if several else last[-1:])
            return f"{sentence[: match.start('what')]}{names}{sentence[match.end('what') :]}"
        doses = [a for a in amounts(sentence.lower()) if a.unit in _ENDS_DOSE and not a.paired]
        if doses and frequencies(sentence) and not sentence.rstrip().endswith("?"):
            return f"{last[-1].capitalize()}: {sentence[:1].lower()}{sentence[1:]}"
        return sentence
