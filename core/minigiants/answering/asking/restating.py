"""Make a question that leans on a talk self-contained: the model words it, and rules see that it adds nothing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from minigiants.answering.asking.leaning import leans, listed, needs
from minigiants.answering.asking.short import short_reply
from minigiants.grounding import content_words
from minigiants.pipeline import Event

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SYSTEM = (
    "You rewrite the last question of a conversation as one complete question that can be understood without the "
    "conversation. Replace words such as it, they, there, the second one by what they mean. Do not answer it."
)
_EXAMPLES = (
    (("When does the pool open?", "The pool opens at 7."), "And the sauna?", "When does the sauna open?"),
    (
        ("Which tents can be hired?", "The Alba and the Brisa."),
        "What does the second one cost?",
        "What does the Brisa cost?",
    ),
    (
        ("Are drones allowed in the park?", "No, drones are not allowed."),
        "Why?",
        "Why are drones not allowed in the park?",
    ),
)
TURNS = 4
"""Earlier messages that are read, two questions with their answers."""
LONGEST = 300
"""Characters of an earlier message that are read."""
TOKENS = 48
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkTurn:
    """What one side said in a talk."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Restated:
    """A question as it can be understood alone."""

    text: str
    by: Literal["nobody", "model", "rule"]
    """Who changed it."""


def restate(
    question: str,
    talk: Sequence[TalkTurn],
    model: "BaseChatModel",
    on_event: Callable[[Event], None] = lambda event: None,
) -> Restated:
    """Return `question` self-contained; as it is when it stands alone, or when there was nothing before it.

    A wording of the model's that brings in words or numbers that nobody said, or loses those of the question, is not
    taken: the earlier question is then set beside this one.
    """
    before = [turn for turn in talk if turn.text.strip()][-TURNS:]
    earlier = [turn.text for turn in before if turn.role == "user"]
    if not earlier or not leans(question):
        return Restated(text=question, by="nobody")
    reply = short_reply(model, SYSTEM, _prompt(before, question), on_event, tokens=TOKENS)
    text = _one_question(reply)
    same = _same(text, question)
    if faithful(text, question, before) and not (same and needs(question)):
        return Restated(text=text, by="nobody" if same else "model")
    return Restated(text=beside(question, earlier[-1]), by="rule")


def faithful(text: str, question: str, talk: Sequence[TalkTurn]) -> bool:
    """Tell whether `text` says no more than the talk and the question, and loses nothing that the question names.

    >>> said = [TalkTurn(role="user", text="When does the pool open?"), TalkTurn(role="assistant", text="At 7.")]
    >>> [faithful(text, "And the sauna?", said) for text in ("When does the sauna open?", "When does the gym open?")]
    [True, False]
    """
    own, new = content_words(question), content_words(text)
    spoken = own | content_words(" ".join(turn.text for turn in talk)) | content_words(" ".join(listed("grammar")))
    pointing = content_words(" ".join((*listed("pointing"), *listed("going_on"))))
    numbers = set(_DIGITS.findall(" ".join([question, *(turn.text for turn in talk)])))
    return (
        bool(new)
        and new <= spoken
        and own - pointing - _ordinals() <= new
        and set(_DIGITS.findall(text)) <= numbers
        and set(_DIGITS.findall(question)) <= set(_DIGITS.findall(text))
    )


def beside(question: str, earlier: str) -> str:
    """Return a question with the earlier one that it goes on from.

    >>> beside("And on Sunday?", "When do you open?")
    'And on Sunday? (This goes on from: When do you open?)'
    """
    return f"{question} (This goes on from: {earlier[:LONGEST]})"


def _prompt(talk: Sequence[TalkTurn], question: str) -> str:
    roles = ("User", "Assistant")
    shown = [_conversation([*zip(roles, said, strict=True)], last, whole) for said, last, whole in _EXAMPLES]
    turns = [("User" if turn.role == "user" else "Assistant", turn.text[:LONGEST]) for turn in talk]
    return "\n\n".join([*shown, _conversation(turns, question, "")])


def _conversation(turns: Sequence[tuple[str, str]], last: str, whole: str) -> str:
    lines = [*(f"{role}: {text}" for role, text in turns), f"Last question: {last}", f"Complete question: {whole}"]
    return "\n".join(lines).rstrip()


def _one_question(reply: str) -> str:
    return reply.strip().split("\n", 1)[0].removeprefix("Complete question:").strip(' "“”')


def _same(one: str, other: str) -> bool:
    return [word.casefold() for word in re.findall(r"\w+", one)] == [w.casefold() for w in re.findall(r"\w+", other)]


def _ordinals() -> frozenset[str]:
    return content_words("first second third last former latter meant mean")
