"""Tie a line to what was said, and check it against that by rules; what can't be shown is unsupported."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from minigiants.pipeline import Ground
from minigiants.types import Evidence

from ..facts import Fact, american, drugs, with_clinical
from ..note import Line
from .context import refused_in_context
from .dialogue import Dialogue, counted, telling_words
from .rules import Backing, refused

STOCK = ", ".join(tomllib.loads((Path(__file__).parent / "stock.toml").read_text("utf-8"))["phrases"])
"""Words of notes that say nothing by themselves, which a line may use without anybody having said them."""
TIED = 3
_OF_ALLERGY = re.compile(r"allerg|reacti|intoleran|anaphyla", re.IGNORECASE)
"""Tells of an allergy: "Allergic to latex.", "Reaction to codeine: hives."; not "No rash."."""
_DENIES = re.compile(r"\b(?:no|not|none|nil|denies|without|never)\b|\bNKDA\b", re.IGNORECASE)
"""Tells that there is none, in whatever words: "No known drug allergies."; not "Allergic to nickel."."""
LEAST = 0.34
"""Share of a line's weighted words that a further statement must add, for the line to rest on it as well."""


def tie(text: str, visit: Dialogue, among: Sequence[int] | None = None) -> list[int]:
    """Return the places of the statements that `text` rests on, best first; `among` narrows the search."""
    rest = telling_words(text)
    tied: list[int] = []
    whole = sum(visit.weight.get(w, 0) for w in rest) or 1.0
    places = range(len(visit.statements)) if among is None else among
    while rest and len(tied) < TIED:
        gains = {n: sum(visit.weight[w] for w in visit.words[n] & rest) for n in places if n not in tied}
        best = max(gains, key=lambda n: (gains[n], -len(visit.words[n])), default=None)
        if best is None or gains[best] <= 0 or (tied and gains[best] < LEAST * whole):
            break
        tied.append(best)
        rest = rest - visit.words[best]
    return [*tied, *_naming(text, tied, visit, places)]


def _naming(text: str, tied: Sequence[int], visit: Dialogue, places: Sequence[int]) -> list[int]:
    """Return for each drug of a line that no tied statement names the nearest that does: its dose is told apart."""
    if not tied:
        return []
    missing = set(drugs(text)) - {drug for n in tied for drug in drugs(visit.lines[n])}
    naming = ([n for n in places if drug in drugs(visit.lines[n])] for drug in sorted(missing))
    return list(dict.fromkeys(min(some, key=lambda n: abs(n - tied[0])) for some in naming if some))


def check(line: Line, visit: Dialogue, ground: Ground, tied: Sequence[int] | None = None) -> Line:
    """Return `line` with its turns and its verdict.

    `tied` are the places of the statements when they are known; of the exchanges for a line of the model's.
    """
    if line.author == "model":
        kind, why, numbers = refused_in_context(line, visit.account, tied or ())
        return replace(line, turns=numbers, verdict="unsupported" if kind else "supported", kind=kind, why=why)
    places = tie(line.text, visit) if tied is None else list(tied)
    rests = [visit.statements[n] for n in places]
    numbers = tuple(sorted({number for s in rests for number in s.turns}))
    if not places:
        why = "Nothing that was said at the visit comes near this line."
        return replace(line, turns=(), verdict="unsupported", kind="no-evidence", why=why)
    kind, why = _refused(line, places, visit, ground)
    if not kind and (unsaid := _unsaid_of_allergy(line.text, visit)):
        kind, why = "unsaid", f'Nobody said "{unsaid}", and this line tells of an allergy.'
    return replace(line, turns=numbers, verdict="unsupported" if kind else "supported", kind=kind, why=why)


def _unsaid_of_allergy(text: str, visit: Dialogue) -> str:
    """Return a word of a line about an allergy that nobody said at the visit: "nickel" where latex alone was named."""
    if not _OF_ALLERGY.search(text) or _DENIES.search(text):
        return ""
    said = frozenset[str]().union(*visit.words)
    words = re.findall(r"[^\W\d_]{4,}", text)
    return next((w for w in words if not _OF_ALLERGY.match(w) and telling_words(w) - said - telling_words(STOCK)), "")


def _refused(line: Line, places: Sequence[int], visit: Dialogue, ground: Ground) -> tuple[str, str]:
    """Return the first rule that refuses the line and why, both empty when none does."""
    texts = [*(visit.lines[n] for n in places), *(text for n in places for text in visit.own_words(n))]
    vouched = frozenset[Fact]().union(*(visit.vouched[n] for n in places))
    backing = Backing(rests=[visit.statements[n] for n in places], said=texts, known=vouched)
    kind, why = refused(line, backing)
    if kind:
        return kind, why
    for place in places:
        doubt = visit.doubts.get(place)
        if doubt and (doubt.amount or place == places[0]) and doubt.about(line.text, visit.statements[place].text):
            return "retracted", doubt.why
    words = counted(american(_uncapped(line.text, texts)))
    claim = ground(words, [_quoted(counted(american(text))) for text in texts], question=STOCK)
    for alike in (with_clinical, _stemmed):  # its words are not those that were said, but may mean the same
        if claim.kind in ("lexical", "name"):
            meant = [_quoted(alike(with_clinical(counted(american(text))))) for text in texts]
            again = ground(alike(words), meant, question=alike(STOCK))
            claim = claim if again.kind else again
    return (claim.kind, claim.why.replace("the evidence", "what was said")) if claim.kind else ("", "")


def _uncapped(text: str, texts: Sequence[str]) -> str:
    """Return a line without the capitals that begin its sentences, unless somebody said the word with one."""
    spoken = " ".join(texts)

    def small(match: re.Match[str]) -> str:
        return match[0] if re.search(rf"(?<=[\w,] ){re.escape(match[0])}\b", spoken) else match[0].lower()

    return re.sub(r"(?:(?<=^)|(?<=[.:!] ))[A-Z][a-z]+\b", small, text)


def _stemmed(text: str) -> str:
    """Return a text with its long words cut to their beginnings: "tender" and "tenderness" are one.

    >>> _stemmed("tenderness, 120 mg IV"), _stemmed("tender")
    ('tende, 120 mg IV', 'tende')
    """
    return re.sub(r"\b([A-Za-z]?[a-z]{4})[a-z]+", r"\1", text)


def _quoted(text: str) -> Evidence:
    return Evidence(passage_id="", document_id="", document="", page=1, start=0, end=len(text), text=text)
