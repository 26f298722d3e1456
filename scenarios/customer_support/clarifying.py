"""Ask back with one short question, made of the customer's own words and of what the search found."""

from collections.abc import Sequence

from minigiants.types import Hit

from .talk import Question, pointed

OPTIONS = 3
LONGEST_OPTION = 60


def ask_back(question: Question, hits: Sequence[Hit]) -> str:
    """Return one short question that helps to tell what is meant.

    >>> ask_back(Question(last="What is the price of that helmet?"), [])
    'Which helmet do you mean?'
    >>> ask_back(Question(last="How long does it take?"), [])
    'Could you say a little more about what you mean, so that I look in the right place?'
    """
    thing = pointed(question.last, " ".join((*question.asked, *question.told)))
    named = options(hits)
    if thing and len(named) > 1:
        return f"Which {thing} do you mean? I know of {_listed(named)}."
    if thing:
        return f"Which {thing} do you mean?"
    if len(named) > 1:
        return f"Could you say a little more about what you mean? It could be about {_listed(named)}."
    return "Could you say a little more about what you mean, so that I look in the right place?"


def options(hits: Sequence[Hit]) -> list[str]:
    """Return the headings of the first places found, each once, when they are short enough to read out."""
    found = dict.fromkeys(" ".join(hit.passage.heading.split()) for hit in hits[:5])
    return [heading for heading in found if 0 < len(heading) <= LONGEST_OPTION][:OPTIONS]


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
