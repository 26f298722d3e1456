"""Say in two sentences what a customer wants, what was tried and why a person is needed: by rules, out of the talk."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from minigiants.grounding import content_words

LONGEST = 300
"""Characters of what is quoted."""
NAMED = 3
"""Numbers and products that are named beside the question."""

_WHY = {
    "asked for a person": "the customer asked for one",
    "complaint": "this is a complaint",
    "out of scope": "this is not what the articles are about",
    "safety or fraud": "somebody's safety or money may be at risk",
    "account-specific": "this is about the customer's own order or account, which the assistant can't see",
    "not in the knowledge base": "the articles don't answer this",
    "low confidence": "no answer was sure enough",
}
_PASSING = content_words(
    "talk speak chat write call connect reach contact get give want need like person human people agent operator"
    " representative assistant manager supervisor boss someone somebody anyone anybody real live actual bot robot"
    " machine computer please thanks thank hello hi hey bye help yes no ok okay sure now again understand great good"
    " useless ridiculous stupid"
)
_NUMBERED = re.compile(
    r"\b((?:order|invoice|booking|reservation|ticket|repair|tracking|article|item|model|part)"
    r"(?:\s+(?:number|no\.?|nr\.?|id))?\s*:?\s*#?(?:[a-z]{1,4}-?)?\d[\w-]*)\b(?![\s.-]?\d)",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"(?<=[a-z,] )(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August"
    r"|\w+ember|October|Please|Thank|Hello)"
    r"((?:[A-Z][A-Za-z]*[a-z][\w-]*|[A-Z]+\d+)(?: (?:[A-Z][a-z][\w-]*|\d{1,4}\b))*)"
)

Asked = Mapping[str, str]
"""One message of the customer: its "text", and the question "alone" that stands without the talk, or empty."""


def summary(questions: Sequence[Asked], tried: Sequence[Mapping[str, str]], reason: str) -> str:
    """Return one sentence on what is wanted, when anything was said, and one on what was tried and why that is not all.

    >>> said = [{"text": "My lamp flickers, order 4711", "alone": ""}, {"text": "Rain", "alone": ""}]
    >>> tried = [{"action": "answer", "documents": "lamps.md", "said": "Dry it."}]
    >>> print(summary(said, tried, "complaint"))
    The customer asked: “Rain (before that: My lamp flickers, order 4711)”. \
The assistant answered from lamps.md; a person is needed because this is a complaint.
    """
    wanted = wants(questions)
    head = f"The customer asked: “{wanted}”{_named(questions, wanted)}. " if wanted else ""
    why = _WHY.get(reason, reason)
    return f"{head}{_steps(tried)}; a person is needed because {why}."


def wants(questions: Sequence[Asked]) -> str:
    """Return the last question that says something, understandable without the talk, empty when nothing was said.

    >>> wants([{"text": "Do you rent tandems?", "alone": ""}, {"text": "a person please", "alone": ""}])
    'Do you rent tandems?'
    """
    telling = [number for number, one in enumerate(questions) if _telling(one["text"])]
    if not telling:
        return shortened(max((one["text"] for one in questions), key=len, default=""))
    last = questions[telling[-1]]
    if last["alone"] or len(telling) == 1 or _telling(last["text"]) > 2:
        return shortened(last["alone"] or last["text"])
    return shortened(f"{last['text']} (before that: {questions[telling[-2]]['text']})")


def wish(questions: Sequence[str]) -> str:
    """Return the customer's last message that says more than one thing, else the one that says most.

    >>> wish(["My lamp flickers when it rains", "a person please", "thanks"])
    'My lamp flickers when it rains'
    """
    full = [text for text in questions if _telling(text) > 1]
    return shortened(full[-1] if full else max(questions, key=lambda text: (_telling(text), len(text)), default=""))


def shortened(text: str) -> str:
    """Return a text on one line, cut between words where it is long.

    >>> len(shortened("word " * 100))
    295
    """
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rsplit(' ', 1)[0]}…"


def _steps(tried: Sequence[Mapping[str, str]]) -> str:
    """Tell what the assistant did, each kind of it once."""
    sources = [name for step in tried if step["action"] == "answer" for name in step["documents"].split("\n") if name]
    asked_back = [step["said"] for step in tried if step["action"] == "clarify"]
    times = Counter(step["action"] for step in tried)
    steps = []
    if sources:
        steps.append(f"answered from {_listed(list(dict.fromkeys(sources)))}")
    if times["abstain"]:
        steps.append(f"found nothing to answer with{_often(times['abstain'])}")
    if asked_back:
        steps.append(f"asked back “{shortened(asked_back[-1])}”{_often(len(asked_back))}")
    return f"The assistant {_listed(steps)}" if steps else "The assistant tried nothing yet"


def _named(asked: Sequence[Asked], wanted: str) -> str:
    """Name the orders and products of the talk that the question does not name itself."""
    said = " | ".join(" ".join(one["text"].split()) for one in asked)
    found = [" ".join(name.split()) for shape in (_NUMBERED, _PRODUCT) for name in shape.findall(said)]
    new = [name for name in dict.fromkeys(found) if name.lower() not in wanted.lower()]
    return f" and named {_listed(new[-NAMED:])}" if new else ""


def _telling(text: str) -> int:
    return len(content_words(text) - _PASSING)


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _often(number: int) -> str:
    return f" ({number} times)" if number > 1 else ""
