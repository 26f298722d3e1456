"""Weigh a few given answers by the most probable first tokens that a server lists."""

from collections.abc import Mapping, Sequence

from minigiants.models.llama.native import EngineError

LISTED = 20
"""As many alternatives as the interface allows."""


def weigh(options: Sequence[str], listed: Mapping[str, float]) -> dict[str, float]:
    """Return the probability of each option, given that the reply is one of them.

    Raises EngineError when two options begin with the same token, or when none is among those listed.

    >>> weigh(["yes", "no"], {"yes": 0.5, " no": 0.25, "maybe": 0.25})
    {'yes': 0.6666666666666666, 'no': 0.3333333333333333}
    """
    if len(set(options)) < max(2, len(options)):
        raise ValueError(f"choose between at least two options that differ, not {list(options)!r}")
    weights = dict.fromkeys(options, 0.0)
    for token, probability in listed.items():
        begun = [option for option in options if token.strip() and option.startswith(token.strip())]
        if len(begun) > 1:
            raise EngineError("options that begin alike can't be weighed by a server: let their first words differ")
        for option in begun:
            weights[option] += probability
    total = sum(weights.values())
    if not total:
        raise EngineError("the server lists none of the options among its most probable words: name them in the prompt")
    return {option: probability / total for option, probability in weights.items()}
