"""Words that exclude one another: left and right, increase and decrease, permitted and forbidden."""

from collections.abc import Mapping

from minigiants.grounding._text import fold
from minigiants.grounding._words import is_content, stem, tokens
from minigiants.language import word_list, word_pairs

Poles = Mapping[str, tuple[str, int]]
"""Word -> its scale and the end of it, 1 or -1."""


def _scales(name: str) -> Poles:
    found: dict[str, tuple[str, int]] = {}
    for one, other in word_pairs("opposites", name):
        found |= dict.fromkeys(one.split(), (one, 1)) | dict.fromkeys(other.split(), (one, -1))
    return found


POLES: Poles = _scales("poles")
ENDS: Poles = {**POLES, **_scales("degrees")}
"""The poles, and the ends of scales that have a middle."""
_RIVALS = {w: frozenset(line.split()) - {w} for line in word_list("opposites", "rivals") for w in line.split()}
_MUST = frozenset({"must", "shall"})
_MAY = frozenset({"may", "might"})
_FORWARD = _MUST | _MAY | {"better", "worse"}
"""They go with the word after them alone: pain may be better with rest and worse with walking."""


def swapped(claim: str, evidence: str) -> tuple[str, str] | None:
    """Return the word of a clean claim that stands where the evidence has its opposite, and that opposite.

    >>> swapped("Pain in the right knee.", "She reports left knee pain and a right hip replacement.")
    ('right knee', 'left knee')
    """
    ours, theirs = _pairs(claim), _pairs(evidence)
    words = {fold(w) for w in tokens(evidence)}
    for word, beside in ours:
        rivals = _RIVALS.get(word, frozenset()) | _other_modals(word)
        if not rivals or (word, beside) in theirs:
            continue
        for rival in sorted(rivals & words):
            if (rival, beside) in theirs:
                return _shown(word, ours[word, beside]), _shown(rival, theirs[rival, beside])
    return None


def _other_modals(word: str) -> frozenset[str]:
    return _MAY if word in _MUST else _MUST if word in _MAY else frozenset()


def _shown(word: str, beside: str) -> str:
    """Join a word and its neighbour as they are shown."""
    return f"{word} {beside}".strip()


def _pairs(text: str) -> dict[tuple[str, str], str]:
    """Pair each word that has a rival with the stem of the content word after it, else before it."""
    words = tokens(text)
    pairs: dict[tuple[str, str], str] = {}
    for at, word in enumerate(words):
        lower = fold(word)
        if lower not in _RIVALS and lower not in _MUST | _MAY:
            continue
        after = next((w for w in words[at + 1 : at + 4] if is_content(w) or w.isdigit()), "")
        if after:
            pairs[lower, stem(after)] = fold(after)
        before = next((w for w in reversed(words[max(0, at - 3) : at]) if is_content(w)), "")
        if before and lower not in _FORWARD:
            pairs.setdefault((lower, "<" + stem(before)), "")
    return pairs
