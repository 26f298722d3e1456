"""Tell which plans were taken back and which amounts were corrected later in a visit, in other turns."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from minigiants.grounding import content_words

from ..facts import Fact, dangers, drugs, facts, treatments
from ..talk import Statement, Turn, clean, is_question, pieces_of

_TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "retractions.toml").read_text("utf-8"))


def _any(name: str, *, start: str = r"(?<![\w'])") -> re.Pattern[str]:
    return re.compile(rf"{start}(?:{'|'.join(_TABLE[name])})(?!\w)", re.IGNORECASE)


_PROPOSES, _REFUSES, _GIVES_UP, _TAKES_BACK = map(_any, ("proposes", "refuses", "gives_up", "takes_back"))
_AGREES = _any("agrees", start=r"^\W*(?:(?:oh|well|um|uh|and|so|then|hmm|no),? )?")
_CORRECTS, _OFFERS, _HESITATES = map(_any, ("corrects", "offers", "hesitates"))
_NO = re.compile(rf"^\W*{_TABLE['bare_no']}", re.IGNORECASE)
_BRIEF = 5
"""Words up to which a reply is a bare "no"."""
_TELLS = re.compile(
    r"\b(?:declin|refus|defer|postpon|discuss|offer|prefer|rather not|held|hold off|not to\b|(?:do|did|does|will) not\b"
    r"|won't|don't|without|instead)",
    re.IGNORECASE,
)
"""Says of a plan that it was not agreed."""
_NAMES_IT = re.compile(
    r"\b(?:don't|do not|didn't|rather not|won't|refuse|declin\w+)(?: really)? (?:want|have|need|like|take)? ?"
    r"(?:to (?:have|go|do|take|start) )?"
    r"(?:a|an|any|another|the|more|that|this)(?: more| other)? ((?!one\b|thing\b|right\b|now\b|yet\b)[a-z-]{4,})\b",
    re.IGNORECASE,
)
"""Names what is refused: "I don't want another transfusion"."""
_REACH = 4
"""Turns up to which a plan is refused, and a refusal is answered."""
_COMMON = content_words(
    "start take want try medication medicine treatment today go going like think right really sounds good yeah okay"
    " know leave doctor have let do will then that it thing"
)
"""Words that name no plan."""
_PILLS = re.compile(r"\b(?:pills?|tablets?|medications?|medicines?|meds?|drugs?)\b", re.IGNORECASE)
_ANY_TREATMENT = frozenset(
    f"{word}{ending}"
    for word in ("medication", "medicine", "med", "pill", "tablet", "drug", "treatment", "test", "procedure")
    for ending in ("", "s")
) | {"tested", "therapy", "hospital"}
"""Words that any treatment is called by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Why a statement does not hold any more."""

    why: str
    amount: str = ""
    """The amount that was corrected; empty when all of it was taken back."""

    def about(self, line: str, statement: str) -> bool:
        """Tell whether a line that rests on the statement says what does not hold."""
        if self.amount:
            return self.amount in {amount(f) for f in facts(line)}
        return all(m[0].lower() in statement.lower() for m in _TELLS.finditer(line))


class End(NamedTuple):
    """How a refusal ended."""

    why: str
    turn: int = 0
    """The place of the turn in which the plan was taken back; 0 when in none."""


def amount(fact: Fact) -> str:
    """Return the amount of a dose or a number, empty for any other fact.

    >>> amount(Fact("dose", "lasix 20 mg")), amount(Fact("number", "20 mg")), amount(Fact("drug", "lasix"))
    ('20 mg', '20 mg', '')
    """
    if fact.kind == "number":
        return fact.key
    return fact.key.split(" ", 1)[1] if fact.kind == "dose" else ""


def doubts(turns: Sequence[Turn], statements: Sequence[Statement]) -> dict[int, Doubt]:
    """Return the places of statements that were taken back, refused or corrected later, each with why."""
    words = [clean(turn.text) for turn in turns]
    by_place: dict[int, Doubt] = {}
    for at, turn in enumerate(turns):
        if turn.speaker == "doctor":
            by_place |= _taken_back(at, words[at], turns, statements)
        elif (how := _refused(at, words, turns)) and (end := _outcome(at, words, turns, firm=how == "firmly")):
            refusal = f"{words[at]} {words[end.turn]}" if end.turn else words[at]
            by_place |= {place: Doubt(why=end.why) for place in _meant(at, refusal, turns, statements)}
    return by_place | _corrected(statements)


def _refused(at: int, words: Sequence[str], turns: Sequence[Turn]) -> str:
    """Return "firmly" or "perhaps" where a patient's turn refuses what the clinician said right before, else ""."""
    firmly = bool(_REFUSES.search(words[at])) or "refusal of treatment" in dangers(words[at])
    if at == 0 or turns[at - 1].speaker != "doctor" or not _PROPOSES.search(words[at - 1]):
        return "firmly" if firmly and (drugs(words[at]) or treatments(words[at]) - _ANY_TREATMENT) else ""
    if firmly:
        return "firmly"
    if _HESITATES.search(words[at]):
        return "perhaps"
    last = list(pieces_of(turns[at - 1].text))[-1:]
    if not last or len(words[at].split()) > _BRIEF or not _NO.match(words[at]):
        return ""
    if is_question(last[0]):
        return "firmly" if _OFFERS.search(last[0].strip(" ?.")) and _PROPOSES.search(last[0]) else ""
    return "perhaps" if _PROPOSES.search(last[0]) else ""


def _outcome(at: int, words: Sequence[str], turns: Sequence[Turn], *, firm: bool) -> End | None:
    """Return why a refused plan does not hold; None when the patient came round to it, or only hesitated."""
    for later in range(at + 1, min(at + _REACH, len(turns))):
        if turns[later].speaker == "doctor" and _GIVES_UP.search(words[later]):
            return End(f"The patient did not want this, and it was taken back in turn {turns[later].number}.", later)
        if firm and turns[later].speaker == "doctor" and _another(words[later], f"{words[at - 1]} {words[at]}"):
            return End(f"The patient did not want this, and turn {turns[later].number} names something else.")
        if turns[later].speaker != "doctor" and _AGREES.match(words[later]) and not _asks_else(turns[later - 1].text):
            return None
    return End(f"The patient did not want this (turn {turns[at].number}), and no agreement followed.") if firm else None


def _asks_else(text: str) -> bool:
    """Tell whether a turn ends with a question about something else than a plan."""
    last = list(pieces_of(text))[-1:]
    asks = bool(last) and is_question(last[0])
    return asks and not (_OFFERS.search(last[0].strip(" ?.")) or _PROPOSES.search(last[0]))


def _meant(at: int, said_then: str, turns: Sequence[Turn], statements: Sequence[Statement]) -> list[int]:
    """Return the places of the plans that the words of a turn speak against: the ones it names, else the last one."""
    before = [turns[n].number for n in range(at) if turns[n].speaker == "doctor"]
    plans = [
        place
        for place, s in enumerate(statements)
        if s.speaker == "doctor" and s.turns[-1] in before and _PROPOSES.search(s.text)
    ]
    if called := [place for place in plans if _same_thing(said_then, statements[place].text)]:
        return called
    near = [place for place in plans if turns[at].number - statements[place].turns[-1] <= _REACH]
    if _PILLS.search(said_then):
        near = [place for place in near if drugs(statements[place].text)] or near
    if (thing := _refused_thing(said_then)) and not any(
        thing & content_words(statements[place].text) for place in near
    ):
        return []
    content = {word for word in content_words(said_then) - _COMMON if len(word) > 1}
    alike = {place: len(content & content_words(statements[place].text)) for place in near}
    if any(alike.values()):
        return [place for place in near if alike[place] == max(alike.values())]
    last = [place for place in near if statements[place].turns[-1] == max(statements[p].turns[-1] for p in near)]
    return [place for place in last if drugs(statements[place].text) or not drugs(said_then)][-1:]


def _refused_thing(words: str) -> frozenset[str]:
    """Return the words of what a refusal names, empty when it only points: "I don't want it", "no thanks"."""
    match = _NAMES_IT.search(words)
    return content_words(match[1]) - _COMMON if match else frozenset()


def _another(words: str, refused: str) -> bool:
    """Tell whether a clinician proposes another drug or treatment than what was refused."""
    others = [*drugs(words), *(treatments(words) - _ANY_TREATMENT | treatments(words) & {"therapy"})]
    return bool(others and _PROPOSES.search(words)) and not _same_thing(words, refused)


def _same_thing(one: str, other: str) -> bool:
    """Tell whether two texts name the same drug, its class such as "statin" included, or the same treatment."""
    if treatments(one) & treatments(other) - _ANY_TREATMENT:
        return True
    return any(a.endswith(b) or b.endswith(a) for a in drugs(one) for b in drugs(other))


def _taken_back(at: int, words: str, turns: Sequence[Turn], statements: Sequence[Statement]) -> dict[int, Doubt]:
    """Return what a clinician takes back without having been asked to."""
    match = _TAKES_BACK.search(words)
    if match is None:
        return {}
    own = turns[at].number
    earlier = [p for p, s in enumerate(statements) if s.turns[-1] == own and _before(s, words, match.start())]
    plans = [p for p in earlier if _PROPOSES.search(statements[p].text)]
    places = plans[-1:] or _meant(at, words[match.start() :], turns, statements)
    return {place: Doubt(why=f"It was taken back in turn {own}.") for place in places}


def _before(statement: Statement, words: str, end: int) -> bool:
    return 0 <= words.lower().find(statement.text.lower()) < end


def _corrected(statements: Sequence[Statement]) -> dict[int, Doubt]:
    """Return statements with an amount that one of the next statements corrects to another in the same unit."""
    by_place: dict[int, Doubt] = {}
    for place, statement in enumerate(statements):
        new = [(a, f) for f in facts(statement.text) if (a := amount(f))]
        if not new or not _CORRECTS.search(statement.text):
            continue
        for old in range(place - 1, -1, -1):
            if statement.turns[-1] - statements[old].turns[-1] > _REACH:
                break
            was = _other(facts(statements[old].text), new)
            if was:
                why = f"It was corrected to {new[0][0]} in turn {statement.turns[-1]}."
                by_place[old] = Doubt(why=why, amount=was)
                break
    return by_place


def _other(had: set[Fact], new: Sequence[tuple[str, Fact]]) -> str:
    """Return an amount that another of the same unit, and of the same drug where both name one, replaces."""
    for fact in sorted(had):
        for value, now in new:
            was = amount(fact)
            same_unit = was and was != value and was.split()[-1] == value.split()[-1] != "time"
            if same_unit and (fact.kind != "dose" or now.kind != "dose" or fact.key.split()[0] == now.key.split()[0]):
                return was
    return ""
