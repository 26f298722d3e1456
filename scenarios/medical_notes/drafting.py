"""Choose what of a visit belongs into which part of its note."""

import re
from collections.abc import Mapping, Sequence

from minigiants.grounding import content_words

from .asked import tells_taking
from .checking import Visit
from .dangers import NAMES as DANGERS
from .dangers import dangers
from .facts import DRUGS, Fact, drugs, facts
from .learned import NONE, Embed, sections
from .note import Line, Omission
from .particulars import left_open, of_relative
from .people import gender, nameless, patient_names
from .phrasing import line
from .placing import MEASURED, ORDERING, PLANNED, VITALS, Fit, by_rank, complaint_of, examined, filled, spoken_of
from .statements import Statement, statements
from .templates import PARTS
from .transcript import Turn, righted

KEPT = 0.5
"""Probability of belonging into the note from which a statement is chosen."""
SURE = 0.2
"""The same for what names a drug or plans; a dose or an allergy is always chosen: these must not be lost."""
SHORTEST = 3
"""Words from which a line without a fact says enough; "No locking." says enough by its fact."""
MOST = 520
"""Words of a note's draft; a visit of any length stays readable."""
_TAKING = re.compile(r"\b(?:tak(?:e|es|ing)|on|us(?:e|es|ing)|prescribed|still)\b", re.IGNORECASE)
_COMMAND = re.compile(r"^(?:hey |okay )?(?:\w+ )?(?:show me|pull up|bring up|open up|order)\b.{0,60}$", re.IGNORECASE)
"""Said to a program, not to the patient."""
_ANNOUNCED = re.compile(
    r"^(?:\w+,? )?let(?:'s| us| me)? (?:examine|listen|look|check|see|take a|have a)\b", re.IGNORECASE
)
_JUDGED = re.compile(r"\bi (?:do )?(?:think|believe|suspect) (?:that |it's |it |this |that's |you )", re.IGNORECASE)
_GENERAL = re.compile(
    r"\b(?:people|patients|things like that|it's (?:not )?(?:usual|common)"
    r"|(?:usually|typically|in general|generally|often) (?:when|we|they|people)"
    r"|(?:risks|complications?) (?:of|like|such)|if (?:they|people|somebody|someone) (?:have|has))\b",
    re.IGNORECASE,
)
"""Said of people in general, not of this patient."""
_ALLERGY = re.compile(r"\ballerg(?:y|ic|ies)\b", re.IGNORECASE)
_NOT_BORNE = re.compile(
    r"\b(?:can(?:['’]t|not| not) (?:take|tolerate|have|be given)|do(?:n['’]t| not) tolerate)\b", re.IGNORECASE
)
_SEASONAL = re.compile(r"\b(?:seasonal|pollen|hay|spring|fall)\b", re.IGNORECASE)
_SAID = 0.5
"""Share of a plan's words from which lines say it."""
_CRITICAL = ("drug", "dose", "allergy")


def visit_of(turns: Sequence[Turn], header: Mapping[str, object]) -> Visit:
    """Read turns as a visit: statements, each also as a line without the patient's name."""
    turns = righted(turns)
    found, names, who = statements(turns), patient_names(turns, header), gender(turns, header)
    lines = tuple(nameless(line(s, "plan" if s.speaker == "doctor" else "subjective", who), names) for s in found)
    return Visit(turns=tuple(turns), statements=tuple(found), names=names, gender=who, lines=lines)


def choose(visit: Visit, embed: Embed) -> dict[str, list[int]]:
    """Return for each part the places of the statements that belong there, in the order they were said."""
    chances = sections(visit.statements, len(visit.turns), embed)
    found: list[Fit] = []
    complaint, looked = complaint_of(visit.statements), examined(visit.statements)
    for place, (statement, chance) in enumerate(zip(visit.statements, chances, strict=True)):
        kept = 1 - chance[NONE]
        part, grave = _part(statement, chance), bool(grave_of(visit, place))
        kinds: set[str] = {f.kind for f in facts(visit.lines[place])}
        found_now = bool(kinds) and statement.turns[-1] in looked
        critical = bool(kinds & {*_CRITICAL}) or (
            statement.speaker == "doctor" and (found_now or bool(PLANNED.search(statement.text)))
        )
        certain = kinds & {"dose", "allergy"} or part == "allergies" or grave or tells_taking(statement)
        certain = certain or place == complaint
        certain = certain or (statement.speaker != "doctor" and bool(MEASURED.search(statement.text)))
        least = 0.0 if certain else SURE if critical else KEPT
        shortest = SHORTEST - (part == "assessment" and statement.speaker == "doctor")
        if (len(visit.lines[place].split()) < shortest and not kinds) or kept < least or _aside(statement, kinds):
            continue
        rank = kept + (2 if grave else critical or part == "allergies")
        found.append(Fit(rank=rank, place=place, part=part, chance=chance))
    chosen: dict[str, list[int]] = {part: [] for part in PARTS}
    room = MOST
    for place, part in by_rank(filled(found, visit.statements)):
        grave = bool(grave_of(visit, place))
        room -= 0 if grave else len(visit.lines[place].split())
        if room >= 0 or grave:
            chosen[part].append(place)
    return {part: _distinct(sorted(places), visit) for part, places in chosen.items()}


def drafted(part: str, places: Sequence[int], visit: Visit) -> list[Line]:
    """Write the lines of a part by rules alone, one for each statement."""
    return [
        Line(id=f"{part}-{place}", part=part, text=said_as(visit, place, part), turns=visit.statements[place].turns)
        for place in places
    ]


def drugs_named(lines: Sequence[Line], visit: Visit) -> tuple[Line, list[int]] | None:
    """Return a line of the drugs that the other parts name, and its places: an empty list would deny them."""
    found: dict[str, list[int]] = {}
    told = [set(x.turns) for x in lines if x.part != "allergies"]
    for place, (statement, text) in enumerate(zip(visit.statements, visit.lines, strict=True)):
        if place not in visit.doubts and any(turns.issuperset(statement.turns) for turns in told):
            for name in drugs(text):
                found.setdefault(name, []).append(place)
    if not found:
        return None
    places = sorted({place for some in found.values() for place in some})
    turns = tuple(sorted({turn for place in places for turn in visit.statements[place].turns}))
    text = f"Named in this visit: {', '.join(found)}."
    return Line(id="medications-named", part="medications", text=text, turns=turns), places


def _aside(statement: Statement, kinds: set[str]) -> bool:
    """Tell whether the clinician speaks to a program, announces a look and finds nothing, or teaches."""
    said = statement.text.strip()
    teaches = bool(_GENERAL.search(said)) and not kinds & {*_CRITICAL}
    announced = bool(_ANNOUNCED.match(said)) and not kinds
    return statement.speaker == "doctor" and bool(teaches or _COMMAND.match(said) or announced)


def said_as(visit: Visit, place: int, part: str) -> str:
    """Return a statement as a line of the part, without the patient's name."""
    return nameless(line(visit.statements[place], part, visit.gender), visit.names)


def grave_of(visit: Visit, place: int) -> frozenset[str]:
    """Return the dangers and wishes that a statement speaks of, in the patient's words or as a note says them."""
    statement, by_clinician = visit.statements[place], visit.statements[place].speaker == "doctor"
    if by_clinician and _aside(statement, set()):
        return frozenset()
    said = f"{statement.question}. {statement.text}. {visit.lines[place]}"
    return dangers(said, by_clinician=by_clinician)


def omissions(lines: Sequence[Line], visit: Visit) -> list[Omission]:
    """Look for what was said and no line says: drugs, doses, allergies, findings, denials and plans."""
    said = set[Fact]().union(*(facts(x.text) for x in lines)) if lines else set[Fact]()
    covered = {number for x in lines for number in x.turns}
    found: list[Omission] = []
    for place, statement in enumerate(visit.statements):
        text = visit.lines[place]
        lost = facts(text) - said
        if statement.speaker == "doctor" and statement.turns[-1] in covered and not _found(statement):
            lost = {f for f in lost if f.kind in _CRITICAL}
        grave = _lost_grave(place, lines, visit)
        lost = {f for f in lost if f.kind not in ("number", "side") and f.key not in DANGERS}
        left_out = {f"{_KINDS[f.kind]} {f.key}" for f in lost} | grave or _lost_plan(place, lines, visit)
        if not left_out or place in visit.doubts:
            continue
        said |= lost
        missing, part = tuple(sorted(left_out)), _part(statement, {spoken_of(statement)[0]: 1.0})
        found.append(
            Omission(
                id=f"omitted-{place}",
                part=part,
                text=said_as(visit, place, part),
                turns=statement.turns,
                why=f"Not in the note: {', '.join(missing)}.",
                missing=missing,
            )
        )
    return found


def _found(statement: Statement) -> bool:
    """Tell whether a clinician's statement says what an examination or a test found, and supposes nothing."""
    said = statement.text
    return spoken_of(statement)[0] in ("exam", "results") and not (left_open(said) or _aside(statement, set()))


def _lost_grave(place: int, lines: Sequence[Line], visit: Visit) -> set[str]:
    """Return the dangers of a statement that no line of the same turns speaks of, nor says most of its words."""
    statement, words = visit.statements[place], visit.words[place]
    near = [x.text for x in lines if {*x.turns} & {*statement.turns}]
    if any(len(words & content_words(text)) > _SAID * len(words) for text in near):
        return set()
    return set(grave_of(visit, place) - frozenset[str]().union(*map(dangers, near)))


def _lost_plan(place: int, lines: Sequence[Line], visit: Visit) -> set[str]:
    """Return "a plan" where the clinician says what comes next and no line of the same turn says most of it."""
    statement, words = visit.statements[place], visit.words[place]
    if statement.speaker != "doctor" or not words or not PLANNED.search(statement.text):
        return set()
    near = frozenset[str]().union(*(content_words(x.text) for x in lines if {*x.turns} & {*statement.turns}))
    return set() if len(words & near) > _SAID * len(words) else {"a plan"}


_KINDS = {"drug": "drug", "dose": "dose", "allergy": "allergy to", "finding": "finding", "denied": "denied:"}


def _part(statement: Statement, chance: Mapping[str, float]) -> str:
    """Return where a statement belongs: as learned, but drugs taken and allergies have their own places."""
    allowed = [p for p in PARTS if statement.speaker == "doctor" or p not in ("exam", "results", "assessment", "plan")]
    part = max(allowed, key=lambda p: chance.get(p, 0.0))
    said = f"{statement.question} {statement.text}"
    if statement.speaker == "patient" and (of_relative(said) or "refusal of treatment" in dangers(said)):
        return "subjective"
    if _of_allergies(statement, said) and part != "plan":
        return "allergies"
    if statement.speaker == "doctor" and (PLANNED.search(said) or (ORDERING.search(said) and drugs(said))):
        return "plan"
    if statement.speaker == "doctor":
        return _of_doctor(statement.text, part)
    if part == "subjective" and _TAKING.search(said) and DRUGS & set(drugs(said)):
        return "medications"
    return part


def _of_doctor(said: str, part: str) -> str:
    """Return the part of what a clinician says who plans nothing: as learned, but signs and judgements are known."""
    if VITALS.search(said):
        return "exam"
    return "assessment" if part in ("exam", "results") and _JUDGED.search(said) else part


def _of_allergies(statement: Statement, said: str) -> bool:
    """Tell whether it is about what somebody does not bear."""
    if statement.speaker != "doctor" and _NOT_BORNE.search(statement.text) and drugs(statement.text):
        return True
    return bool(_ALLERGY.search(said)) and not _SEASONAL.search(said)


def _distinct(places: Sequence[int], visit: Visit) -> list[int]:
    """Leave out what an earlier statement of the part says in the same words."""
    kept: list[int] = []
    for place in places:
        words = visit.words[place]
        if not any(words <= visit.words[other] for other in kept):
            kept.append(place)
    return kept
