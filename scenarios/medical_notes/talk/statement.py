"""Cut turns into statements that stand by themselves: a question and its "no" become one denial."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..facts import PARTS, dangers, drugs, findings
from .companions import called, for_themselves
from .corrections import with_corrections
from .labels import Speaker
from .replies import (
    FILLERS,
    WORDS,
    YES_OR_NO,
    affirmed,
    after_yes,
    asked_instead,
    emphasised,
    excepting,
    left_denied,
    names_its_own,
    polarity,
)
from .speech import with_decimals, with_pressures, without_stutter
from .transcript import Turn

LONGEST = 32
"""Words from which a sentence without punctuation is cut at the words that begin a new thought."""
REPLY = 14
"""Words up to which a reply leans on its question."""
BARE = 2
"""Words of an answer that says yes and nothing else."""
BRIEF = 8
"""Words behind a "yes" that are told together with the question."""
_NORMAL = re.compile(r"(?<![\w'])(?:" + "|".join(map(re.escape, WORDS["normal"])) + r")(?!\w)", re.IGNORECASE)
_OPENINGS = re.compile(
    rf"^(?:(?!right\s+(?:{'|'.join(PARTS)}|upper|lower|sided)s?\b)"
    rf"(?:{'|'.join(map(re.escape, WORDS['openings']))})\b[\s,.]*)+",
    re.IGNORECASE,
)
_TURNING = re.compile(r"\s(?=(?:" + "|".join(map(re.escape, WORDS["turning"])) + r")\s)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\bdr\.)(?<!\bmr\.)(?<!\bms\.)(?<!\bmrs\.)(?<!\bst\.)(?<=[.?!])\s+", re.IGNORECASE)
_QUESTION = re.compile(r"^(?:" + "|".join(map(re.escape, WORDS["questions"]["openers"])) + r")\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\s(?=(?:(?:have|had|did|do|are|were) you|how (?:long|often|many|are you|have you|do you|did you|is your)"
    r"|what about|(?:can you )?tell me)\b)",
    re.IGNORECASE,
)
"""Where somebody begins to ask in speech without punctuation."""
_TELL = re.compile(r"^(?:(?:can|could) you )?(?:please )?(?:just )?tell me\b", re.IGNORECASE)
_WHICH = re.compile(r"^(?:what|how|when|where|why|who|which|tell me|can you tell)\b(?! about\b)", re.IGNORECASE)
_LEADING = frozenset(WORDS["leading"].split())
"""Words after which "do you" asks nothing new: "how long do you", "if you do"."""
_SMALL_TALK = re.compile(rf"\b(?:{'|'.join(map(re.escape, WORDS['small_talk']))})\b(?! (?:in|back in)\b)")
"""But for "see you in two weeks", which is planned."""
_LISTED = re.compile(r",(?! *\d)|\bor\b|\bany(?:thing|one|where)?\b")
"""Asks after several things; "lasix, 40 mg" is one."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """Something said that can be true or false by itself."""

    turns: tuple[int, ...]
    """Numbers of the turns that it was said in, in order: one, or a question's and its answer's."""
    speaker: Speaker
    """Who vouches for it: of a question and its answer the one who answered."""
    text: str
    """Cleaned of stutters and fillers."""
    question: str = ""
    """What was asked, when it answers a question."""
    answer: str = ""
    """"yes" or "no" when the answer is one."""
    who: str = ""
    """How a note calls a companion who said it; empty for the patient and the clinician."""


def statements(turns: Sequence[Turn]) -> list[Statement]:
    """Return what was said, in order; questions without an answer are left out.

    >>> asked = Turn(number=1, speaker="doctor", label="", text="any chest pain ?")
    >>> [(s.text, s.answer) for s in statements([asked, Turn(number=2, speaker="patient", label="", text="no .")])]
    [('any chest pain', 'no')]
    """
    assertions: list[Statement] = []
    question: tuple[int, str, Speaker] | None = None
    for turn in turns:
        pieces = [p for p in pieces_of(turn.text) if not small_talk(p)]
        if question and turn.speaker != question[2] and pieces:
            assertions += _answered(question, turn, pieces)
            question = None if any(_WORD.search(p) for p in pieces) else question
        elif not (question and turn.speaker != question[2]):
            assertions += [_said(turn, p) for p in pieces if not is_question(p)]
        questions = [p for p in pieces if is_question(p)]
        if questions:
            question = (turn.number, _plain(questions[-1]), turn.speaker)
            if len(questions) > 1 and len(question[1].split()) < 5:
                question = (turn.number, f"{_plain(questions[-2])}, {question[1]}", turn.speaker)
        elif question and turn.speaker == question[2] and pieces:
            question = None
    who = {turn.number: called(turn.label) for turn in turns if turn.speaker == "other"}
    worded = (s for s in assertions if _WORD.search(s.text) and not small_talk(s.text))
    return [replace(s, who=who.get(s.turns[-1], "")) for s in worded]


def clean(text: str) -> str:
    """Write speech as it would be read: no fillers, no stutters, spaces where they belong.

    >>> clean("um , i , i wanna go home , you know .")
    'i want to go home.'
    """
    text = _NORMAL.sub(lambda m: _normal()[m[0].lower()], text.replace("’", "'"))
    text = with_pressures(with_decimals(with_corrections(text)))
    text = re.sub(r"\s+(n't|'(?:s|m|re|ve|ll|d))\b", r"\1", text)
    text = FILLERS.sub(" ", text)
    text = without_stutter(text)
    text = re.sub(r"(?<=\d)\s+-(?=year|month|week|day|old)", "-", text)
    text = re.sub(r"\s+([,.;:?!%])", r"\1", re.sub(r"\s+", " ", text))
    text = re.sub(r"([,.;:])(?:\s*[,.;:])+", r"\1", text)
    return re.sub(r"^[\s,.;:-]+|[\s,;:-]+$", "", text)


def is_question(text: str) -> bool:
    """Tell whether something is asked."""
    bare = _OPENINGS.sub("", text)
    if _TELL.match(bare):
        return True
    tagged = re.search(r"(?:okay|right|alright|all right|correct)\s*\?$", text)
    if text.rstrip().endswith("?") and not (tagged and len(_WORD.findall(text)) > 6):
        return True
    return bool(_QUESTION.match(bare)) and len(_WORD.findall(bare)) < LONGEST and not text.rstrip().endswith(".")


def small_talk(text: str) -> bool:
    """Tell whether a short statement is a greeting, thanks or a command to the recorder, and names no drug or finding.

    >>> [small_talk(said) for said in ("thanks, see you", "no problem with amoxicillin", "i see your knee")]
    [True, False, False]
    """
    low = text.lower()
    if len(_WORD.findall(low)) >= 16 or not _SMALL_TALK.search(low):
        return False
    return low.startswith("hey") or not (findings(low) or drugs(low))


def spoken(turn: Turn) -> list[str]:
    """Return what a turn says in its own words, piece by piece, without what it asks."""
    return [piece for piece in pieces_of(turn.text) if not is_question(piece)]


def _answered(asked: tuple[int, str, Speaker], turn: Turn, pieces: Sequence[str]) -> Iterator[Statement]:
    """Yield what the first words of an answer say together with their question, then the rest by itself."""
    (number, question, _), first = asked, emphasised(pieces[0])
    pieces, turns = [first, *pieces[1:]], (number, turn.number)
    if so := affirmed(question, first):
        yield Statement(turns=turns, speaker=turn.speaker, text=so, question=so, answer="yes")
        yield from (_said(turn, piece) for piece in pieces[1:] if not is_question(piece))
        return
    theirs = turn.speaker == "other" and for_themselves(turn.label, question, first)
    yes_or_no = "" if theirs or names_its_own(first) else polarity(first)
    if _WHICH.match(question) and next(iter(_WORD.findall(first.lower())), "") not in YES_OR_NO:
        yes_or_no = ""  # "How have you been?" - "I have been better." says no yes
    rest = after_yes(first) if yes_or_no else ""
    # "Any swelling or locking?" - "A little swelling." says yes to one of them, "allergic to anything?" to none.
    open_ended = bool(_LISTED.search(question))
    told = bool(rest) or len(pieces) > 1 or len(_WORD.findall(first)) > BARE
    if yes_or_no and question and not (yes_or_no == "yes" and open_ended and told):
        made, used = _together(question, yes_or_no, rest)
        for text, reply in made:
            yield Statement(turns=turns, speaker=turn.speaker, text=text, question=question, answer=reply)
        pieces = [p for p in ("" if used else rest, *pieces[1:]) if p]
    elif (len(_WORD.findall(first)) <= REPLY or dangers(question)) and not is_question(first):
        yield Statement(turns=turns, speaker=turn.speaker, text=_plain(first), question=question)
        pieces = pieces[1:]
    for piece in pieces:
        if not is_question(piece):
            yield _said(turn, piece)


def _together(question: str, yes_or_no: str, rest: str) -> tuple[list[tuple[str, str]], bool]:
    """Return what a question and its yes or no say, each with its answer, and whether `rest` is told with them.

    >>> _together("are you allergic to penicillin", "no", "to sulfa")
    ([('are you allergic to penicillin', 'no'), ('are you allergic to sulfa', 'yes')], True)
    """
    if yes_or_no == "yes":
        used = 0 < len(rest.split()) <= BRIEF
        return [(f"{question}, {rest}" if used else question, "yes")], used
    if but := excepting(question, rest):
        return [(but, "no")], True
    instead = asked_instead(question, rest)
    made = [(denied, "no")] if (denied := left_denied(question, rest)) else []
    return [*made, (instead, "yes")] if instead else made, bool(instead)


def _said(turn: Turn, piece: str) -> Statement:
    return Statement(turns=(turn.number,), speaker=turn.speaker, text=_plain(piece))


def _plain(piece: str) -> str:
    bare = _OPENINGS.sub("", piece).strip(" ,.;:?!-")
    return re.sub(r",\s*(?:okay|right|all right|alright)$", "", bare)


def pieces_of(text: str) -> Iterator[str]:
    """Yield the sentences of what was said, cleaned; a run of speech is cut where a new thought begins."""
    for sentence in _SENTENCE.split(clean(text)):
        for part in _apart(sentence.strip()):
            if len(part.split()) > LONGEST:
                yield from _cut(part)
            elif part:
                yield part


def _apart(sentence: str) -> Iterator[str]:
    """Cut off what is asked behind what is told, in speech without punctuation.

    >>> list(_apart("with the left foot it is worse have you had any numbness"))
    ['with the left foot it is worse', 'have you had any numbness']
    >>> list(_apart("what surgeries have you had")), list(_apart("It hurts, do you see."))
    (['what surgeries have you had'], ['It hurts, do you see.'])
    """
    start = 0
    for match in _ASKED.finditer(sentence) if not sentence.endswith((".", "?", "!")) else ():
        before = sentence[start : match.start()].split()
        if len(before) > 2 and not _LEADING & {w.lower() for w in before[-2:]}:
            yield " ".join(before)
            start = match.end()
    yield sentence[start:]


def _cut(sentence: str) -> Iterator[str]:
    """Cut a run of unpunctuated speech where a new thought begins, into parts of four words at least."""
    part = ""
    for piece in _TURNING.split(sentence):
        part = f"{part} {piece}".strip()
        if len(part.split()) > 3 and part.split()[-1].lower() not in ("and", "but", "so", "because", "that", "if"):
            yield part
            part = ""
    if part:
        yield part


@cache
def _normal() -> dict[str, str]:
    return {key.lower(): value for key, value in WORDS["normal"].items()}
