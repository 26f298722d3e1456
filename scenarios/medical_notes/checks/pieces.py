"""Cut a visit into the pieces that a note must have, each with what it needs to be understood by itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..facts import dangers
from ..note import Omission
from ..talk import small_talk
from .dialogue import Dialogue, telling_words
from .missing import ORDER, Exchange, Heard, Stale, body_part, cue, read
from .missing.context import names_kin
from .omissions import doubt_of, omission_of, omissions, statement_of

_BETWEEN = 12
"""Words between a value and its correction in one breath."""
_OF_CLINICIAN = frozenset({"assessment", "exam", "plan", "results"})
_OPENING = 3
"""Things said first on the patient's side: the complaint is among them."""
_TELLING = 2
"""Words from which something says enough that names nothing that must not be missed."""
_GRAVEST = 5
"""How many of the kinds that can be missing come first."""
_BACK = 3
"""Exchanges before one in which the drug of a bare dose is looked for."""
_BARE_DOSE = frozenset({"mg", "mcg", "ml", "puff", "tablet", "sachet", "drop", "spray", "patch"})
_SHORT = 5
"""Words up to which a clinician's number is bare."""
_POINTS = re.compile(r"\b(?:it|that|this|those|these|they|them|when|how (?:often|long))\b")
_LEANS = re.compile(
    r"^\W*(?:(?:well|no|nope|aye|yes|yeah|oh|but|and|so|okay)[, ]+)*"
    r"(?:i'd rather|i don't want|not keen|no thanks|she|he|it|they|that|both|same|since when|we won't|that's fine)\b",
    re.IGNORECASE,
)
"""Begins what only the sentence before explains: "I'd rather not do the shot"."""


_MAY_I = re.compile(r"\b(?:can|may|should|could|must|do|am) (?:i|he|she|we)\b", re.IGNORECASE)
_TO_COMPANION = re.compile(r"\W*(?:yes|yeah|aye|no|nope|nay|naw|nah)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\b(?:of (?:them|those|these|each)|the same)\b", re.IGNORECASE)
"""Points to what was named right before: "I take two of them"."""


_RENAMED = re.compile(r"^no[:,.]? (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)", re.IGNORECASE)
"""Before the day that is meant instead, where it denies nothing."""
_FORBIDS = re.compile(r"\b(?:don't|do not|no|never|avoid|keep|nothing|only|not)\b", re.IGNORECASE)
"""Tells what not to do, or to go on with."""
_LOOSE = frozenset({"other", "plan"})
"""Kinds of what need name nothing."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_OF_SELF = re.compile(r"\b(?:i've|i'm|i have|i had|i take|i get|my own)\b", re.IGNORECASE)
_HE = re.compile(r"^(?:he|she)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Something said that the note must have."""

    omission: Omission
    """What would be missing without it."""
    places: tuple[int, ...]
    """Places of the exchanges it is made of, its own last."""
    place: int
    """Place of the statement that says most of it, -1 for none."""
    spoken: str
    """It as it was said, with what it answers."""

    @property
    def id(self) -> str:
        """Return what the piece is called, the same at every look."""
        return f"m{self.places[-1]}"

    @property
    def grave(self) -> bool:
        """Tell whether its loss does harm: a danger, an allergy, a drug, when to come back, a side."""
        return self.omission.kind in ORDER[:_GRAVEST]

    @property
    def rank(self) -> int:
        """Return when it is written: 0 for what is grave, 1 for what else must not be missed, 2 for the rest."""
        return 0 if self.grave else 2 if self.omission.kind == "other" else 1


def pieces(visit: Dialogue, chosen: Mapping[str, Sequence[int]]) -> list[Piece]:
    """Return what an empty note would miss, and what else was `chosen` for a part, in the order it was said."""
    missing = {o.id: o for o in omissions([], visit)}
    part_of = {place: part for part, places in chosen.items() for place in places}
    all_pieces = []
    opening = [n for n, h in enumerate(visit.account.said) if not h.exchange.by_clinician][:_OPENING]
    for place, one in enumerate(visit.account.said):
        statement = statement_of(one.exchange, visit)
        doubt = doubt_of(one.exchange, visit)
        taken_back = doubt is not None and not doubt.amount
        omission = missing.get(f"omitted-{place}")
        part = part_of.get(-1 if statement is None else statement, "")
        answered = bool(one.exchange.question) and not small_talk(one.exchange.said)
        belongs = part in _OF_CLINICIAN if one.exchange.by_clinician else place in opening or answered
        part = part or ("subjective" if answered and not one.exchange.by_clinician else "")
        if one.exchange.by_clinician and one.exchange.question and one.all.stems - one.own.stems:
            belongs, part = True, part or ("plan" if _MAY_I.search(one.exchange.question) else "assessment")
        if omission is None and part and belongs and len(one.all.stems) >= _TELLING and not taken_back:
            omission = omission_of(f"omitted-{place}", one.exchange, part, visit)
        if omission is not None and not (statement not in part_of and _names_nothing(omission.kind, one)):
            all_pieces.append(_piece(omission, place, visit))
    return all_pieces


def piece_of(place: int, among: Sequence[Piece], visit: Dialogue) -> Piece | None:
    """Return the piece that the statement at a place is a part of, of those in the same turn the most alike."""
    statement, words = visit.statements[place], visit.words[place]
    near = [piece for piece in among if piece.omission.turns[-1] == statement.turns[-1]]
    alike = {piece.id: len(words & telling_words(piece.spoken)) for piece in near}
    best = max(near, key=lambda piece: alike[piece.id], default=None)
    return best if best is not None and 2 * alike[best.id] >= len(words) else None


def names_all(text: str, other: str) -> bool:
    """Tell whether a text names every illness, symptom, drug, side, day and telling number of another.

    >>> names_all("Cough, fever of 101.", "The patient has a fever of 101."), names_all("Cough.", "Left knee swollen.")
    (True, False)
    """
    own, theirs = read(text), read(other)
    names = {*own.concepts, *own.drugs, *own.sides, *own.days}
    return {*theirs.concepts, *theirs.drugs, *theirs.sides, *theirs.days} <= names and all(
        any(a.same(b) for b in own.amounts) for a in theirs.amounts if a.telling
    )


def _names_nothing(kind: str, one: Heard) -> bool:
    """Tell whether what a clinician says by the way names nothing that a note tells: "Come in, shut the door"."""
    if not one.exchange.by_clinician or one.exchange.question or kind not in _LOOSE:
        return False
    own = one.own
    named = own.concepts or own.drugs or own.amounts or own.days or own.sides or body_part(one.exchange.said)
    return not (named or _FORBIDS.search(one.exchange.said) or dangers(one.exchange.said))


def _piece(omission: Omission, place: int, visit: Dialogue) -> Piece:
    hearings = visit.account.said
    own = hearings[place].exchange
    stale = [s for s in visit.account.corrected if s.exchange == place]
    whose = "Clinician" if own.by_clinician else own.companion or "Patient"
    words, corrections = _without(own.said, stale)
    words = _RENAMED.sub("", _of_patient(words) if own.companion else words)
    spoken = f"{whose}: {words}"
    if own.question:
        spoken = f"{'Patient' if own.by_clinician else 'Clinician'}: {own.question} {spoken}"
    before: tuple[int, ...] = ()
    if (drug := _drug_before(hearings, place)) is not None:
        before, drug_name = drug
        spoken = f"(Of {drug_name}.) {spoken}"
    elif (
        site := next((n for n in (place - 1, place - 2) if n >= 0 and _site(hearings[n], hearings[place])), None)
    ) is not None:
        before, spoken = (site,), f"{whose}: {hearings[site].exchange.said} {words}"
    elif place and (
        _OF_THEM.search(own.said)
        or (
            hearings[place - 1].exchange.companion
            and not own.question
            and not own.companion
            and _TO_COMPANION.match(own.said)
        )
        or _bare(hearings[place])
        or (not own.question and not own.by_clinician and _LEANS.match(own.said))
    ):
        last = hearings[place - 1].exchange
        before, spoken = (place - 1,), f"{'Clinician' if last.by_clinician else 'Patient'}: {last.said} {spoken}"
    if later := _later(own, corrections, visit):
        spoken = f"{spoken} ({' '.join(dict.fromkeys(later))})"
    statement = statement_of(own, visit)
    return Piece(
        omission=omission,
        places=(*before, *_correcting(corrections, place, hearings), place),
        place=-1 if statement is None else statement,
        spoken=spoken,
    )


def _later(own: Exchange, corrections: Sequence[Stale], visit: Dialogue) -> list[str]:
    """Return why of what was said not all holds any more, by what other turns say."""
    doubt = doubt_of(own, visit)
    later = [s.why for s in corrections if s.turn != own.turns[-1]]
    return later or ([doubt.why] if doubt and doubt.amount else [])


def _of_patient(words: str) -> str:
    """Write "the patient" where a companion speaks of the patient right after of somebody's own self.

    >>> _of_patient("I've got a milk allergy. He's not been tested."), _of_patient("My son has it. He's fine.")
    ("I've got a milk allergy. The patient's not been tested.", "My son has it. He's fine.")
    """
    sentences = _SENTENCE.split(words)
    for n in range(1, len(sentences)):
        if _OF_SELF.search(sentences[n - 1]) and not names_kin(sentences[n - 1]):
            sentences[n] = _HE.sub("The patient", sentences[n])
    return " ".join(sentences)


def _bare(one: Heard) -> bool:
    """Tell whether something names nothing that it is about: "How long has that been? - Since June", "118 over 74"."""
    if one.all.concepts or one.all.drugs:
        return False
    if one.exchange.by_clinician:
        return bool(one.own.amounts) and len(one.exchange.said.split()) <= _SHORT
    return bool(_POINTS.search(one.exchange.question.lower()))


def _correcting(stale: Sequence[Stale], place: int, hearings: Sequence[Heard]) -> list[int]:
    """Return the places of what corrects a piece later: its line may say that."""
    turns = {one.turn for one in stale}
    return [n for n in range(place + 1, len(hearings)) if hearings[n].exchange.turns[-1] in turns]


def _site(last: Heard, one: Heard) -> bool:
    """Tell whether a clinician names a place of the body, and then what is found there: "The left calf. It's warm"."""
    same = last.exchange.by_clinician and one.exchange.by_clinician and last.exchange.turns == one.exchange.turns
    short = len(last.exchange.said.split()) <= _SHORT and not last.own.amounts
    return same and short and bool(body_part(last.exchange.said)) and not body_part(one.exchange.said)


def _without(words: str, stale: Sequence[Stale]) -> tuple[str, list[Stale]]:
    """Return what was said without what the same breath corrects, and the corrections that are left to tell."""
    corrections = []
    for one in stale:
        low = words.lower()
        old = one.amount.start if one.amount else low.find(one.word) if one.word else -1
        new = one.now.start if one.now else low.rfind(one.instead) if one.instead else -1
        between = words[old:new] if 0 <= old < new <= len(words) else ""
        negated = low[: max(old, 0)].rstrip().endswith((" not", "n't"))
        if not negated and 0 < len(between.split()) <= _BETWEEN and cue("corrects").search(between.lower()):
            words = words[:old] + words[new:]
            break
        corrections.append(one)
    return words, corrections


def _drug_before(hearings: Sequence[Heard], place: int) -> tuple[tuple[int, ...], str] | None:
    """Return the place and the name of the drug that a dose belongs to which was said without it."""
    own = hearings[place]
    if own.all.drugs or not any(a.unit in _BARE_DOSE for a in own.all.amounts):
        return None
    for earlier in range(place - 1, max(place - 1 - _BACK, -1), -1):
        if drugs := hearings[earlier].all.drugs:
            return (earlier,), drugs[-1]
    return None
