"""Decide what becomes of a message, from typed signals: answer, clarify, abstain or hand over, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from minigiants.types import Action

from ..sites import Costs, Reason

Kind = Literal["answer", "partial", "abstain", "clarify"]
"""What a knowledge base lets one do with a question; partial is an answer that says what is missing."""


HOPE, EVEN = 0.4, 0.5
"""Probability that the articles answer from which the model tries, and the same for what is far from all examples."""
FAR = 0.95


@dataclass(frozen=True, kw_only=True, slots=True)
class Signals:
    """What is known of a message before anything is decided; every value is a probability in [0, 1]."""

    rule: Reason | None = None
    """The reason of the site's rule that the message meets."""
    accepted: bool = False
    """The customer said yes to the offer of a person."""
    person: float = 0.0
    """That the customer wants a person."""
    complaint: float = 0.0
    outside: float = 0.0
    """That the question does not belong here; 0 where a site gives no examples."""
    kinds: Mapping[Kind, float] = field(default_factory=dict)
    """How far the knowledge base lets one answer; empty before the search."""
    vague: bool = False
    """The talk begins with a message of fewer than two telling words, which is too little to be refused."""
    nowhere: bool = False
    """It is as little, and its "it" points to nothing: "how much does it cost"."""
    covered: bool = False
    """One sentence of the articles has every telling word of the question, which then is worth a try."""
    refused_before: bool = False
    """The reply before this message was that nothing was found."""
    asked_before: bool = False
    """The reply before this message asked back."""

    def numbers(self) -> dict[str, float]:
        """Return the signals as an answer's trace keeps them."""
        return {
            "rule": float(self.rule is not None),
            "person": self.person,
            "complaint": self.complaint,
            "outside": self.outside,
            **{str(kind): value for kind, value in self.kinds.items()},
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """What to do, and why when it is no plain answer."""

    action: Action
    reason: Reason | Literal["", "partial", "underspecified"] = ""


def at_once(signals: Signals, costs: Costs) -> NextStep | None:
    """Decide what needs no search, None when the knowledge base should be asked.

    >>> at_once(Signals(rule="safety or fraud"), Costs())
    NextStep(action='handoff', reason='safety or fraud')
    >>> at_once(Signals(person=0.3), Costs(missed_handover=4)).reason
    'asked for a person'
    >>> at_once(Signals(person=0.3), Costs()) is None
    True
    """
    if signals.rule:
        return NextStep(action="handoff", reason=signals.rule)
    if signals.accepted or signals.person >= max(costs.handover_from, signals.complaint):
        return NextStep(action="handoff", reason="asked for a person")
    if signals.complaint >= costs.handover_from:
        return NextStep(action="handoff", reason="complaint")
    return None


def after_search(signals: Signals, costs: Costs) -> NextStep:
    """Decide from what the search found, which may be nothing; a second refusal in a row hands over.

    Nobody is asked back twice in a row: what is still unclear then is refused, which offers a person.

    >>> after_search(Signals(kinds={"answer": 0.6, "abstain": 0.4}), Costs()).action
    'answer'
    >>> unsure: dict[Kind, float] = {"answer": 0.25, "partial": 0.2, "abstain": 0.25, "clarify": 0.3}
    >>> [after_search(Signals(kinds=unsure, covered=covered), Costs()).action for covered in (False, True)]
    ['clarify', 'answer']
    >>> after_search(Signals(kinds={"answer": 0.6, "abstain": 0.4}), Costs(wrong_answer=2)).reason
    'not in the knowledge base'
    >>> after_search(Signals(kinds={"answer": 0.6}, outside=0.4), Costs(wrong_answer=2)).reason
    'out of scope'
    >>> after_search(Signals(kinds={"abstain": 1.0}, refused_before=True), Costs()).action
    'handoff'
    >>> after_search(Signals(kinds={"abstain": 1.0}, vague=True), Costs()).action
    'clarify'
    >>> after_search(Signals(kinds={"clarify": 1.0}, asked_before=True), Costs()).action
    'abstain'
    >>> after_search(Signals(kinds={"answer": 0.8}, vague=True, nowhere=True), Costs()).action
    'clarify'
    """
    if signals.nowhere and not signals.asked_before:
        return NextStep(action="clarify", reason="underspecified")
    answerable = signals.kinds.get("answer", 0.0) + signals.kinds.get("partial", 0.0)
    weighed = {kind: p * _cost(kind, costs) for kind, p in signals.kinds.items()}
    kind = max(weighed, key=weighed.__getitem__) if weighed else "abstain"
    if signals.covered and answerable * costs.needless_refusal > max(weighed["abstain"], weighed["clarify"]):
        kind = "answer"
    # However far a question is from the site's examples, it belongs here when the articles answer it.
    outside = signals.outside >= costs.refusal_from and 1 - answerable > costs.refusal_from
    if outside or kind in ("abstain", "clarify"):
        if not signals.asked_before and (signals.vague or not (outside or kind == "abstain")):
            return NextStep(action="clarify", reason="underspecified")
        return refusal("out of scope" if outside else "not in the knowledge base", signals)
    return NextStep(action="answer", reason="partial" if kind == "partial" else "")


def hopeful(signals: Signals) -> bool:
    """Tell whether it is worth the time to let the model try what would be refused or asked back.

    >>> likely: dict[Kind, float] = {"answer": 0.2, "partial": 0.25, "abstain": 0.3, "clarify": 0.25}
    >>> hopeful(Signals(kinds=likely, outside=0.8)), hopeful(Signals(kinds=likely, outside=0.99))
    (True, False)
    >>> hopeful(Signals(kinds=likely, vague=True)), hopeful(Signals(kinds={"abstain": 0.8, "answer": 0.2}))
    (False, False)
    """
    answerable = signals.kinds.get("answer", 0.0) + signals.kinds.get("partial", 0.0)
    return not signals.vague and answerable >= (HOPE if signals.outside < FAR else EVEN)


def refusal(reason: Reason, signals: Signals) -> NextStep:
    """Refuse, or hand over when the message before was refused too.

    >>> refusal("low confidence", Signals(refused_before=True)).action
    'handoff'
    """
    return NextStep(action="handoff" if signals.refused_before else "abstain", reason=reason)


def _cost(kind: Kind, costs: Costs) -> float:
    return costs.needless_refusal if kind in ("answer", "partial") else costs.wrong_answer
