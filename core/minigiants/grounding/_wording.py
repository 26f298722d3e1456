"""Rules for words: quotations, names, denials, opposites, and how much of the claim the evidence has at all."""

from collections.abc import Sequence

from minigiants.grounding._names import read_names
from minigiants.grounding._opposites import ENDS, POLES, swapped
from minigiants.grounding._polarity import Polarity, has_negation
from minigiants.grounding._quotes import missing, quotes
from minigiants.grounding._roles import exchanged
from minigiants.grounding._sides import Finding, Side, Sides
from minigiants.grounding._text import fold
from minigiants.grounding._words import stem, stems, tokens

THRESHOLD = 0.5
"""Share of a claim's content words that evidence or question must have."""
FEW = 3
"""Up to so many content words, two thirds of them must be known."""
ALIGNED = 0.5
"""Share of a clause's content words from which on it is about the same thing."""
_CONDITIONS = frozenset({"if", "once", "unless", "when", "whenever", "where"})
"""Words with which a claim can turn an exception round: "unless signed", "if signed"."""


def check_quotes(sides: Sides) -> Finding | None:
    """Refuse a quotation that isn't verbatim."""
    quote = missing(sides.claim.texts[0], (*sides.evidence.texts, *sides.question.texts))
    return Finding("quote", f'The quotation "{_short(quote)}" is not in the evidence word for word.') if quote else None


def check_names(sides: Sides) -> Finding | None:
    """Refuse a name that evidence, document name and question don't have."""
    found = read_names(sides.claim.blanked[0])
    for at, name in enumerate(found):
        after = found[at + 1].text if at + 1 < len(found) else ""
        if not sides.vocabulary.has(name.text, after):
            return Finding("name", f'{"The name " if name.sure else ""}"{name.text}" is not in the evidence.')
    return None


def check_negation(sides: Sides) -> Finding | None:
    """Refuse a claim that affirms what the evidence denies, or the other way round."""
    conditional = any(fold(w) in _CONDITIONS for w in tokens(sides.claim.texts[0]))
    evidence = sides.evidence.clauses(exceptions=conditional)
    for clause in sides.claim.clauses():
        if word := _contradiction(clause, _nearest(clause, evidence)):
            return Finding("negation", f'On "{_written(word, sides)}" the evidence says the opposite.')
    for sentence in sides.claim.sentences:
        near = [*_near(sentence, _replied(sides.evidence.sentences)), *_near(sentence, sides.question.sentences)]
        if has_negation(sentence) and not any(has_negation(t, weak=True) for t in near):
            return Finding("negation", "It denies something, the evidence does not.")
    return None


def _replied(sentences: Sequence[str]) -> list[str]:
    """Join a question of the evidence and its reply: "Does it rise? Not for that alone."."""
    joined: list[str] = []
    for sentence in sentences:
        if joined and joined[-1].endswith("?"):
            joined[-1] = f"{joined[-1][:-1]} {sentence}"
        else:
            joined.append(sentence)
    return joined


def _near(sentence: str, others: Sequence[str]) -> list[str]:
    """Return the sentences that share at least half as many words with `sentence` as the nearest one does."""
    words = frozenset(stems(sentence))
    shared = [len(words & frozenset(stems(o))) for o in others]
    most = max(shared, default=0)
    return [o for o, n in zip(others, shared, strict=True) if 2 * n >= most]


def check_opposites(sides: Sides) -> Finding | None:
    """Refuse left for right, decreased for increased, and two roles that changed places."""
    claim = sides.claim.texts[0]
    if pair := swapped(claim, " . ".join(sides.evidence.texts)):
        return Finding("negation", f'It says "{pair[0]}", the evidence "{pair[1]}".')
    if pair := _opposed(sides):
        return Finding("negation", f'It says "{pair[0]}", the evidence "{pair[1]}".')
    if pair := exchanged(claim, sides.evidence.sentences):
        return Finding("negation", f'It says the reverse of the evidence about "{pair[0]}" and "{pair[1]}".')
    return None


def check_words(sides: Sides) -> Finding | None:
    """Refuse a claim of which too little is in the evidence."""
    words = frozenset(stems(_without_numbers(sides.claim)))
    if not words:
        if sides.claim.numbers or sides.claim.dates or _names_or_quotes(sides) or _verbatim(sides):
            return None
        return Finding("lexical", "It says nothing that could be compared with the evidence.")
    shared = words & (sides.evidence.words | sides.question.words)
    shared |= {stem(a) for a, b in _on_one_scale(sides)}
    least, values = (2 / 3 if len(words) <= FEW else THRESHOLD) * len(words), sides.claim.numbers or sides.claim.dates
    if values and len(words) == 2 and sides.question.words:
        least = 1  # the values have been found; "You must give two months' notice" has one word of its own
    if len(shared) >= least and (words & sides.evidence.words or values):
        return None
    unknown = sorted(words - shared)
    shown = ", ".join(f'"{_written(w, sides)}"' for w in unknown[:3])
    return Finding("lexical", f"Too little of it is in the evidence; not there: {shown}.")


def _on_one_scale(sides: Sides) -> set[tuple[str, str]]:
    """Pair the claim's words with the evidence's on the same scale: allowed, prohibited."""
    ours, theirs = (
        {f for t in s.texts for w in tokens(t) if (f := fold(w)) in POLES} for s in (sides.claim, sides.evidence)
    )
    return {(a, b) for a in ours for b in theirs if POLES[a][0] == POLES[b][0]}


def _without_numbers(side: Side) -> str:
    """Return the first text without the numbers and units, which have rules of their own."""
    text, last, pieces = side.blanked[0], 0, []
    for number in side.numbers:
        pieces.append(text[last : number.start])
        last = max(last, number.start + len(number.text))
    return " ".join([*pieces, text[last:]])


def _names_or_quotes(sides: Sides) -> bool:
    return bool(read_names(sides.claim.blanked[0]) or quotes(sides.claim.texts[0]))


def _verbatim(sides: Sides) -> bool:
    """Say whether a claim without content words is one of the evidence's own sentences."""
    said = tokens(sides.claim.texts[0])
    return bool(said) and any(said == tokens(s) for s in (*sides.evidence.sentences, *sides.evidence.texts))


def _nearest(clause: Polarity, evidence: Sequence[Polarity]) -> list[Polarity]:
    """Return the clauses that share most words with `clause`, none when that is too few."""
    best = max((len(clause.words & e.words) for e in evidence), default=0)
    if best < 1 or best < ALIGNED * len(clause.words):
        return []
    return [e for e in evidence if len(clause.words & e.words) == best]


def _contradiction(claim: Polarity, nearest: Sequence[Polarity]) -> str:
    """Return a word on which every one of the nearest clauses contradicts the claim."""
    clashes = [_clash(claim, e) for e in nearest]
    return min(clashes[0]) if clashes and all(clashes) else ""


def _clash(claim: Polarity, evidence: Polarity) -> frozenset[str]:
    return (claim.denied & evidence.affirmed) | (claim.affirmed & evidence.denied)


def _opposed(sides: Sides) -> tuple[str, str] | None:
    """Return a word of the claim and its opposite in the nearest sentence of the evidence."""
    found = (_turned(sentence, sides.evidence.sentences) for sentence in sides.claim.sentences)
    return next((pair for pair in found if pair), None)


def _turned(sentence: str, evidence: Sequence[str]) -> tuple[str, str] | None:
    ours = frozenset(stems(sentence))
    best = max(evidence, key=lambda s: len(ours & frozenset(stems(s))), default="")
    if any(has_negation(" ".join(w for w in tokens(t) if fold(w) not in ENDS)) for t in (sentence, best)):
        return None
    theirs = {ENDS[f]: f for w in tokens(best) if (f := fold(w)) in ENDS}
    if len(ours & frozenset(stems(best))) < ALIGNED * max(1, len(ours) - 1):
        return None
    for word in (f for w in tokens(sentence) if (f := fold(w)) in ENDS):
        scale, sign = ENDS[word]
        if (scale, -sign) in theirs and (scale, sign) not in theirs:
            return word, theirs[scale, -sign]
    return None


def _written(word: str, sides: Sides) -> str:
    """Return the claim's own word for a stem."""
    return next((w for w in tokens(sides.claim.texts[0]) if stem(w) == word), word)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
