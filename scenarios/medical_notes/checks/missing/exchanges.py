"""Cut a dialogue into exchanges: what a clinician says, sentence by sentence, and answers with what was asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...talk import Turn, in_standard, is_question

_SENTENCE = re.compile(r"(?<!\bdr\.)(?<!\bmr\.)(?<!\bmrs\.)(?<=[.?!])\s+", re.IGNORECASE)
_LEANS = 5
"""Words up to which a clinician's reply leans on what was asked."""
_REPLIES = re.compile(r"^\W*(?:yes|no|nay|naw|it is|it isn't|not)\b", re.IGNORECASE)
"""Begins a clinician's reply: "Can I drive? - Not until you can brake hard"."""
_ANSWERS = re.compile(r"(?:, |\b)(?:is|was|isn't|wasn't) (?:it|that)\?$", re.IGNORECASE)
"""Ends an answer that is not sure of itself: "Ten, is it?"."""
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
    question, asked_in, by_asker = "", 0, ""
    for turn in turns:
        sentences = [s for s in _SENTENCE.split(in_standard(" ".join(turn.text.split()))) if re.search(r"\w", s)]
        asked = question if by_asker != turn.speaker else ""
        numbers = (asked_in, turn.number) if asked else (turn.number,)
        told = [
            s
            for n, s in enumerate(sentences)
            if not is_question(s)
            or (turn.speaker != "doctor" and (_ANSWERS.search(s) or _echoes(s, sentences[n + 1 :])))
        ]
        if turn.speaker == "doctor":
            for n, sentence in enumerate(told):
                replies = len(sentence.split()) <= _LEANS or _REPLIES.match(sentence)
                lean = asked if n == 0 and replies else ""
                where = numbers if lean else (turn.number,)
                yield Exchange(turns=where, by_clinician=True, companion="", question=lean, said=sentence)
        elif told:
            companion = turn.label if turn.speaker == "other" and not _interprets(turn.label) else ""
            for n, part in enumerate(_parts(told)):
                lean, where = (asked, numbers) if n == 0 else ("", (turn.number,))
                yield Exchange(turns=where, by_clinician=False, companion=companion, question=lean, said=part)
        questions = [s for s in sentences if is_question(s)]
        if questions:
            question, asked_in, by_asker = " ".join(questions[-2:]), turn.number, turn.speaker
        elif turn.speaker == "doctor" or by_asker != "doctor":
            question = ""


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
