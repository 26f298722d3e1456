"""Ask back with one short question, made of the customer's own words and of what the search found."""

import re
from collections.abc import Sequence

from minigiants.types import Hit

from ..understanding.talk import CustomerQuestion, pointed

OPTIONS = 3
MORE = "Could you say a little more about what you mean"
_ASKED = re.compile(rf"{MORE}|Which [\w -]{{1,80}} do you mean\?")
LONGEST_OPTION = 60
NEAR = 0.2
"""Cosine from which a place found has to do with what was said."""


def ask_back(question: CustomerQuestion, hits: Sequence[Hit]) -> str:
    """Return one short question that helps to tell what is meant.

    >>> ask_back(CustomerQuestion(last="What is the price of that helmet?"), [])
    'Which helmet do you mean?'
    >>> ask_back(CustomerQuestion(last="How long does it take?"), [])
    'Could you say a little more about what you mean, so that I look in the right place?'
    """
    thing = pointed(question.last, " ".join((*question.asked, *question.told)))
    choices = options(hits)
    if thing and len(choices) > 1:
        return f"Which {thing} do you mean? I know of {_listed(choices)}."
    if thing:
        return f"Which {thing} do you mean?"
    if len(choices) > 1:
        return f"{MORE}? It could be about {_listed(choices)}."
    return f"{MORE}, so that I look in the right place?"


def asks_back(reply: str) -> bool:
    """Tell whether a reply is one that `ask_back` makes.

    >>> asks_back("Which helmet do you mean? I know of “Racer” or “City”."), asks_back("A helmet costs 49 euros.")
    (True, False)
    """
    return bool(_ASKED.match(reply))


def options(hits: Sequence[Hit]) -> list[str]:
    """Return the headings of the first places found, each once, when they are near and short enough to read out."""
    found = dict.fromkeys(" ".join(hit.passage.heading.split()) for hit in hits[:5] if hit.similarity >= NEAR)
    return [heading for heading in found if 0 < len(heading) <= LONGEST_OPTION][:OPTIONS]


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
