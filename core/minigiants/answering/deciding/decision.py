"""Decide from the model's answer what to show: the answer, the nearest places, or that nothing stands there."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from minigiants.answering._attribution import attribute
from minigiants.answering._candidates import Candidate
from minigiants.answering._checking import claim_texts
from minigiants.answering._defined import terms_of
from minigiants.answering._selection import Selection, Weights
from minigiants.answering._windows import fit
from minigiants.answering.deciding.clauses import by_others, misplaced, titled
from minigiants.answering.deciding.conditions import unsaid_condition
from minigiants.answering.deciding.enumerations import partial
from minigiants.answering.deciding.polarity import contradicted, denies, lead, nearest
from minigiants.answering.deciding.quoting import decisive, quoted
from minigiants.answering.deciding.sought import gives, measured, says_nothing, sought, values
from minigiants.answering.deciding.support import anchor_of, asked_words, support, units
from minigiants.grounding import content_words, numbers
from minigiants.learned import Logistic
from minigiants.pipeline import Services
from minigiants.types import Claim, Evidence

Outcome = Literal["answer", "not sure", "not there"]
LEAST = 0.2
"""Probability of being right below which the places are not worth the reader's time."""
PLACES = 3
LONGEST = 300
"""Characters of a place that is quoted in the stead of a draft."""
ADDED = 3
"""Content words that a yes or no adds to its question from which the sentence that has them all is its place."""
SENTENCES = 2
"""Of a draft that are looked at: a small model that goes on makes things up."""
ASSURED = (2.0, 0.0)
"""Least log-odds of "stated" and most of "missing" with which a model's yes stands though a sentence nearby restricts
something. Of 45 questions of yes or no nine wrong yeses were restricted (the surest 2.2 and 1.3) and three right ones
(the least sure 2.4 and -0.2)."""
UNSURE = "It stands near, but perhaps of something else than was asked."


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What is shown of a draft, and why."""

    outcome: Outcome
    probability: float
    """That the draft is right, as learned; the rules may refuse it all the same."""
    shown: tuple[Claim, ...] = ()
    withheld: tuple[Claim, ...] = ()
    places: tuple[Evidence, ...] = ()
    """The nearest sentences and rows, word for word, best first."""
    signals: dict[str, float] = field(default_factory=dict)


def decide(
    question: str,
    draft: str,
    selection: Selection,
    services: Services,
    weights: Weights,
    *,
    weighed: Mapping[str, float],
    defined: Evidence | None = None,
    least: float = 0.0,
) -> Decision:
    """Check a draft against what was read; what a rule refuses is never shown as the answer.

    `weighed` is the model's second word, empty where it has none; `defined` says what the draft's one term means. Below
    a probability of `least` nothing is shown, whatever was learned.
    """
    decision = _checked(question, draft, selection, services, weights, weighed=weighed, defined=defined)
    if decision.outcome != "answer" and sought(question) == "yes or no" and selection.chosen:
        probability, place = decisive(question, selection, services, weights)
        if place:
            decision = replace(decision, outcome="answer", probability=probability, shown=place)
    if decision.outcome != "answer" or decision.probability >= least:
        return decision
    withheld = (*decision.withheld, *_refusing(decision.shown, "unsure", UNSURE))
    return replace(decision, outcome="not sure", shown=(), withheld=withheld)


def _checked(
    question: str,
    draft: str,
    selection: Selection,
    services: Services,
    weights: Weights,
    *,
    weighed: Mapping[str, float],
    defined: Evidence | None,
) -> Decision:
    word, body = lead(draft) if sought(question) == "yes or no" else ("", draft)
    texts = claim_texts(body)[:SENTENCES]
    if not selection.chosen:
        return Decision(outcome="not there", probability=0.0)
    if not texts or says_nothing(texts[0]):
        return _unsaid(question, word, selection, services, weights, weighed=weighed)
    claims = _claims(texts, question, selection, services, weights)
    claims_left, withheld = _parted(question, claims)
    whole = " ".join(claim.text for claim in claims_left or claims)
    judge, signals = _judge(weights, weighed), {**support(question, whole, selection, services.embed), **weighed}
    probability = judge(signals)
    meaning = defined.text if defined else ""
    if why := _refused(question, word, whole, selection, meaning=meaning, assured=_assured(weighed)):
        claims_left, withheld = (), withheld + _refusing(claims_left, *why)
    elif not claims_left:
        claims_left = _instead(question, whole, selection, services)
    outcome = _outcome(probability, judge.threshold, shown=bool(claims_left))
    if claims_left:
        claims_left = (*_whole(question, claims_left, selection, services), *_meaning(defined, services))
    if outcome != "answer":
        claims_left, withheld = (), withheld + _refusing(claims_left, "unsure", UNSURE)
    return Decision(
        outcome=outcome,
        probability=probability,
        shown=claims_left,
        withheld=withheld,
        places=_places(question, whole, selection),
        signals=_known(signals),
    )


def _judge(weights: Weights, weighed: Mapping[str, float]) -> Logistic:
    return weights.second if weighed else weights.answer


def _assured(weighed: Mapping[str, float]) -> bool:
    stated, missing = ASSURED
    return weighed.get("stated", 0.0) >= stated and weighed.get("missing", 1.0) <= missing


def _known(signals: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in signals.items() if not math.isnan(value)}


def off_the_mark(question: str, claims: Sequence[Claim], selection: Selection) -> tuple[str, str] | None:
    """Return kind and reason when claims that are each supported are all the same no answer to the question."""
    told = " ".join(claim.text for claim in claims)
    if not told or not selection.chosen:
        return None
    said, body = lead(told) if sought(question) == "yes or no" else ("", told)
    return _refused(question, said, body, selection)


def _claims(
    texts: Sequence[str], question: str, selection: Selection, services: Services, weights: Weights
) -> list[Claim]:
    """Check each sentence against those it rests on, in their context; cite only the former."""
    rests = attribute(texts, services.embed(texts), selection.chosen, selection.priors, weights.citation)
    read = units(selection, question)
    claims = []
    for text, own in zip(texts, rests, strict=True):
        anchor = anchor_of(question, text, read).candidate
        cited = list(dict.fromkeys([anchor.evidence, *(c.evidence for c in own)]))
        context = [
            *_beside(anchor, selection.chosen),
            *_near(question, selection),
            *_naming(text, selection),
            *_title(anchor),
        ]
        checked = services.ground(text, [*cited, *(e for e in context if e not in cited)], question=question)
        claims.append(replace(checked, evidence=tuple(cited)))
    return claims


def _parted(question: str, claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Return the claims that may be shown, and those that a check refuses."""
    shown = _asked_for(question, [claim for claim in claims if claim.verdict == "supported"])
    return shown, tuple(claim for claim in claims if claim.verdict != "supported")


def _asked_for(question: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Leave out what a model adds of something else once the value that was asked for is given."""
    kind, asked = sought(question), content_words(question)
    if kind == "thing" or not claims or not gives(kind, claims[0].text, question):
        return tuple(claims)
    return tuple(claim for i, claim in enumerate(claims) if not i or asked & content_words(claim.text))


def _whole(question: str, claims: Sequence[Claim], selection: Selection, services: Services) -> tuple[Claim, ...]:
    """Return the claims, their place word for word instead of one that gives a part of a list or drops a condition.

    A place without the claim's numbers is another one's.
    """
    read = units(selection, question)
    whole: list[Claim] = []
    for claim in claims:
        unit = anchor_of(question, claim.text, read)
        place, added = unit.candidate, {n.value for n in numbers(claim.text)} - {n.value for n in numbers(question)}
        less = added <= unit.values and any(
            lacks(question, claim.text, place.evidence.text) for lacks in (partial, unsaid_condition)
        )
        whole += (less and quoted(place, question, services)) or [claim]
    return tuple(whole)


def _instead(question: str, whole: str, selection: Selection, services: Services) -> tuple[Claim, ...]:
    """Quote the place of a draft whose wording a check refused ("85 pounds" for "85"), if it is an answer by itself.

    All values that the draft adds must stand there.
    """
    place = anchor_of(question, whole, units(selection, question))
    text, added = " ".join(place.candidate.evidence.text.split()), values(whole) - values(question)
    if len(text) > LONGEST or not added or not added <= place.values:
        return ()
    if sought(question) == "yes or no" or _refused(question, "", text, selection):
        return ()
    return quoted(place.candidate, question, services)


def _beside(anchor: Candidate, read: Sequence[Candidate]) -> list[Evidence]:
    """Return the sentences around the anchor, which say whom its "it" means."""
    own = [c.evidence for c in read if c.evidence.passage_id == anchor.evidence.passage_id]
    at = own.index(anchor.evidence)
    return own[max(0, at - 1) : at + 2]


def _naming(text: str, selection: Selection) -> list[Evidence]:
    """Return the sentences that have a name of several words as the claim has it: "Hart Solicitors" for "Hart"."""
    several = [term for term in terms_of(text) if " " in term]
    return [c.evidence for c in selection.chosen if any(term in c.evidence.text for term in several)]


def _title(anchor: Candidate) -> list[Evidence]:
    """Return the heading above the anchor as evidence of what it speaks of."""
    return [replace(anchor.evidence, text=anchor.title)] if anchor.title else []


def _near(question: str, selection: Selection) -> list[Evidence]:
    """Return, for a question of yes or no, the places whose clauses share most of its words."""
    if sought(question) != "yes or no":
        return []
    clauses = nearest(question, [c.evidence.text for c in selection.chosen])
    return [c.evidence for c in selection.chosen if any(clause in c.evidence.text for clause in clauses)]


def _meaning(defined: Evidence | None, services: Services) -> tuple[Claim, ...]:
    """Quote what a term means, where that is known."""
    if defined is None:
        return ()
    claim = services.ground(" ".join(defined.text.split()), [defined])
    return (claim,) if claim.verdict == "supported" else ()


def _refused(
    question: str, word: str, whole: str, selection: Selection, *, meaning: str = "", assured: bool = False
) -> tuple[str, str] | None:
    """Return kind and reason when the answer as a whole, with what its term means, can't be one.

    A yes that the model is `assured` of stands beside a restriction that may be of something else.
    """
    kind = sought(question)
    if kind == "yes or no":
        affirmed = assured and not denies(whole)
        why = "" if affirmed else contradicted(question, word, whole, _speaking(question, whole, selection))
        return ("negation", why) if why else None
    if not gives(kind, f"{whole} {meaning}", question):
        return "no value", "The question asks for a value, and this gives none."
    if not measured(question, f"{whole} {meaning}"):
        return "unit", "The question asks for another kind of amount."
    read = units(selection, question)
    anchor = anchor_of(question, whole, read)
    own = [u.candidate for u in read if u.candidate.evidence.passage_id == anchor.candidate.evidence.passage_id]
    before = [c.evidence.text for c in own[: own.index(anchor.candidate) + 1]]
    whose = next((text for text in reversed(before) if titled(text) - (titled(whole) - titled(question))), "")
    place = (anchor.candidate.evidence.document_id, anchor.candidate.title)
    same = [u for u in read if (u.candidate.evidence.document_id, u.candidate.title) == place]
    nearby = " ".join(unit.candidate.evidence.text for unit in same if asked_words(question) & unit.around)
    if agent := by_others(question, whole, nearby):
        return "relation", f'It stands there that this is done by "{agent}".'
    why = misplaced(question, whole, anchor.candidate.evidence.text, whose)
    return ("relation", why) if why else None


def _speaking(question: str, whole: str, selection: Selection) -> list[str]:
    """Return the sentences under their headings that a yes or no is held against: those that hold all it adds, if any.

    "Agency staff may drive after a familiarisation by the foreman" comes from one sentence; what the next one forbids
    is another matter.
    """
    texts = [f"{c.title}: {c.evidence.text}" for c in selection.chosen]
    added = content_words(whole) - content_words(question)
    holders = [text for text in texts if added <= content_words(text)] if len(added) >= ADDED else []
    return holders or texts


def _unsaid(
    question: str,
    word: str,
    selection: Selection,
    services: Services,
    weights: Weights,
    *,
    weighed: Mapping[str, float],
) -> Decision:
    """Answer a bare yes or no, or nothing at all, with places only."""
    best = max(selection.chosen, key=fit).evidence.text
    judge, signals = _judge(weights, weighed), {**support(question, best, selection, services.embed), **weighed}
    probability = judge(signals)
    return Decision(
        outcome="not sure" if probability >= LEAST else "not there",
        probability=probability,
        withheld=(Claim(text=word.capitalize(), kind="no-evidence", why="It says nothing that could be compared."),),
        places=_places(question, best, selection),
        signals=_known(signals),
    )


def _outcome(probability: float, threshold: float, *, shown: bool) -> Outcome:
    if shown and probability >= threshold:
        return "answer"
    return "not sure" if probability >= LEAST else "not there"


def _refusing(claims: Sequence[Claim], kind: str, why: str) -> tuple[Claim, ...]:
    return tuple(replace(claim, verdict="unsupported", kind=kind, why=why) for claim in claims)


def _places(question: str, told: str, selection: Selection) -> tuple[Evidence, ...]:
    """Return where the draft comes from, and what else fits the question best."""
    anchor = anchor_of(question, told, units(selection, question)).candidate
    ranked = sorted(selection.chosen, key=fit, reverse=True)
    return tuple(dict.fromkeys(candidate.evidence for candidate in [anchor, *ranked]))[:PLACES]
