"""Keep to the documents that a question names, and put what a file's name says before what it doesn't."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from minigiants.grounding import content_words
from minigiants.types import Hit

_TOKEN = re.compile(r"[^\W_]+")
_FILE = re.compile(r"\b(?:document|file)\s+[\"“']?$", re.IGNORECASE)


def named(question: str, documents: Sequence[str]) -> tuple[str, ...]:
    """Return those of `documents` (file names) that `question` names; none when it names none.

    All words of a name count, or the words by which it differs from its sisters with one that they share.

    >>> sisters = ("lease_north.md", "lease_south.md", "club-rules-2019.md", "club-rules-2024.md")
    >>> named("Who keeps the roof in repair in lease_south?", sisters)
    ('lease_south.md',)
    >>> named("Who is told under the 2019 rules?", sisters), named("What does the club cost?", sisters)
    (('club-rules-2019.md',), ())
    """
    words = _tokens(question)
    distinct = dict.fromkeys(documents)
    whole = {name: _whole(name, question, words) for name in distinct}
    most = max(whole.values(), default=0)
    if most:
        return tuple(name for name in distinct if whole[name] == most)
    return tuple(name for name in distinct if _among_sisters(name, distinct, words))


def of_documents(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits of the documents that the question names, all hits when it names none."""
    chosen = named(question, [hit.passage.document for hit in hits])
    return [hit for hit in hits if not chosen or hit.passage.document in chosen]


def _whole(name: str, question: str, words: frozenset[str]) -> int:
    """Return how many words of a name the question has, 0 unless it has all that are no numbers."""
    tokens = _tokens(PurePath(name).stem)
    letters = {token for token in tokens if not token.isdigit()}
    if not letters or not letters <= words:
        return 0
    if len(letters) > 1 or (len(tokens) > 1 and tokens <= words):
        return len(tokens & words)
    at = question.casefold().find(PurePath(name).stem.casefold())
    exact = name.casefold() in question.casefold() or (at >= 0 and bool(_FILE.search(question[:at])))
    return len(tokens & words) if exact else 0


def _among_sisters(name: str, documents: Sequence[str] | dict[str, None], words: frozenset[str]) -> bool:
    own = _telling(name)
    sisters = [_telling(other) for other in documents if other != name]
    sisters = [other for other in sisters if {t for t in own & other if not t.isdigit()}]
    shared = {t for other in sisters for t in own & other if not t.isdigit()}
    telling = own.difference(*sisters) if sisters else frozenset[str]()
    return bool(shared & words) and bool(telling & words)


def _telling(name: str) -> frozenset[str]:
    """Return the words of a name that tell something: content, or a number of four digits."""
    return frozenset(t for t in _tokens(PurePath(name).stem) if content_words(t) or (t.isdigit() and len(t) == 4))


def _tokens(text: str) -> frozenset[str]:
    return frozenset(token.casefold() for token in _TOKEN.findall(text.replace("_", " ")))
