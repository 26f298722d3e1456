"""Read what was said at a visit once: its statements, each as a line, their facts, and who said them."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from minigiants.grounding import content_words
from minigiants.types import Evidence

from ..facts import Fact, dangers, facts, opposite
from ..note import line
from ..talk import (
    Statement,
    Turn,
    gender,
    in_standard,
    nameless,
    patient_names,
    righted,
    spoken,
    statements,
    with_digits,
    with_no_apart,
)
from .account import Account, account_of
from .retractions import Doubt, doubts

_COMMAND = re.compile(r"^(?:hey |okay )?(?:\w+ )?(?:show me|pull up|bring up|open up|order)\b.{0,60}$", re.IGNORECASE)
"""Said to a program, not to the patient."""
_ANNOUNCED = re.compile(
    r"^(?:\w+,? )?let(?:'s| us| me)? (?:examine|listen|look|check|see|take a|have a)\b", re.IGNORECASE
)
_GENERAL = re.compile(
    r"\b(?:people|patients|things like that|it's (?:not )?(?:usual|common)"
    r"|(?:usually|typically|in general|generally|often) (?:when|we|they|people)"
    r"|(?:risks|complications?) (?:of|like|such)|if (?:they|people|somebody|someone) (?:have|has))\b",
    re.IGNORECASE,
)
"""Said of people in general, not of this patient."""
_CRITICAL = ("drug", "dose", "allergy")


def counted(text: str) -> str:
    """Return a text with its numbers in digits, so that "four weeks" and "4 weeks" have the same words.

    >>> counted("Back in four weeks, up to four times a day. One of them.")
    'Back in 4 weeks, up to 4 times a day. One of them.'
    """
    return with_digits(text, least=2)


def telling_words(text: str) -> frozenset[str]:
    """Return a text's content words and its numbers, by which a line finds what it rests on.

    >>> sorted(telling_words("Come back in four weeks."))
    ['4', 'back', 'com', 'week']
    """
    digits = counted(text)
    return content_words(digits) | frozenset(re.findall(r"\d+(?:[./]\d+)*", digits))


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """What was said at a visit, ready to be searched."""

    turns: tuple[Turn, ...]
    statements: tuple[Statement, ...]
    names: tuple[str, ...] = ()
    """The patient's."""
    gender: str = ""
    lines: tuple[str, ...] = field(default=())
    """Each statement as a note would say it."""

    @cached_property
    def account(self) -> Account:
        """Return what was said, read in context."""
        return account_of(self.turns)

    @cached_property
    def words(self) -> list[frozenset[str]]:
        """Return each statement's content words, its question's included."""
        return [
            telling_words(f"{s.text} {s.question} {text}") for s, text in zip(self.statements, self.lines, strict=True)
        ]

    @cached_property
    def weight(self) -> dict[str, float]:
        """Return how much each word tells: rare ones more."""
        held = Counter(word for words in self.words for word in words)
        return {word: math.log(1 + len(self.words) / n) for word, n in held.items()}

    @cached_property
    def vouched(self) -> list[frozenset[Fact]]:
        """Return each statement's facts; of a finding that the turn's own words deny or affirm otherwise, theirs."""
        vouched = []
        for place, statement in enumerate(self.statements):
            derived = frozenset[Fact]().union(*(facts(t) for t in (self.lines[place], *self.own_words(place))))
            raw = self._raw[statement.turns[-1]]
            wrong = {f for f in derived if opposite(f) in raw and f not in raw}
            vouched.append(derived - wrong | {opposite(f) for f in wrong})
        return vouched

    @cached_property
    def _raw(self) -> dict[int, frozenset[Fact]]:
        """Return what each turn says in its own words, without what it asks."""
        return {
            t.number: frozenset[Fact]().union(*(facts(with_no_apart(piece)) for piece in spoken(t))) for t in self.turns
        }

    @cached_property
    def doubts(self) -> dict[int, Doubt]:
        """Return the statements that were taken back, refused or corrected later at the visit, by place."""
        return doubts(self.turns, self.statements)

    def own_words(self, place: int) -> list[str]:
        """Return a statement's text, unless it is a question with its answer, or somebody else's "I"."""
        statement = self.statements[place]
        return [] if statement.answer or statement.who else [statement.text]

    def evidence(self, numbers: Sequence[int]) -> tuple[Evidence, ...]:
        """Return the turns of these numbers, verbatim."""
        return tuple(_evidence(turn) for turn in self.turns if turn.number in numbers)


def dialogue_of(turns: Sequence[Turn], header: Mapping[str, object]) -> Dialogue:
    """Read turns as a visit: statements, each also as a line without the patient's name."""
    turns = righted(turns)
    standard = [replace(turn, text=in_standard(turn.text)) for turn in turns]
    sayings, names, who = statements(standard), patient_names(turns, header), gender(turns, header)
    lines = tuple(nameless(line(s, "plan" if s.speaker == "doctor" else "subjective", who), names) for s in sayings)
    return Dialogue(turns=tuple(turns), statements=tuple(sayings), names=names, gender=who, lines=lines)


def said_as(visit: Dialogue, place: int, part: str) -> str:
    """Return a statement as a line of the part, without the patient's name."""
    return nameless(line(visit.statements[place], part, visit.gender), visit.names)


def grave_of(visit: Dialogue, place: int) -> frozenset[str]:
    """Return the dangers and wishes that a statement speaks of, in the patient's words or as a note says them."""
    statement, by_clinician = visit.statements[place], visit.statements[place].speaker == "doctor"
    if by_clinician and aside(statement, set()):
        return frozenset()
    said = f"{statement.question}. {statement.text}. {visit.lines[place]}"
    return dangers(said, by_clinician=by_clinician)


def aside(statement: Statement, kinds: set[str]) -> bool:
    """Tell whether the clinician speaks to a program, announces a look and finds nothing, or teaches."""
    said = statement.text.strip()
    teaches = bool(_GENERAL.search(said)) and not kinds & {*_CRITICAL}
    announced = bool(_ANNOUNCED.match(said)) and not kinds
    return statement.speaker == "doctor" and bool(teaches or _COMMAND.match(said) or announced)


def _evidence(turn: Turn) -> Evidence:
    name = turn.label or turn.speaker
    return Evidence(
        passage_id=str(turn.number),
        document_id="",
        document=f"dialogue, turn {turn.number}, {name}",
        page=turn.number,
        start=0,
        end=len(turn.text),
        text=turn.text,
    )
