"""Read of whom an exchange speaks, whether it affirms or denies, and what is done to each drug."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal

from ...facts import RELATIVES
from .exchanges import Exchange
from .reading import Mentions, as_spoken, concept_spans, cue, read, stem_of

Polarity = Literal["affirmed", "denied", "open"]
Status = Literal["taken", "started", "stopped", "refused", "allergic", "open", "other"]

_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n")
_NOT_BAD = re.compile(
    r"\bnot (?:too|so|that|very|all that) (?:bad|good|great|clever)\b|\bnot (?:bad|great|brilliant)\b"
)
"""Denies nothing that stands behind it: "Not too bad, tired"."""
_TURNS = re.compile(
    r"\b(?:but|however|although|except|apart from|because|only when|just when|since then|reports?"
    r"|and (?=i (?:had|have|do|can)\b))\b|[;(]|, (?=(?:it|he|she|they|so|that|we|the)\b)"
)
"""Ends what a denial reaches: "no fever but a cough"; the commas of "no fever, cough or rash" do not."""
_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|aye|loads|lots|plenty|i do|i have|(?:it|he|she) does"
    r"|a (?:bit|little)|constantly|all the time|sometimes)\b"
)
_NO = re.compile(r"^\W*(?:no|nope|nay|naw|nane|not|never|none|nothing|nah)\b")
_STOPS = re.compile(
    r"\b(?:stop(?:ped|ping)?|packed (?:it|that|them) in|came off|gave up|gave (?:it|that|them) up|quit)\b"
)
_OTHER_THING = re.compile(
    r"^\W*(?:and |also |then )*(?:the|my|some|those|these) "
    r"(?!(?:other )?(?:doctor|nurse|gp|hospital|consultant|chemist|pharmacist|one))"
    r"\w+[^.]*\b(?:stop|came off|gave up|quit)"
)
"""Stops something that is named right there and is no drug that is known: "And the bicarb, but I stopped it"."""
_STOPS_IT = re.compile(
    r"\b(?:bin|binned|chuck(?:ed)?|ditch(?:ed)?|(?:doesn't|does not|don't|do not|didn't|isn't|not) tak(?:e|ing))"
    r" (?:it|that|them)\b|\b(?:jacked (?:it|them) in|knocked (?:it|them|that) on the head|left (?:it|them) off"
    r"|threw (?:it|them) (?:away|out))\b"
)
"""Says that the drug named last is not taken: "digoxin, and the co-codamol, but he doesn't take it"."""
_KIN_WORDS = "|".join((*RELATIVES, "mum", "mummy", "mother-in-law", "partner", "neighbour"))
_KIN = re.compile(rf"\b(?:{_KIN_WORDS})(?:'s|s)?\b(?!,)(?![.?!])")


_SHE = re.compile(r"^\W*(?:he|she|they)\b(?! (?:says?|said|thinks?))")
_TOLD_BY = re.compile(
    rf"\b(?:{_KIN_WORDS}) (?:says?|said|thinks?|told me|reckons?|tells me)(?: that)?(?= (?:i|i'm|i've|my)\b)"
)
"""A relative who tells of the patient: "Mum says I came out in a rash"."""


def sentences(text: str) -> list[str]:
    """Cut a text into sentences."""
    return [s for s in _SENTENCE.split(text.lower()) if re.search(r"\w", s)]


@cache
def polarities(text: str) -> dict[str, Polarity]:
    """Return of each concept in a text whether it is affirmed, denied or left open.

    >>> polarities("No headache, vomiting or weakness, but dizzy. If feverish, call.")
    {'headache': 'denied', 'vomiting': 'denied', 'weakness': 'denied', 'dizziness': 'affirmed', 'fever': 'open'}
    """
    states: dict[str, Polarity] = {}
    for sentence in sentences(_NOT_BAD.sub(" ", text.lower())):
        open_ = bool(cue("left_open").search(sentence))
        for clause in _TURNS.split(sentence):
            bare = cue("denies_nothing").sub(lambda m: " " * len(m[0]), clause)
            spans = concept_spans(clause)
            own = [d.start() for d in cue("denies").finditer(bare) if not any(a <= d.start() < b for _, a, b in spans)]
            first = min(own, default=len(clause))
            behind = {concept for concept, start, _ in spans if first < start}
            for concept, start, _ in spans:
                denied = first < start or concept in behind  # "vision not blurred" is one concept
                state: Polarity = "denied" if denied else "open" if open_ else "affirmed"
                if states.get(concept) != "affirmed":
                    states[concept] = state
    return states


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """An exchange, read."""

    exchange: Exchange
    own: Mentions
    """What was said, without the question."""
    all: Mentions
    concepts: dict[str, Polarity]
    kin: frozenset[str]
    """Concepts and drugs that were said of a relative."""


def heard(exchange: Exchange) -> Heard:
    """Read an exchange in its context: a "no" denies what was asked."""
    reply = exchange.said.lower()
    own = polarities(exchange.said)
    concepts = dict(own)
    answer: Polarity = (
        "denied" if _NO.match(reply) else "affirmed" if _YES.match(reply) or not read(reply).denied else "denied"
    )
    for concept in read(exchange.question).concepts:
        concepts.setdefault(concept, answer)
    return Heard(
        exchange=exchange, own=read(exchange.said), all=read(exchange.text), concepts=concepts, kin=_of_kin(exchange)
    )


def _of_kin(exchange: Exchange) -> frozenset[str]:
    """Return what a relative has or takes: what stands behind a relative's name, or behind a companion's own "I"."""
    things_of_kin = set[str]()
    for sentence in sentences(exchange.said):
        spoken_of = False
        for clause in re.split(r"[,;]|\bbut\b", sentence):
            mentions = read(clause)
            goes_on = spoken_of and not exchange.companion and _SHE.match(clause)
            spoken_of = bool(goes_on or _KIN.search(_TOLD_BY.sub(" ", clause)))
            if goes_on:
                things_of_kin |= {*mentions.concepts, *mentions.drugs}
                continue
            kin = list(_KIN.finditer(_TOLD_BY.sub(" ", clause)))
            of_companion = exchange.companion and re.search(
                r"\b(?:i've got|i have|i had|i'm|i take|i get|my own)\b", clause
            )
            things = {*mentions.concepts, *mentions.drugs}
            if kin and things:
                behind = read(clause[kin[0].start() :])
                own = {*read(clause[: kin[0].start()]).concepts, *read(clause[: kin[0].start()]).drugs}
                things_of_kin |= ({*behind.concepts, *behind.drugs} - own) if own else things
            elif of_companion:
                things_of_kin |= things
    return frozenset(things_of_kin)


def names_kin(text: str) -> bool:
    """Tell whether a text names a relative."""
    return bool(re.search(rf"\b(?:{_KIN_WORDS}|maternal|paternal|family|sibling|fhx?|spouse)(?:'s|s)?\b", text.lower()))


def statuses(drug: str, hearings: Sequence[Heard]) -> list[Status]:
    """Return all that was said to be done to a drug, in order."""
    return [status for one in hearings if drug in one.all.drugs for status in _statuses(drug, one)]


def _statuses(drug: str, one: Heard) -> list[Status]:
    reply = one.exchange.said.lower()
    if drug in one.kin:
        return ["other"]
    if drug not in one.own.drugs:
        if one.own.drugs and not _YES.match(reply):
            return ["other"]
        if _NO.match(reply):
            return ["refused"] if one.exchange.by_clinician else ["other"]
        return [_status(drug, f"{one.exchange.question} {reply}".lower(), one)]
    acts: list[Status] = [_status(drug, s, one) for s in sentences(reply) if drug in read(s).drugs] or ["taken"]
    return [*acts, "stopped"] if acts[-1] == "taken" and drug in stopped_drugs(reply) else acts


def stopped_drugs(text: str) -> frozenset[str]:
    """Return the drugs of the sentences that speak of stopping, or the last one named before where these name none.

    >>> sorted(stopped_drugs("just zinc, and ibuprofen, the other gave me that. it did nothing so i stopped it."))
    ['ibuprofen']
    """
    stops, last = set[str](), ""
    for sentence in sentences(text):
        drugs = read(sentence).drugs
        if _STOPS.search(sentence):
            stops |= {*drugs} or ({last} if last and not _OTHER_THING.search(sentence) else set())
        if it := _STOPS_IT.search(sentence):
            before = sentence[: it.start()]
            near = max(read(before).drugs, key=partial(_place, before), default=last)
            stops |= {near} - {""}
        last = max(drugs, key=partial(_place, sentence), default=last)
    return frozenset(stops)


def _place(text: str, drug: str) -> int:
    """Return where a text last speaks of a drug."""
    return text.rfind(as_spoken(drug, text))


def _status(drug: str, sentence: str, one: Heard) -> Status:
    """Return what a sentence says of a drug: the first of these that fits."""
    at = max(sentence.find(stem_of(drug, sentence)), 0)
    before, near = sentence[max(0, at - 60) : at], sentence[max(0, at - 60) : at + 130]
    by_clinician, reply = one.exchange.by_clinician, one.exchange.said.lower()
    by_question = re.search(r"\ballerg", one.exchange.question.lower()) and not _NO.match(reply) and not by_clinician
    denied = re.search(r"\b(?:no|not|isn't|wasn't) (?:the |any |more )?$", before) or re.search(r"not? allerg", near)
    fits: tuple[tuple[object, Status], ...] = (
        (denied, "refused"),
        (by_question or cue("bears_no_drug").search(sentence[max(0, at - 45) : at + 60]), "allergic"),
        (cue("refuses_drug").search(near), "refused"),
        (re.search(r"\b(?:hold|held)\b", near) or (by_clinician and cue("left_open").search(before)), "open"),
        (cue("stops_drug").search(_STOPS_IT.sub(" ", near)), "stopped"),
        (by_clinician and cue("starts_drug").search(before[-45:]), "started"),
    )
    for fit, status in fits:
        if fit:
            return status
    return "taken"


def answers(reply: str) -> bool:
    """Tell whether a reply says yes or no to what was asked.

    >>> answers("Aye, all the time."), answers("I vape."), answers("Not really.")
    (True, False, True)
    """
    low = reply.lower()
    return bool(_YES.match(low) or _NO.match(low))


def says_stop(text: str) -> bool:
    """Tell whether a line says that a drug is stopped, held or avoided."""
    return bool(cue("stops_drug").search(text))


def says_start(text: str) -> bool:
    """Tell whether a line has a drug started."""
    return bool(re.search(r"\b(?:start|begin|prescri|commenc|initiat|given|give|load)\w*\b", text))


def says_not(text: str) -> bool:
    """Tell whether a line says that a drug is refused, not borne, or not given."""
    return bool(cue("refuses_drug").search(text) or cue("bears_no_drug").search(text) or read(text).denied)


def left_open(text: str) -> bool:
    """Tell whether a text holds only perhaps, or on a condition."""
    return bool(cue("left_open").search(text.lower()))


def conditional(text: str) -> bool:
    """Tell whether a text says what to do on which sign."""
    return bool(cue("act_then").search(text.lower()))
