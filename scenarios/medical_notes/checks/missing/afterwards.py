"""Tell what is taken back much later at a visit: "it's not Sunday, it was Friday", "Friday's no good. - Thursday?"."""

import re
from collections.abc import Iterator, Sequence

from .amounts import Amount
from .exchanges import Exchange
from .later import Stale
from .reading import Mentions, cue, read

_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTH = "january|february|march|april|june|july|august|september|october|november|december"
_SIDE_OR_TIME = rf"{_DAY}|{_MONTH}|left|right"
_NOT_BUT = re.compile(
    rf"\b(?:not|isn't|wasn't) (?:the |on |in |a )?(?P<old>{_SIDE_OR_TIME}|may)\b"
    rf".{{0,60}}?\b(?P<new>{_SIDE_OR_TIME}|may)\b"
)
_AGAIN = re.compile(
    r"\b(?:actually|now i think|come to think|thinking about it|i tell a lie|hang on|wait|sorry|it must(?: be|'ve been"
    r"| have been)|i said|on second thoughts|scratch that|i was wrong|make that|correction)\b"
)
"""Said by who takes back something of long ago."""
_LASTS = re.compile(r"\b(?:how long|when did|for|since|been|ago|started|began|now|coming on|going on|came on)\b")
"""Stands with how long something has lasted, not with how often or how long it shall."""
_IT = re.compile(r"\b(?:it|this|that|they)(?:'s|'d|'ve)?(?! for)\b[^,;.]{0,30}$")
"""Before how long it has lasted; not "I took it for three days"."""
_DURATION = frozenset({"hour", "day", "week", "month", "year"})
_NO_GOOD = re.compile(
    r"\b(?:no good|can't|cannot|won't be able|doesn't work|don't work|working|away"
    r"|not (?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)|can we|could we|could it|could i"
    r"|how about|what about|instead|rather)\b"
)
_MAKE_IT = re.compile(r"\b(?:make|do|say) (?:that|it) ")
_AT = re.compile(r"\b(?:at|for|by)(?: (?:about|around|half|quarter|past|to))*\s*$")
_AGREED = 5
"""Exchanges within which another day or hour is agreed on."""


def afterwards(talk: Sequence[Exchange]) -> Iterator[Stale]:
    """Yield what somebody takes back at any distance."""
    mentions = [read(e.said) for e in talk]
    for n, exchange in enumerate(talk):
        yield from _not_but(n, exchange, mentions)
        yield from _longer(n, talk, mentions)
        yield from _own_words(n, talk, mentions)
        yield from _moved(n, talk, mentions)
        yield from _earlier_hour(n, talk, mentions)


def _not_but(n: int, exchange: Exchange, mentions: Sequence[Mentions]) -> Iterator[Stale]:
    for match in _NOT_BUT.finditer(mentions[n].text):
        old, new = match["old"], match["new"]
        if old == new or (old in ("left", "right")) != (new in ("left", "right")):
            continue
        why = f'It was corrected to "{new}" later.'
        for m in range(n + 1):
            if re.search(rf"\b{old}\b", mentions[m].text):
                yield Stale(exchange=m, turn=exchange.turns[-1], word=old, instead=new, why=why)


def _longer(n: int, talk: Sequence[Exchange], mentions: Sequence[Mentions]) -> Iterator[Stale]:
    """Yield how long it has lasted where who said it says it anew: "actually it must be three weeks"."""
    text = mentions[n].text
    if talk[n].by_clinician or not _AGAIN.search(text):
        return
    now = next((a for a in mentions[n].amounts if a.unit in _DURATION), None)
    if now is None or mentions[n].drugs or not _IT.search(text[: now.start]):
        return
    for m in range(n):
        before = mentions[m]
        old = next((a for a in before.amounts if a.unit in _DURATION), None)
        if old is None or before.drugs or not _LASTS.search(talk[m].text.lower()) or old.same(now):
            continue
        if talk[m].by_clinician and not _echoes(before, old):
            continue
        why = f'It was corrected to "{text[now.start : now.end].strip()}" later.'
        yield Stale(exchange=m, turn=talk[n].turns[-1], amount=old, now=now, why=why)
        return


def _echoes(mentions: Mentions, amount: Amount) -> bool:
    return len(mentions.text.split()) <= 6 and amount.start <= 12


def _own_words(n: int, talk: Sequence[Exchange], mentions: Sequence[Mentions]) -> Iterator[Stale]:
    """Yield an amount that a clinician says anew in the next sentence: "Thirty milligrams. Sorry, make that forty"."""
    if not n or not talk[n].by_clinician or not talk[n - 1].by_clinician or not cue("corrects").match(mentions[n].text):
        return
    if re.match(r"no,? (?:more|need|driving|need|alcohol|problem)|not\b|really\b|wait\b", mentions[n].text):
        return
    if day := re.match(rf"\W*(?:no|sorry|wait|actually)\b\W+(?:make (?:it|that) |on )?({_DAY})\b", mentions[n].text):
        for m in range(max(0, n - 2), n):
            for old_day in {*re.findall(rf"\b({_DAY})\b", mentions[m].text)} - {day[1]}:
                why = f'It was corrected to "{day[1]}" later.'
                yield Stale(exchange=m, turn=talk[n].turns[-1], word=old_day, instead=day[1], why=why)
    for old in mentions[n - 1].amounts:
        if not old.unit and max(old.values) <= 1:
            continue  # "No, a fresh one"
        new = next((a for a in mentions[n].amounts if a.unit == old.unit or not a.unit or not old.unit), None)
        if new is not None and not new.same(old):
            why = f'It was corrected to "{mentions[n].text[new.start : new.end].strip()}" later.'
            yield Stale(exchange=n - 1, turn=talk[n].turns[-1], amount=old, now=new, why=why)


def _moved(n: int, talk: Sequence[Exchange], mentions: Sequence[Mentions]) -> Iterator[Stale]:
    """Yield a day that the patient's side can't come on, where the clinician then names another."""
    if talk[n].by_clinician or not _NO_GOOD.search(mentions[n].text):
        return
    before = [m for m in range(max(0, n - 4), n) if talk[m].by_clinician]
    after = range(n, min(n + _AGREED, len(talk)))
    offered = [(m, d) for m in before for d in re.findall(rf"\b({_DAY})s?\b", mentions[m].text)]
    agreed = [
        d for m in after for d in re.findall(rf"\b({_DAY})s?\b", mentions[m].text) if not _refused(d, mentions[m].text)
    ]
    for m, day in offered:
        if (
            agreed
            and day != agreed[-1]
            and (day in mentions[n].text or not re.search(rf"\b(?:{_DAY})s?\b", mentions[n].text))
        ):
            why = f'It was changed to "{agreed[-1]}" later.'
            yield Stale(exchange=m, turn=talk[after[-1]].turns[-1], word=day, instead=agreed[-1], why=why)


def _earlier_hour(n: int, talk: Sequence[Exchange], mentions: Sequence[Mentions]) -> Iterator[Stale]:
    """Yield an hour of which the patient's side asks for another: "Can we make that four? - Four o'clock then"."""
    question = read(talk[n].question)
    match = _MAKE_IT.search(question.text) if talk[n].by_clinician else None
    hour = next((a for a in question.amounts if match and a.start >= match.end() - 1), None)
    if hour is None or not any(a.same(hour) for a in mentions[n].amounts):
        return
    for m in range(max(0, n - 3), n):
        old = next((a for a in mentions[m].amounts if _AT.search(mentions[m].text[: a.start])), None)
        if old is not None and not old.same(hour):
            why = f'It was changed to "{question.text[hour.start : hour.end].strip()}" later.'
            yield Stale(exchange=m, turn=talk[n].turns[-1], amount=old, now=hour, why=why, bare=True)


def _refused(day: str, text: str) -> bool:
    return bool(re.search(rf"\b{day}(?:'s| is)? no good|(?:can't|not open|closed|not) (?:do |on |make )?{day}", text))
