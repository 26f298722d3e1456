"""Cut a dialogue into exchanges: what a clinician says, sentence by sentence, and answers with what was asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...talk import Turn, in_standard, is_question
from .naming import Named
from .reading import cue, read

_SENTENCE = re.compile(r"(?<!\bdr\.)(?<!\bmr\.)(?<!\bmrs\.)(?<=[.?!])\s+", re.IGNORECASE)
_LEANS = 5
"""Words up to which a clinician's reply leans on what was asked."""
_REPLIES = re.compile(r"^\W*(?:yes|no|nay|naw|it is|it isn't|not)\b", re.IGNORECASE)
"""Begins a clinician's reply: "Can I drive? - Not until you can brake hard"."""
_ANSWERS = re.compile(r"(?:, |\b)(?:is|was|isn't|wasn't) (?:it|that)\?$", re.IGNORECASE)
"""Ends an answer that is not sure of itself: "Ten, is it?"."""
_OF_SELF = re.compile(r"\b(?:me|my|i've|i had|i get|i got)\b", re.IGNORECASE)
_INVERTED = re.compile(
    r"(?:^|[,.] )\W*(?:(?:so|and|but|or|well|then|doctor|okay)\W+)*(?:what|why|how|when|where|who|which|whose|do|does"
    r"|did|is|are|was|were|can|could|should|shall|would|will|won't|can't|have|has|am|may|might|any|need)\b|\byou\b"
    r"|\b(?:isn't|doesn't|will|does|is) (?:it|that|he|she)\?",
    re.IGNORECASE,
)
"""Asks as questions do."""
_TAGGED = re.compile(
    r"\b(?:is that|that's|is it|am i|are you|isn't it|isn't that) (?:right|correct|so)\?$", re.IGNORECASE
)
_STILL_ASKED = 12
"""Words behind a question, up to which it is the one that is answered."""
_YES_OR_NO = re.compile(r"^\W*(?:yes|yeah|aye|no|nope|nay|naw|nah)\b", re.IGNORECASE)
_REFUSAL = 8
"""Words of a refusal that names nothing."""
_ECHO = 3
"""Words of a question that takes up what was asked."""
_WHOLE = 45
"""Words up to which an answer is one exchange."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """Something said, with what was asked before."""

    turns: tuple[int, ...]
    by_clinician: bool
    companion: str
    """The label of a companion who said it, empty for everybody else."""
    question: str
    said: str

    @property
    def text(self) -> str:
        """Return it as it was spoken."""
        return f"{self.question} {self.said}".strip()


def exchanges(turns: Sequence[Turn]) -> list[Exchange]:
    """Return what was said, in order; questions that nobody answers are left out."""
    return list(_exchanges(turns))


def _exchanges(turns: Sequence[Turn]) -> Iterator[Exchange]:
    question, asked_in, by_asker, before, offered, named = "", 0, "", "", ("", 0), Named()
    for turn in turns:
        sentences = [s for s in _SENTENCE.split(in_standard(" ".join(turn.text.split()))) if re.search(r"\w", s)]
        sentences = named.in_full(sentences, by_clinician=turn.speaker == "doctor")
        lead = question if by_asker != turn.speaker else ""
        numbers = (asked_in, turn.number) if lead else (turn.number,)
        assertions = [
            s
            for n, s in enumerate(sentences)
            if not _asks(s, turn)
            or (turn.speaker != "doctor" and (_ANSWERS.search(s) or _unsure(s) or _echoes(s, sentences[n + 1 :])))
        ]
        if turn.speaker == "doctor":
            for n, sentence in enumerate(assertions):
                replies = len(sentence.split()) <= _LEANS or _REPLIES.match(sentence)
                lean = lead if n == 0 and replies else ""
                where = numbers if lean else (turn.number,)
                yield Exchange(turns=where, by_clinician=True, companion="", question=lean, said=sentence)
        elif assertions:
            if turn.speaker == "patient" and before == "other" and _YES_OR_NO.match(assertions[0]):
                lead, numbers = "", (turn.number,)  # the patient answers the companion
            companion = turn.label if turn.speaker == "other" and not _interprets(turn.label) else ""
            if turn.speaker == "patient" and not lead and offered[0] and _refuses(assertions[0], offered[0]):
                lead, numbers = offered[0], (offered[1], turn.number)
            for n, part in enumerate(_parts(assertions)):
                lean, where = (lead, numbers) if n == 0 else ("", (turn.number,))
                yield Exchange(turns=where, by_clinician=False, companion=companion, question=lean, said=part)
        offered = (assertions[-1] if assertions else "", turn.number) if turn.speaker == "doctor" else offered
        questions = [s for s in sentences if _asks(s, turn)]
        behind = " ".join(sentences[sentences.index(questions[-1]) + 1 :]) if questions else ""
        if questions and len(behind.split()) <= _STILL_ASKED:
            question, asked_in, by_asker = " ".join(questions[-2:]), turn.number, turn.speaker
        elif questions or turn.speaker == "doctor" or by_asker != "doctor":
            question = ""  # also of "Could I have a look? Thank you. So there's a band of blisters here"
        before = turn.speaker if sentences and not _interprets(turn.label) else before


def _refuses(sentence: str, offer: str) -> bool:
    """Tell whether a short reply refuses what was offered right before: "I'm not having that one, thanks".

    Drugs that are refused are known elsewhere.
    """
    return len(sentence.split()) <= _REFUSAL and bool(cue("refused").search(sentence)) and not read(offer).drugs


def _asks(sentence: str, turn: Turn) -> bool:
    """Tell whether a sentence asks; a clinician's "So four weeks today, is that right?" does."""
    return is_question(sentence) or (turn.speaker == "doctor" and bool(_TAGGED.search(sentence)))


def _unsure(question: str) -> bool:
    """Tell whether a patient's question only tells something in doubt: "Plasters make me itch?"."""
    return bool(_OF_SELF.search(question)) and not _INVERTED.search(question)


def _echoes(question: str, behind: Sequence[str]) -> bool:
    """Tell whether a question only takes up what was asked, before its answer: "The atorvastatin? I stopped it"."""
    return bool(behind) and len(question.split()) <= _ECHO and not is_question(behind[0])


def _parts(sentences: Sequence[str]) -> Iterator[str]:
    part = ""
    for sentence in sentences:
        if part and len(part.split()) + len(sentence.split()) > _WHOLE:
            yield part
            part = ""
        part = f"{part} {sentence}".strip()
    yield part


def _interprets(label: str) -> bool:
    return "interpret" in label.casefold()
