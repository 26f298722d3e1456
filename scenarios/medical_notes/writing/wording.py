"""Let the model turn each piece of a visit into a line of the note; each is checked, and what fails is withheld."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from minigiants.grounding import content_words
from minigiants.pipeline import Ground
from minigiants.types import Generation

from ..checks import Dialogue, Heard, Piece, check, segments
from ..facts import acts, drugs, facts, frequencies
from ..note import Line, sentence
from ..talk import Screen, nameless, with_digits
from .lines import in_speech, line_of

_UNIT = re.compile(
    r"(?<=\d)\s?(?:mmhg|bpm|beats per minute|%|mg/l|ng/ml|mmol/l|mmol/mol|°c|ml/min(?:/1\.73 ?m2)?)(?!\w)", re.I
)
"""Units of measurements that a model adds from its own knowledge: those that nobody said are left out."""
_DOSE = re.compile(r"(?<=\d)\s?(?P<unit>mg|milligrams?|mcg|micrograms?|ml|units?)\b(?!/)", re.IGNORECASE)
_SAID_DOSE = {
    "mg": r"mg|milligram",
    "mcg": r"mcg|µg|microgram",
    "ml": r"\bmls?\b|\bmils?\b|millilit",
    "unit": r"\bunits?\b|\biu\b",
}
"""Unit of a dose -> what shows in a piece that it was said; a unit that was not is left out, for it may be another."""

_DAILY = re.compile(r",? (?:once )?(?:daily|a day)\b(?! (?:life|living))", re.IGNORECASE)
"""What a model adds to a dose by habit."""
_AGE = re.compile(r"(?:aged? )?(\d{1,3})\b[^.]*\.?(?:[^.]*\.)?", re.IGNORECASE)
_ASKS_AGE = re.compile(r"\bhow old\b|\byour age\b", re.IGNORECASE)

_OF_KIND = {
    "finding": "exam",
    "follow-up": "plan",
    "measurement": "exam",
    "safety net": "plan",
    "assessment": "assessment",
}
"""Kinds of what a clinician says that belong into one part, whatever they sound like."""
_KIN_ALONE = re.compile(r"(?:the )?(?:wife|husband|mother|father|son|daughter|partner|friend|carer)[.]?", re.IGNORECASE)
"""Says who is there, which a line of its own says already."""
_ASKS_DRUGS = re.compile(
    r"\b(?:medic\w+|tablets?|pills|drugs|inhalers?|prescri\w+|over the counter|tak(?:e|ing)|(?:on|use|got) (?:any|what)"
    r"|are you on|is (?:he|she) on|anything else|any others?|what else|next(?: one)?)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"(?:\w+ )?(?:i'm|i am|he's|she's|still) (?:still )?(?:on|taking)\b|i take\b|he takes\b|she takes\b", re.I
)
_CAME_BACK = re.compile(
    r"\b(?:shows?|showed|(?:has|have|'s|s) got|positive|negative|normal|clear|came back|was|were|fine|raised|low"
    r"|high|up|down)\b"
)
"""Says of a test what was found by it."""
_DENIES = re.compile(r"\b(?:no|not|never|without|nor|cannot)\b|n't\b", re.IGNORECASE)
_MOST_WORDS = 0.7
"""Share of the words of a line by rules in the model's line that replaces it."""
_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year", "time"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What came of asking for the line of a piece."""

    line: Line | None
    """None when nothing was written, or what was said already."""
    generation: Generation


def write(
    piece: Piece,
    generation: Generation,
    before: Sequence[Line],
    *,
    chosen: Mapping[str, Sequence[int]],
    visit: Dialogue,
    screen: Screen,
    ground: Ground,
) -> Written:
    """Return what the model wrote of a piece, with its verdict, unless a line `before` it says the same.

    `chosen` are the places of the statements of each part: where a piece is one of them it stands in that part.
    """
    words = line_of(generation.text)
    if not words or _KIN_ALONE.fullmatch(words):
        return Written(line=None, generation=generation)
    dialogue = " ".join(turn.text for turn in visit.turns).casefold()
    if not frequencies(piece.spoken):
        words = _DAILY.sub("", words)
    if (age := _AGE.fullmatch(words)) and _ASKS_AGE.search(piece.spoken):
        words = f"Aged {age[1]}."
    words = _UNIT.sub(lambda unit: unit[0] if unit[0].strip().casefold() in dialogue else "", words)
    words = _DOSE.sub(lambda unit: unit[0] if _said_unit(unit["unit"].lower(), piece.spoken.lower()) else "", words)
    text = _of_own(sentence(nameless(screen.restore(words).text, visit.names)), piece, visit)
    part = _part(piece, chosen, visit)
    line = Line(id=f"{part}-{piece.id}", part=part, text=text, turns=piece.omission.turns, author="model")
    if _said_before(line, before):
        return Written(line=None, generation=generation)
    whole = _checked(line, piece, visit, ground)
    if whole.verdict == "supported" or len(segments(text)) < 2:
        return Written(line=whole, generation=generation)
    stands = [part for part in segments(text) if _checked(replace(line, text=part), piece, visit, ground).kind == ""]
    if not stands:
        return Written(line=whole, generation=generation)
    rest = _checked(replace(line, text=sentence(" ".join(stands).rstrip(" ;"))), piece, visit, ground)
    return Written(line=rest if rest.verdict == "supported" else whole, generation=generation)


def _of_own(text: str, piece: Piece, visit: Dialogue) -> str:
    """Return a text without the sentences that only repeat what was said before, which a piece is understood by."""
    said, place = visit.account.said, piece.places[-1]
    lead = frozenset[str]().union(*(said[n].all.stems for n in piece.places if n < place)) - said[place].all.stems
    own = [part for part in segments(text) if not content_words(part) <= lead]
    return sentence(" ".join(own).rstrip(" ;")) if own else text


def _checked(line: Line, piece: Piece, visit: Dialogue, ground: Ground) -> Line:
    """Return a line with its verdict against its piece; one in speech is refused as well."""
    line = replace(check(line, visit, ground, piece.places), turns=piece.omission.turns)
    doubt = visit.doubts.get(piece.place)
    said = "" if piece.place < 0 else visit.statements[piece.place].text
    if line.verdict == "supported" and doubt and doubt.about(line.text, said):
        return replace(line, verdict="unsupported", kind="retracted", why=doubt.why)
    if line.verdict == "supported" and in_speech(line.text):
        why = "It is written as people speak, not as a note."
        line = replace(line, verdict="unsupported", kind="speech", why=why)
    return line


def _said_unit(unit: str, spoken: str) -> bool:
    """Tell whether a piece names a dose's unit.

    >>> _said_unit("mg", "bisoprolol, 2.5, and ramipril, 10"), _said_unit("micrograms", "100 mcg of thyroxine")
    (False, True)
    """
    name = "mcg" if unit.startswith("mic") else "mg" if unit.startswith("mil") else unit.rstrip("s")
    return bool(re.search(_SAID_DOSE[name], spoken))


def _part(piece: Piece, chosen: Mapping[str, Sequence[int]], visit: Dialogue) -> str:
    """Return the part of a piece: that of its statement where one was chosen, and that of what it holds elsewhere."""
    exchange = visit.account.said[piece.places[-1]].exchange
    if exchange.by_clinician and acts(exchange.said) and piece.omission.part == "medications":
        return "plan"
    if piece.omission.kind == "allergy":
        return "allergies"
    if exchange.by_clinician and (of_kind := _of_kind(visit.account.said[piece.places[-1]], piece.omission.kind)):
        return of_kind
    own = visit.account.said[piece.places[-1]]
    asked = _ASKS_DRUGS.search(exchange.question) or _TAKES.match(exchange.said)
    if not exchange.by_clinician and piece.omission.kind == "drug" and {*own.own.drugs} - own.kin and asked:
        return "medications"
    return next((part for part, places in chosen.items() if piece.place in places), piece.omission.part)


def _of_kind(one: Heard, kind: str) -> str:
    """Return the part of what a clinician says of a kind, empty for any; a test with a value is a result."""
    if one.own.has("condition"):
        return "plan"
    if kind == "measurement" and all(a.unit in _TIMES for a in one.own.amounts):
        return ""
    if kind == "test":
        value = any(a.unit not in _TIMES for a in one.own.amounts)
        found = (value or _CAME_BACK.search(one.own.text)) and not one.own.has("advice") and not one.own.has("again")
        return "results" if found else "plan"
    return _OF_KIND.get(kind, "")


def total(generations: Sequence[Generation]) -> Generation | None:
    """Return what all requests of a note cost together, None when there was none."""
    if not generations:
        return None
    return replace(
        generations[0],
        text="\n".join(g.text for g in generations),
        tokens_in=sum(g.tokens_in for g in generations),
        tokens_out=sum(g.tokens_out for g in generations),
        seconds=sum(g.seconds for g in generations),
        model=next((g.model for g in generations if g.model), ""),
        model_sha256=next((g.model_sha256 for g in generations if g.model_sha256), ""),
        engine=next((g.engine for g in generations if g.engine), ""),
        attempts=max(g.attempts for g in generations),
    )


def distinct(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out lines all of whose words and facts another line has, whatever part they stand in.

    A drug that is taken, an allergy and what is planned of it are three things: of those only the same part counts.
    """
    stand: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.author == "rules", -len(line.text))):
        told = {fact.kind for fact in facts(line.text)}
        rivals = [x for x in stand if x.part == line.part or not told & {"drug", "allergy", "dose"}]
        if not _said_before(line, rivals) and not (line.author == "rules" and _reworded(line, stand)):
            stand.append(line)
    return tuple(line for line in lines if line in stand)


def _reworded(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether the model says of the same turns all that a line of the rules names, in most of its words."""
    words, names, denies = (
        _telling(with_digits(line.text, least=2)),
        {*drugs(line.text)},
        bool(_DENIES.search(line.text)),
    )
    numbers = {word for word in words if word[0].isdigit()}
    return any(
        len(words & _telling(other.text)) >= _MOST_WORDS * len(words)
        and numbers <= _telling(other.text)
        and names <= {*drugs(other.text)}
        and denies <= bool(_DENIES.search(other.text))
        for other in lines
        if other.author == "model" and {*other.turns} & {*line.turns}
    )


def _said_before(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether an earlier line has all of a line's words and facts."""
    words, told = _telling(line.text), facts(line.text)
    return any(words <= _telling(other.text) and told <= facts(other.text) for other in lines)


def _telling(text: str) -> frozenset[str]:
    return content_words(text) | frozenset(re.findall(r"\d+(?:\.\d+)?", text))
