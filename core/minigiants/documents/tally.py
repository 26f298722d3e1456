"""Count what a reader of a file leaves out or reads in a way of its own, and say so in sentences."""

from collections import Counter
from typing import Literal

Thing = Literal["struck", "hidden", "equation", "picture", "comment", "change", "chart", "sheet", "slide", "attachment"]
_SAYINGS: dict[str, tuple[str, str]] = {
    "struck": ("{n} struck word is left out.", "{n} struck words are left out."),
    "hidden": ("{n} hidden word is left out.", "{n} hidden words are left out."),
    "equation": ("{n} equation is left out.", "{n} equations are left out."),
    "picture": (
        "{n} picture is left out: describe it in the text if it matters.",
        "{n} pictures are left out: describe them in the text if they matter.",
    ),
    "comment": ("{n} comment is read as a comment.", "{n} comments are read as comments."),
    "change": (
        "{n} tracked change is read as accepted.",
        "{n} tracked changes are read as accepted.",
    ),
    "chart": ("{n} chart without its figures is left out.", "{n} charts without their figures are left out."),
    "sheet": ("{n} hidden sheet is left out.", "{n} hidden sheets are left out."),
    "attachment": ("{n} attachment is left out.", "{n} attachments are left out."),
    "slide": ("{n} hidden slide is left out.", "{n} hidden slides are left out."),
}


class Tally:
    """What was counted while one file was read."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self.others: list[str] = []
        """Further sentences."""

    def add(self, thing: Thing, count: int = 1) -> None:
        """Count `thing`."""
        self._counts[thing] += count

    def leave_out(self, thing: Thing, text: str) -> None:
        """Count the words of `text`."""
        self._counts[thing] += len(text.split())

    def notes(self) -> list[str]:
        """Return a sentence for each thing that there is.

        >>> tally = Tally()
        >>> tally.leave_out("struck", "85 euros")
        >>> tally.notes()
        ['2 struck words are left out.']
        """
        counted = [(name, self._counts[name]) for name in _SAYINGS if self._counts[name]]
        return [_SAYINGS[name][count != 1].format(n=count) for name, count in counted] + self.others
