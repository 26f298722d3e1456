"""Check a line in its context: who, whether, when, which value and which side, whatever words say it."""

import re
from collections.abc import Sequence

from ..note import Line
from .account import STOCK, Account, neighbours, tie_to, words_of
from .beyond import MEASURED, beyond
from .missing import SECTION, Amount, Heard, Mentions, cue, read
from .missing.context import (
    answers,
    conditional,
    left_open,
    names_kin,
    polarities,
    says_not,
    says_start,
    says_stop,
    statuses,
)
from .missing.reading import stem_of

_LEAST = 0.4
"""Share of a line's words and concepts that must have been said."""
_SETTING = re.compile(
    r"\b(?:tele)?phone|\bremote|\bvideo|\binterpret|\b(?:seen|attends?|here|present|comes|came) with\b|\baccompanied",
    re.IGNORECASE,
)
_BORNE = frozenset({"started", "stopped", "taken"})
"""What can be done to a drug that is listed."""
_ASKED = frozenset({"symptoms", "dangers", "history", "social"})
"""Kinds of what must not be stated because it was asked."""
_OWN_HABITS = frozenset({"alcohol", "drugs of abuse", "pregnancy", "smoking"})
_DOSES = frozenset({"mg", "mcg", "g", "ml", "unit", "puff", "sachet", "drop", "spray", "patch"})
_RATE = re.compile(r",? (?:dai|week|month|a |per |each |every |at )", re.IGNORECASE)
_FEVER = re.compile(r"\b(?:fever|febrile|pyrexia)")
_RING = re.compile(r"\b(?:ring|call|dial|phone)\w*,? $")
"""Before a number that is called."""
_SUPPOSED = re.compile(
    r"\b(?:possib\w+|query|(?:un)?likely|probabl\w+|suspect\w*|may|might|could|or|rule out|consider\w*|unclear)\b|\?"
)


def refused_in_context(line: Line, account: Account, among: Sequence[int] = ()) -> tuple[str, str, tuple[int, ...]]:
    """Return the first rule that refuses a line, why, and the turns it rests on; kind and why are empty for none.

    Of a line that was made of the exchanges at the places `among` nothing else counts, but for what corrects them.
    """
    mentions = read(line.text)
    whole = account
    if among:
        account = Account(said=tuple(account.said[n] for n in among), corrected=())
    tied = list(account.said) if among else tie_to(mentions, account)
    turns = tuple(sorted({n for h in tied for n in h.exchange.turns}))
    if among and (why := beyond(mentions, account)):
        return "unsaid", why, turns
    if _SETTING.search(line.text) and len(mentions.stems) <= 6:
        return "", "", turns or (1,)
    if not tied:
        return "no-evidence", "Nothing that was said at the visit comes near this line.", ()
    for rule in (_drug, _value, _superseded, _side, _negation, _relative, _act, _speaker, _supposed, _unsaid):
        if why := rule(line, mentions, tied, whole if rule is _superseded else account):
            return rule.__name__.strip("_"), why, turns
    return "", "", turns


def only_asked(text: str, near: Sequence[Heard]) -> str:
    """Return why a line states what was only asked, with no yes to it nor a word of it in an answer; empty if not.

    "Have you ever blacked out? - So I, Gareth! - What was the question? - Blacked out, fainted." says nothing of it.
    """
    for concept, ours in polarities(text).items():
        sources = [h for h in near if concept in h.concepts]
        told = any(
            answers(h.exchange.said)
            or (concept in h.own.concepts and not (h.exchange.by_clinician and h.exchange.question))
            for h in sources
        )
        if ours == "affirmed" and sources and not told and SECTION[concept] in _ASKED:
            return f'"{concept}" was asked, and nobody said yes.'
    return ""


def superseded(text: str, account: Account) -> str:
    """Return why a line says what was corrected later, empty when it does not; a rate counts as well."""
    mentions = read(text)
    for old in account.corrected:
        if old.amount is None or old.now is None or not old.amount.unit:
            continue
        same = [a for a in mentions.amounts if a.same(old.amount) and a.unit == old.amount.unit]
        about = words_of(mentions) & words_of(account.said[old.exchange].all) - STOCK
        if same and about and not any(a.same(old.now) for a in mentions.amounts):
            return old.why
    return _superseded(Line(id="", part="", text=text, turns=()), mentions, tie_to(mentions, account), account)


def _drug(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    spoken = {d for h in account.said for d in h.all.drugs}
    text = " ".join(h.all.text for h in account.said)
    missing = [d for d in mentions.drugs if d not in spoken and d[:6] not in text]
    return f'Nobody spoke of "{missing[0]}".' if missing else ""


def _value(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    """Refuse an amount that was not said of this, or with another drug."""
    near = neighbours(mentions, account, tied)
    for amount in mentions.amounts:
        drug = _drug_of(amount, mentions)
        if not (amount.telling or drug or _RING.search(mentions.text[: amount.start])) or amount.unit == "time":
            continue
        among = _around(drug, account) if drug and amount.unit in _DOSES else near
        values = [b for h in among for b in h.all.amounts]
        if not any(_equal(amount, b) for b in values):
            where = f' of "{drug}"' if drug and among is not near else ""
            return f'Nobody said "{mentions.text[amount.start : amount.end].strip()}"{where} here.'
    return ""


def _equal(ours: Amount, theirs: Amount) -> bool:
    year = any(1900 <= v < 2100 for v in ours.values)
    return ours.same(theirs) or (year and any(a % 100 == b for a in ours.values for b in theirs.values))


def _drug_of(amount: Amount, mentions: Mentions) -> str:
    behind = [(mentions.text.rfind(stem_of(d, mentions.text), 0, amount.start), d) for d in mentions.drugs]
    at, drug = max(behind, default=(-1, ""))
    if at < 0:
        return mentions.drugs[0] if len(mentions.drugs) == 1 and amount.unit in ("mg", "mcg", "g", "unit") else ""
    return "" if re.search(r"[.;]\s", mentions.text[at : amount.start]) else drug


def _around(drug: str, account: Account) -> list[Heard]:
    """Return the exchanges that name a drug, with the two behind each and the one before."""
    places = {
        m
        for n, h in enumerate(account.said)
        if drug in h.all.drugs or stem_of(drug, h.all.text) in h.all.text
        for m in range(n - 1, n + 3)
    }
    return [account.said[n] for n in sorted(places) if 0 <= n < len(account.said)]


def _superseded(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    """Refuse what was corrected later, in the same breath or by somebody else."""
    for old in account.corrected:
        source = account.said[old.exchange]
        around = account.said[max(0, old.exchange - 1) : old.exchange + 3]
        shared = (words_of(mentions) & frozenset[str]().union(*(words_of(h.all) for h in around))) - STOCK
        if old.amount is not None and old.now is not None:
            ours = [a for a in mentions.amounts if a.same(old.amount) and not _RATE.match(mentions.text, a.end)]
            if old.bare:  # an hour is no dose
                ours = [a for a in ours if not a.unit]
                shared &= words_of(source.all)
            if not ours or not shared or any(a.same(old.now) for a in mentions.amounts):
                continue
            elsewhere = [h for h in account.said if h not in around and shared & words_of(h.all)]
            if not any(b.same(ours[0]) for h in elsewhere for b in h.own.amounts):
                return old.why
        elif old.word:
            words = mentions.days | mentions.sides
            if (
                (old.word in words or re.search(rf"\b{old.word}s?\b", mentions.text))
                and (old.instead not in words or _side_by_side(old.word, old.instead, mentions.text))
                and (shared - {old.word} or not source.all.concepts)
            ):
                return old.why
        elif any(polarities(line.text).get(c) == "denied" for c in old.denied):
            return old.why
    return ""


def _side_by_side(old: str, new: str, text: str) -> bool:
    """Tell whether a text offers both: "Tuesdays and Thursdays"."""
    joined = r"s?(?: and | or |/|, )"
    return bool(re.search(rf"\b(?:{old}{joined}{new}|{new}{joined}{old})", text))


def _side(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    stale_words = {(s.exchange, s.word) for s in account.corrected if s.word in ("left", "right")}
    near = neighbours(mentions, account, tied)
    heard_sides = {
        side for n, h in enumerate(account.said) if h in near for side in h.all.sides if (n, side) not in stale_words
    } | {s.instead for s in account.corrected if s.instead in ("left", "right")}
    wrong = sorted(mentions.sides - heard_sides - {"both"})
    if wrong:
        return f'It says "{wrong[0]}"; what was said names another side, or none.'
    best = [h for h in tied if h.all.sides]
    if mentions.sides and best and not any(mentions.sides & h.all.sides for h in best):
        return f'It says "{min(mentions.sides)}"; what was said of this names another side.'
    return ""


def _negation(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    """Refuse to deny what was only affirmed, and to affirm what was only denied or left open."""
    if conditional(line.text) or line.part == "plan" or cue("refuses_drug").search(mentions.text):
        return ""
    for concept, ours in polarities(line.text).items():
        if SECTION[concept] not in ("symptoms", "dangers", "social", "history"):
            continue
        if concept in MEASURED and (mentions.amounts or not _FEVER.search(mentions.text)):
            continue
        theirs = {h.concepts[concept] for h in account.said if concept in h.concepts and not h.own.has("condition")}
        if not theirs:
            continue
        if ours == "denied" and theirs == {"affirmed"}:
            return f'It denies "{concept}", which was affirmed.'
        if ours == "affirmed" and theirs == {"denied"}:
            return f'It affirms "{concept}", which was denied.'
    return ""


def _relative(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    """Refuse of the patient what was said of a relative alone, and the other way round."""
    if names_kin(line.text):
        return ""
    for thing in (*mentions.drugs, *(c for c in mentions.concepts if SECTION[c] == "history" or c in _OWN_HABITS)):
        where = [
            h for h in account.said if (thing in h.all.drugs or thing in h.own.concepts) and not h.exchange.by_clinician
        ]
        if where and all(thing in h.kin for h in where):
            return f'"{thing}" was said of a relative.'
    return ""


def _act(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    """Refuse to list, start, stop or call an allergy what was said otherwise of a drug."""
    for drug in mentions.drugs:
        in_order = statuses(drug, account.said)
        all_of = {*in_order}
        if not all_of:
            continue
        plain = not (says_stop(mentions.text) or says_not(mentions.text) or names_kin(mentions.text))
        to_allergy = [s for s in in_order if s in ("allergic", "refused")]
        denies = mentions.denied or names_kin(mentions.text)
        of_allergy = line.part == "allergies" or bool(re.search(r"\ballerg", mentions.text))
        if of_allergy and to_allergy[-1:] != ["allergic"] and not denies:
            return f'Nobody said that the patient does not bear "{drug}".'
        if line.part == "medications" and plain and not of_allergy and "allergic" in all_of and not all_of & _BORNE:
            return f'"{drug}" was not borne; the line does not say so.'
        stopped = in_order[-2:] == ["taken", "stopped"]
        if not of_allergy and plain and (stopped or not all_of & {"taken", "started", "open"}):
            return f'"{drug}" was {_TOLD[in_order[-1]]}; the line does not say so.'
        if says_start(mentions.text) and plain and not all_of & {"started", "taken"}:
            return f'Nobody said to start "{drug}".'
        if (
            says_stop(mentions.text)
            and len(mentions.drugs) == 1
            and not all_of & {"stopped", "refused", "allergic", "open"}
        ):
            return f'Nobody said to stop "{drug}".'
    return ""


_TOLD = {
    "allergic": "not borne",
    "other": "said of somebody else or denied",
    "refused": "refused",
    "stopped": "stopped",
}


def _speaker(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    if line.part not in ("plan", "assessment", "exam") or says_not(mentions.text):
        return ""
    if any(h.exchange.by_clinician or h.exchange.question for h in tied):
        return ""
    return f"Only the patient's side said this, so it is no {line.part} of the clinician's."


def _supposed(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    """Refuse to state what was only supposed."""
    if line.part != "assessment" or _SUPPOSED.search(line.text.lower()):
        return ""
    own = [h for h in tied if h.exchange.by_clinician]
    if (
        own
        and all(left_open(h.exchange.text) for h in own[:1])
        and not any(h.own.has("assessment") and not left_open(h.exchange.said) for h in own)
    ):
        return "It was only supposed, and the line states it."
    return ""


def _unsaid(line: Line, mentions: Mentions, tied: Sequence[Heard], account: Account) -> str:
    """Refuse a line most of whose words nobody said."""
    words = words_of(mentions) - STOCK
    spoken = frozenset[str]().union(*(words_of(h.all) for h in neighbours(mentions, account, tied)))
    shared = [w for w in words if w in spoken or any(len(w) > 4 and k.startswith(w[:5]) for k in spoken)]
    concepts = len(mentions.concepts & spoken) + sum(
        any(a.same(b) for h in tied for b in h.all.amounts) for a in mentions.amounts
    )
    if len(shared) + concepts >= _LEAST * (len(words) + concepts):
        return ""
    missing = sorted(mentions.stems - spoken - STOCK)[:3]
    return f"Too little of it was said; not there: {', '.join(missing)}."
