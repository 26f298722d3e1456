"""Hold what was said at a visit, read in context, and find what of it a line rests on."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..talk import Turn
from .missing import Heard, Mentions, Stale, afterwards, exchanges, heard, stale

_MOST = 5
STOCK = frozenset(tomllib.loads((Path(__file__).parent / "stock.toml").read_text("utf-8"))["stems"])
"""Stems of the words by which a note names the patient and tells: two lines that share only these share nothing."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """What was said at a visit, read in context."""

    said: tuple[Heard, ...]
    """Every exchange, in order."""
    corrected: tuple[Stale, ...]
    """What was corrected later."""

    @cached_property
    def weight(self) -> dict[str, float]:
        """Return how much each word or concept tells: rare ones more."""
        counts: dict[str, int] = {}
        for one in self.said:
            for word in words_of(one.all):
                counts[word] = counts.get(word, 0) + 1
        return {word: 1 / n for word, n in counts.items()}


def account_of(turns: Sequence[Turn]) -> Account:
    """Read what was said in some turns."""
    said = exchanges(turns)
    return Account(said=tuple(map(heard, said)), corrected=(*stale(said), *afterwards(said)))


def tie_to(mentions: Mentions, account: Account) -> list[Heard]:
    """Return the exchanges that a line rests on, best first."""
    rest, tied = words_of(mentions), list[Heard]()
    whole = sum(account.weight.get(w, 0.0) for w in rest) or 1.0
    while rest and len(tied) < _MOST:
        gains = [
            (sum(account.weight[w] for w in rest & words_of(h.all)) + _matches(mentions, h), -n)
            for n, h in enumerate(account.said)
            if h not in tied
        ]
        best = max(gains, default=(0.0, 0))
        if best[0] <= 0 or (tied and best[0] < 0.1 * whole):
            break
        chosen = account.said[-best[1]]
        tied.append(chosen)
        rest -= words_of(chosen.all)
    return tied


def neighbours(mentions: Mentions, account: Account, tied: Sequence[Heard]) -> list[Heard]:
    """Return all exchanges that share a word with a line, and the tied ones with those beside them."""
    words = words_of(mentions) - STOCK
    places = {n for n, h in enumerate(account.said) if words & words_of(h.all)}
    places |= {m for n, h in enumerate(account.said) if h in tied for m in (n - 1, n, n + 1)}
    return [account.said[n] for n in sorted(places) if 0 <= n < len(account.said)]


def words_of(mentions: Mentions) -> frozenset[str]:
    """Return the words, concepts, drugs and days of a text."""
    return mentions.stems | mentions.concepts | frozenset(mentions.drugs) | mentions.days


def _matches(mentions: Mentions, one: Heard) -> float:
    telling = [a for a in mentions.amounts if a.telling]
    return 0.5 * sum(any(a.same(b) for b in one.all.amounts) for a in telling)
