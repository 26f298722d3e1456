"""Let the model turn each piece of a visit into a line of the note; each is checked, and what fails is withheld."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from minigiants.grounding import content_words
from minigiants.pipeline import Ground
from minigiants.types import Generation

from ..checks import Dialogue, Piece, check, read, segments
from ..facts import american, drugs, facts, frequencies
from ..note import Line, sentence
from ..talk import Screen, nameless, with_digits
from .empty import tells_nothing
from .hearing import cleaned
from .lines import in_speech, line_of
from .places import part_of_piece

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

_KIN_ALONE = re.compile(r"(?:the )?(?:wife|husband|mother|father|son|daughter|partner|friend|carer)[.]?", re.IGNORECASE)
"""Says who is there, which a line of its own says already."""
_DENIES = re.compile(r"\b(?:no|not|never|without|nor|cannot)\b|n't\b", re.IGNORECASE)
_MOST_WORDS = 0.7
"""Share of the words of a line by rules in the model's line that replaces it."""
_NEARLY_ALL = 0.8
"""Share of the words of a line in another one that says the same."""
_ONLY_SUPPOSED = "It was only supposed"
_LABEL = re.compile(
    r"(?:^|(?<=[.;] ))(?:clinician|patient|companion|(?:the )?(?:mother|father|mum|dad|wife|husband|partner|son"
    r"|daughter|carer|friend|sister|brother|neighbour)): ",
    re.IGNORECASE,
)
"""Before what somebody said, whose label the model kept."""
_TO_CLINICIAN = re.compile(r"\b(ring|call|phone) (?:me|us)\b(?! back)", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:i|we|my|our|me|us)\b", re.IGNORECASE)
_ONES = {"1": "one", "2": "two", "9": "nine"}


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
    if not words or _KIN_ALONE.fullmatch(words) or tells_nothing(words, piece, visit, chosen):
        return Written(line=None, generation=generation)
    words = as_said(words, piece.spoken, visit)
    text = _of_own(sentence(nameless(screen.restore(words).text, visit.names)), piece, visit)
    part = part_of_piece(piece, chosen, visit)
    line = Line(id=f"{part}-{piece.id}", part=part, text=text, turns=piece.omission.turns, author="model")
    if _said_before(line, before):
        return Written(line=None, generation=generation)
    whole = _checked(line, piece, visit, ground)
    if whole.why.startswith(_ONLY_SUPPOSED):
        line = replace(line, text=f"Possibly {text[:1].lower()}{text[1:]}")
        whole, text = _checked(line, piece, visit, ground), line.text
    cut = segments(text) if len(segments(text)) > 1 else _listed(text)
    if whole.verdict == "supported" or len(cut) < 2:
        return Written(line=whole, generation=generation)
    stands = [part for part in cut if _checked(replace(line, text=part), piece, visit, ground).kind == ""]
    if not stands:
        return Written(line=whole, generation=generation)
    rest = replace(line, text=sentence(" ".join(stands).rstrip(" ;,")))
    # Each drug of a list was checked by itself: what is said of one of them is not held against the others.
    rest = (
        replace(rest, turns=piece.omission.turns) if len(segments(text)) == 1 else _checked(rest, piece, visit, ground)
    )
    return Written(line=rest if rest.verdict == "supported" else whole, generation=generation)


def _listed(text: str) -> list[str]:
    """Cut a list of drugs, so that each of them is checked by itself; any other text comes back whole.

    >>> _listed("Ramipril 10, amlodipine 5, zinc stopped."), _listed("No aspirin, no ibuprofen.")
    (['Ramipril 10,', 'amlodipine 5,', 'zinc stopped.'], ['No aspirin, no ibuprofen.'])
    """
    clauses = re.split(r"(?<=,)\s+", text)
    naming = [clause for clause in clauses if read(clause).drugs]
    return clauses if len(naming) > 1 and not _DENIES.search(text) else [text]


def _addressed(words: str, heard: str) -> str:
    """Write of the patient in the third person where a clinician's words were kept, and 999 where that was said."""
    if not heard.startswith(("Patient:", "(")) and not _FIRST_PERSON.search(words):
        words = re.sub(
            r"^(?:will )?see you(?: again)?(?= (?:in|on|at|again|next|tomorrow)\b)", "Review", words, flags=re.I
        )
        words = re.sub(r"\byour\b", "the patient's", re.sub(r"\byou\b(?!')", "the patient", words))
    words = _LABEL.sub("", _TO_CLINICIAN.sub(r"\1 back", words))
    spoken = heard.lower()
    for here in ("999", "112"):
        if (here in spoken or " ".join(_ONES[c] for c in here) in spoken) and "911" not in spoken:
            words = words.replace("911", here)
    return words


def as_said(words: str, heard: str, visit: Dialogue) -> str:
    """Return the words of a line without units and rates that nobody said, the patient in the third person.

    `heard` is what of the visit the line was made of.
    """
    dialogue = " ".join(turn.text for turn in visit.turns).casefold()
    if not frequencies(heard):
        words = _DAILY.sub("", words)
    if (age := _AGE.fullmatch(words)) and _ASKS_AGE.search(heard):
        words = f"Aged {age[1]}."
    words = _UNIT.sub(lambda unit: unit[0] if unit[0].strip().casefold() in dialogue else "", words)
    words = _DOSE.sub(lambda unit: unit[0] if _said_unit(unit["unit"].lower(), heard.lower()) else "", words)
    return _addressed(words, heard)


def _of_own(text: str, piece: Piece, visit: Dialogue) -> str:
    """Return a text without the sentences that only repeat what was said before, which a piece is understood by."""
    said, place = visit.account.said, piece.places[-1]
    before = " ".join(said[n].exchange.text for n in piece.places if n < place)
    lead = _telling(american(cleaned(before))) - _telling(american(cleaned(said[place].exchange.text)))
    own = [part for part in segments(text) if not _telling(american(part)) <= lead]
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
    return any(words <= _telling(other.text) and told <= facts(other.text) for other in lines) or any(
        _repeats(line.text, other.text) for other in lines if other.author == "model"
    )


def _repeats(text: str, other: str) -> bool:
    """Tell whether a text has hardly a word that another has not, and nothing that tells.

    >>> _repeats("Passing urine is fine now.", "Passing urine fine, more often."), _repeats("No cough.", "Cough.")
    (True, False)
    """
    own, theirs, words = read(text), read(other), _telling(text)
    names = own.concepts | {*own.drugs} | own.sides | own.days
    if len(words & _telling(other)) < _NEARLY_ALL * len(words) or not names <= (
        theirs.concepts | {*theirs.drugs} | theirs.sides | theirs.days
    ):
        return False
    numbers = all(any(a.same(b) for b in theirs.amounts) for a in own.amounts)
    return numbers and own.denied == theirs.denied


def _telling(text: str) -> frozenset[str]:
    return content_words(text) | frozenset(re.findall(r"\d+(?:\.\d+)?", text))
