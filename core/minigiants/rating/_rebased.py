"""Bring a correction of what a campaign showed over to the answer itself."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"<[A-Z_]+_\d+>|\w+|\s+|[^\w\s]")


def rebased(edit: str, scrubbed: str, text: str) -> str | None:
    """Return `text` with the changes that `edit` made to `scrubbed`, which is `text` without its personal data.

    None where something else was put in the place of what was taken out: what it should have been, nobody can tell.

    >>> rebased("90+ years, 75 mg", "90+ years, 100 mg", "93 years, 100 mg")
    '93 years, 75 mg'
    >>> rebased("60 years, 100 mg", "90+ years, 100 mg", "93 years, 100 mg") is None
    True
    """
    if scrubbed == text:
        return edit
    before, own, new = _WORD.findall(scrubbed), _WORD.findall(text), _WORD.findall(edit)
    at: dict[int, int] = {}
    seen_places: set[int] = set()
    for kind, start, end, own_start, own_end in _steps(before, own):
        at |= {start: own_start, end: own_end}
        if kind == "equal":
            at |= {start + n: own_start + n for n in range(end - start)}
            seen_places |= set(range(start, end))
    parts: list[str] = []
    for kind, start, end, new_start, new_end in _steps(before, new):
        labels = kind != "equal" and any(_is_label(word) for word in new[new_start:new_end])
        if labels or start not in at or end not in at:
            return None
        if kind == "equal":
            parts += own[at[start] : at[end]]
        elif kind != "delete" and not seen_places.issuperset(range(start, end)):
            return None
        else:
            parts += new[new_start:new_end]
    return "".join(parts)


def _is_label(word: str) -> bool:
    return len(word) > 1 and word[0] == "<"


def _steps(one: list[str], other: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
