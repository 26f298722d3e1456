"""Refuse a line that goes beyond the piece it was made of: what nobody named, claimed, counted or answered there."""

import re
import tomllib
from pathlib import Path

from ..facts import frequencies
from .account import STOCK, Account, words_of
from .missing import SECTION, Amount, Heard, Mentions, as_spoken, cue, read
from .missing.context import answers, says_not, says_start, says_stop, statuses, stopped_drugs

_CLAIMS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "claims.toml").read_text("utf-8"))
_CLAIM = re.compile(rf"\b({'|'.join(_CLAIMS)})\w*")
MEASURED = frozenset({"blood pressure", "heart rate", "oxygen", "breathing rate", "fever"})
"""Concepts that a number names by itself."""
_OF_UNITS = (
    *("minute", "hour", "day", "week", "month", "year", "puff", "tablet", "unit", "sachet", "drop", "spray", "patch"),
)
_COUNTED = {
    **{unit: unit for unit in _OF_UNITS},
    **{"kg": r"kg|kilo|weigh", "cm": r"\bcm|centim", "ml": r"\bml|mil", "%": r"%|per ?cent|sat"},
}
"""Unit -> what shows that it was spoken of."""
_AS_UNIT = {"year": r"year|yr", "day": r"day|daily|noon|night", "tablet": r"tab|pill|capsul"}
_BEGINS = re.compile(r"\b(?:put \w+ on|put on|gave|given|new|got|went on)\b")
_SUPPOSES = re.compile(
    r"\b(?:(?:could|may|might) (?:well )?(?:be|have)|possibly|perhaps|i wonder|query|can't rule out"
    r"|not sure (?:if|that))\b"
)
_CLAUSE = re.compile(r"[,;.?!]|\b(?:and|but)\b")
_PILLS = re.compile(
    r"\b(?:tablets?|pills?|inhalers?|sprays?|injections?|patch(?:es)?|statins?|thinners?)\b", re.IGNORECASE
)
_AVOIDS = re.compile(
    r"\b(?:don't|do not|please don't|never|not to|no more) (?:take|use|have|give|go back to)\b"
    r"|\bno more\b|\bavoid|\bnor\b"
)
"""Says that drugs are not to be taken."""
_OWN_HABITS = frozenset({"alcohol", "drugs of abuse", "pregnancy", "smoking"})
_NAMED = frozenset({"symptoms", "dangers", "history", "tests"})
"""Kinds of what a line may not name that its piece does not."""
_NO_DOSE = frozenset({"minute", "hour", "day", "week", "month", "year", "time", "%", "kg", "cm", "degree"})
_CONDITION = re.compile(r"\b(?:if|when|until|till|while|unless|in case|should|during|sick day)\b")
_HABITS = frozenset({"social", "history", "dangers"})
"""Kinds of what must not be stated because it was asked."""
_RULES_OUT = re.compile(
    r"\b(?:(?:it|this|that)(?:'s| is) not|(?:it|that) (?:isn't|wasn't)|negative for|no sign of|no evidence of"
    r"|do not take|don't take|ruled out)\b"
)
"""Rules out what stands right behind it."""
_SOON = 4
_LONG = 5
_NOT_WANTED = re.compile(r"\b(?:declin|refus|prefer|rather|against|without|avoid|reluctan|unwilling|hold|instead)")
_HEDGED = re.compile(
    r"\b(?:possib\w+|query|(?:un)?likely|probabl\w+|suspect\w*|may|might|could|rule out|consider\w*|unclear|if|think)\b"
    r"|\?"
)
_OTHER_DOSE = re.compile(
    r"(?:\b(?:not|never|rather than|instead of|no longer|used to be|(?:up|down) from)|n't)\b[^,;.?!]*$"
)
"""Before a dose that does not hold: "not go back to eight"; no more than so many is another thing."""
_FORMER = re.compile(r"\d.*\b(?:it|they|that) (?:was|were) (?:only |on )?$|\w.*[,;] it was (?:only |on )?$")
"""Before a dose of old, behind the one that holds: "five the now, it was four"."""
_AT_MOST = re.compile(r"\b(?:more|less|fewer|over|under|above|below|exceed\w*|most|until|till)\b")
_SAYS_OTHER = re.compile(
    r"\b(?:not|never|no|was|were|from|previous\w*|former\w*|instead|rather|until|before|old|reduced|increased|up|down"
    r"|changed|used|avoid)\b|n't\b"
)
_UNABLE = re.compile(r"\b(?:cannot|can not|can't|unable|not able)\b")
_HARDLY = re.compile(r"\b(?:hardly|barely|struggl\w*|difficult\w*|trouble|unable|only|just|lost|too)\b")
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|my|me|mine|we|we've|our|us)\b")
_OF_PATIENT = re.compile(r"\b(?:he|she|his|her|him|they|he's|she's)\b")
_SENTENCES = re.compile(r"(?<=[.?!;])\s+")
_SEGMENT = re.compile(r"(?<=[.;])\s+")


def segments(text: str) -> list[str]:
    """Cut a line into its sentences and halves.

    >>> segments("No aspirin; water tablet. Ex-smoker.")
    ['No aspirin;', 'water tablet.', 'Ex-smoker.']
    """
    return [part for part in _SEGMENT.split(text) if re.search(r"\w", part)]


def beyond(mentions: Mentions, account: Account) -> str:
    """Return why a line is refused by the first rule that does so, empty when none does."""
    return next((why for rule in _RULES if (why := rule(mentions, account))), "")


def _text(account: Account) -> str:
    return " ".join(h.all.text for h in account.said)


def _concept(mentions: Mentions, account: Account) -> str:
    """Refuse a symptom, danger, illness or test that the line names and the piece does not."""
    known = frozenset[str]().union(*(h.all.concepts for h in account.said))
    text = _text(account)
    new = sorted(c for c in mentions.concepts - known if SECTION[c] in _NAMED or c in _OWN_HABITS)
    unsaid = (c for c in new if c not in MEASURED and not any(word in text for word in c.split()))
    return next((f'Nobody spoke of "{concept}" here.' for concept in unsaid), "")


def _claim(mentions: Mentions, account: Account) -> str:
    """Refuse what notes claim by habit: "diagnosed with", "treatment", "severe"."""
    text = _text(account)
    for match in _CLAIM.finditer(mentions.text):
        if not any(re.search(rf"\b{form}", text) for form in _CLAIMS[match[1]]):
            return f'Nobody said "{match[0]}" here.'
    return ""


def _unit(mentions: Mentions, account: Account) -> str:
    """Refuse a number with a unit that nobody spoke of: "it's a seven" is no seven hours."""
    text = _text(account)
    spoken, own = [b for h in account.said for b in h.all.amounts], " ".join(h.own.text for h in account.said)
    for amount in mentions.amounts:
        form = _COUNTED.get(amount.unit)
        if form is None or any(b.same(amount) and b.unit for b in spoken):
            continue
        where = own if amount.unit == "tablet" else text  # "Your tablets? - Five": these are no five tablets
        if not re.search(_AS_UNIT.get(amount.unit, form), where):
            return f'Nobody spoke of "{mentions.text[amount.start : amount.end].strip()}" here.'
    return ""


def _begun(mentions: Mentions, account: Account) -> str:
    """Refuse to start a drug where nobody spoke of starting or giving it."""
    text = _text(account)
    if not mentions.drugs or not says_start(mentions.text) or says_not(mentions.text):
        return ""
    started = cue("starts_drug").search(text) or _BEGINS.search(text)
    return "" if started else f'Nobody said to start "{mentions.drugs[0]}" here.'


def _stopped(mentions: Mentions, account: Account) -> str:
    """Refuse to stop another drug than the one that was stopped: "I'm on zinc and iron, but I stopped that"."""
    text = _text(account)
    meant = stopped_drugs(text)
    avoided = {d for h in account.said if _AVOIDS.search(h.own.text) for d in h.own.drugs}
    for part in segments(mentions.text):
        own = read(part)
        if not says_stop(part) or not words_of(own):
            continue
        for drug in own.drugs if len(own.drugs) > 1 else ():
            if drug not in avoided and not {"stopped", "refused", "allergic", "open"} & {*statuses(drug, account.said)}:
                return f'Nobody said to stop "{drug}".'
        if meant and not meant & {*own.drugs} and (own.drugs or not cue("denies").search(part)):
            return f'What was stopped is "{min(meant)}".'
    return ""


def _unconditional(mentions: Mentions, account: Account) -> str:
    """Refuse to stop or start without a condition what was to be stopped or started on one: "if you vomit, stop it"."""
    if (
        not mentions.drugs
        or _CONDITION.search(mentions.text)
        or not (says_stop(mentions.text) or says_start(mentions.text))
    ):
        return ""
    naming = [h for h in account.said if {*h.own.drugs} & {*mentions.drugs}]
    if naming and all(h.own.has("condition") for h in naming):
        return "It was said on a condition, and the line does not say so."
    return ""


def _settled(mentions: Mentions, account: Account) -> str:
    """Refuse to state an illness that a clinician only supposed."""
    for one in account.said:
        if not one.exchange.by_clinician or not _SUPPOSES.search(one.own.text) or one.own.has("condition"):
            continue
        supposed = read(one.own.text[_after(one) :])
        if words_of(supposed) & words_of(mentions) and not _HEDGED.search(mentions.text) and not mentions.denied:
            return "It was only supposed, and the line states it."
    return ""


def _declined(mentions: Mentions, account: Account) -> str:
    """Refuse to state as done or planned what the patient did not want."""
    if says_not(mentions.text) or mentions.denied or _NOT_WANTED.search(mentions.text):
        return ""
    for one in account.said:
        if one.exchange.by_clinician or not cue("refused").search(one.own.text):
            continue
        if words_of(mentions) & words_of(one.own) - STOCK:
            return "The patient did not want this, and the line does not say so."
    return ""


def _often(mentions: Mentions, account: Account) -> str:
    """Refuse to give a drug oftener or less often than was said."""
    ours, theirs = frequencies(mentions.text), frequencies(_text(account))
    return (
        f'It says "{min(ours - theirs)}", which nobody said here.'
        if mentions.drugs and theirs and ours - theirs
        else ""
    )


def _dose(mentions: Mentions, account: Account) -> str:
    """Refuse a dose or a rate right behind a drug where another one stands behind it in what was said."""
    for drug in mentions.drugs:
        ours = _behind(drug, mentions)
        spoken = [b for h in account.said if drug in h.all.drugs for b in _behind(drug, h.all)]
        wrong = [
            a for a in ours if any(_counted(a) == _counted(b) for b in spoken) and not any(a.same(b) for b in spoken)
        ]
        if wrong:
            return f'Nobody said "{mentions.text[wrong[0].start : wrong[0].end].strip()}" of "{drug}" here.'
        rate = frequencies(_stretch(drug, mentions)) - frequencies(
            " ".join(_stretch(drug, h.all) for h in account.said if drug in h.all.drugs)
        )
        if rate and any(len(h.all.drugs) > 1 and drug in h.all.drugs for h in account.said):
            return f'Nobody said "{min(rate)}" of "{drug}" here.'
    return ""


def _counted(amount: Amount) -> bool:
    """Tell whether an amount counts pieces and does not weigh: two tablets of 500 mg are both."""
    return amount.unit in ("tablet", "puff", "sachet", "drop", "spray", "patch")


def _behind(drug: str, mentions: Mentions) -> list[Amount]:
    """Return the amounts that stand behind a drug and before the next one, but for how long and how often."""
    at = mentions.text.find(as_spoken(drug, mentions.text))
    end = at + len(_stretch(drug, mentions))
    return [a for a in mentions.amounts if at <= a.start < end and a.unit not in _NO_DOSE and not a.paired]


def _stretch(drug: str, mentions: Mentions) -> str:
    """Return what stands behind a drug's name, up to the next drug's."""
    at = mentions.text.find(as_spoken(drug, mentions.text))
    places = [mentions.text.find(as_spoken(other, mentions.text)) for other in mentions.drugs]
    return (
        mentions.text[at : min((place for place in places if place > at), default=len(mentions.text))]
        if at >= 0
        else ""
    )


def _unable(mentions: Mentions, account: Account) -> str:
    """Refuse to say that somebody can't do something where nobody denied anything: "He can, with the frame"."""
    if not _UNABLE.search(mentions.text) or any(h.own.denied or _HARDLY.search(h.all.text) for h in account.said):
        return ""
    return "Nobody said here that something cannot be done."


def _bare(mentions: Mentions, account: Account) -> str:
    """Refuse a line that is nothing but a number: of what, it does not say."""
    words = {word for word in mentions.stems if not word.isdigit() and not word.replace(".", "").isdigit()}
    subject = (
        words
        or mentions.concepts
        or mentions.drugs
        or mentions.days
        or any(a.unit or a.paired for a in mentions.amounts)
    )
    return "" if subject or not mentions.amounts else "It does not say what the number is of."


def _sides(mentions: Mentions, account: Account) -> str:
    """Refuse to find on one side what was found on the other, where both were spoken of."""
    spoken = {side: _beside(side, _text(account)) for side in ("left", "right")}
    if not all(spoken.values()):
        return ""
    for side, other in (("left", "right"), ("right", "left")):
        ours = _beside(side, mentions.text) - spoken[side] & spoken[other]
        if len(ours & spoken[other]) > len(ours & spoken[side]):
            return f'It says "{side}"; what was said of this names the {other}.'
    return ""


def _ruled_out(mentions: Mentions, account: Account) -> str:
    """Refuse to state what was only ruled out or warned against, whatever it is: "It is not pneumonia"."""
    if mentions.denied or says_not(mentions.text) or _NOT_WANTED.search(mentions.text) or _HEDGED.search(mentions.text):
        return ""
    denied, rest = set[str](), set[str]()
    for clause in _CLAUSE.split(_text(account)):
        match = _RULES_OUT.search(clause)
        out = read(" ".join(clause[match.end() :].split()[:_SOON])).stems if match else frozenset[str]()
        denied |= out
        rest |= read(clause).stems - out
    stated = sorted(word for word in mentions.stems & denied - rest if len(word) >= _LONG)
    return f'"{stated[0]}" was denied.' if stated else ""


def _other_dose(mentions: Mentions, account: Account) -> str:
    """Refuse a dose that was named only as one that does not hold: "keep it at six hundred, not go back to eight"."""
    if not mentions.drugs or _SAYS_OTHER.search(mentions.text):
        return ""
    for amount in mentions.amounts:
        uses = [(h, a) for h in account.said for a in h.own.amounts if a.same(amount)]
        if uses and all(_holds_not(h.own.text[: a.start]) for h, a in uses):
            return f'"{mentions.text[amount.start : amount.end].strip()}" was named as a dose that does not hold.'
    return ""


def _holds_not(before: str) -> bool:
    match = _OTHER_DOSE.search(before)
    return bool(_FORMER.search(before)) or bool(match and not _AT_MOST.search(match[0]))


def _of_whom(mentions: Mentions, account: Account) -> str:
    """Refuse to say of a companion what the companion said of the patient: "I have it. He's not been tested"."""
    for one in account.said:
        who = one.exchange.companion.lower()
        own = [s for s in _SENTENCES.split(one.own.text) if _FIRST_PERSON.search(s)]
        others = [s for s in _SENTENCES.split(one.own.text) if s not in own and _OF_PATIENT.search(s)]
        if not who or not others:
            continue
        of_companion = frozenset[str]().union(*(read(s).stems for s in own))
        of_patient = frozenset[str]().union(*(read(s).stems for s in others)) - of_companion
        for part in segments(mentions.text):
            words = read(part).stems - read(who).stems
            if part.startswith(who) and words & of_patient and not words & of_companion:
                return f"This was said of the patient, not of the {who}."
    return ""


def _beside(side: str, text: str) -> frozenset[str]:
    """Return the words of the clauses that name a side."""
    clauses = [part for part in _CLAUSE.split(text) if re.search(rf"\b{side}\b", part)]
    return frozenset[str]().union(*(read(part).stems for part in clauses)) - {"left", "right"}


def _after(one: Heard) -> int:
    match = _SUPPOSES.search(one.own.text)
    return match.end() if match else 0


def _unanswered(mentions: Mentions, account: Account) -> str:
    """Refuse to state what was asked where the answer is of something else: "Do you smoke? - I vape"."""
    replies = [h for h in account.said if h.exchange.question and not h.exchange.by_clinician]
    if not replies or any(answers(h.exchange.said) or h.own.has("refused") for h in replies):
        return ""
    answer = frozenset[str]().union(*(words_of(h.own) for h in account.said))
    values = [a for h in account.said for a in h.own.amounts]
    for part in segments(mentions.text):
        own = read(part)
        if not words_of(own) or any(a.same(b) for a in own.amounts for b in values) or _near_word(own, answer):
            continue
        grave = own.drugs or _PILLS.search(part) or any(SECTION[c] in _HABITS for c in own.concepts)
        if grave and words_of(own) & frozenset[str]().union(*(words_of(h.all) for h in replies)):
            return f'"{part.strip(" .;")}" was asked, and not answered.'
    return ""


def _near_word(own: Mentions, answer: frozenset[str]) -> bool:
    words = words_of(own)
    return any(w in answer or (len(w) > 4 and any(a.startswith(w[:5]) for a in answer)) for w in words)


_RULES = (
    _concept,
    _claim,
    _unit,
    _other_dose,
    _begun,
    _stopped,
    _unconditional,
    _settled,
    _declined,
    _often,
    _dose,
    _unable,
    _bare,
    _sides,
    _ruled_out,
    _of_whom,
    _unanswered,
)
