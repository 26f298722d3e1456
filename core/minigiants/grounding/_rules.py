"""The rules in the order in which they are asked."""

from collections.abc import Callable

from minigiants.grounding._sides import Finding, Sides
from minigiants.grounding._values import check_dates, check_numbers
from minigiants.grounding._wording import check_names, check_negation, check_opposites, check_quotes, check_words

RULES: tuple[Callable[[Sides], Finding | None], ...] = (
    check_quotes,
    check_numbers,
    check_dates,
    check_names,
    check_negation,
    check_opposites,
    check_words,
)
