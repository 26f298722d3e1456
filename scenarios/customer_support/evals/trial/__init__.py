"""Offer what models are compared by on customer support: messages in other people's styles, written for this alone."""

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from minigiants.comparing import CaseError, Metric, Plainly, Probe, Trial, declines
from minigiants.evaluation import Outcome
from minigiants.pipeline import Request, Services
from minigiants.prompt import Prompt
from minigiants.types import Action

from ...pipeline import Support
from ...sites import load_site

PASSAGES = 4
COLLECTION = "counter"
ACTIONS = ("answer", "abstain", "clarify", "handoff")
_HERE = Path(__file__).parent
_SCENARIO = _HERE.parents[1]

__all__ = ["action_of", "offered", "own_case", "score", "shop_trial"]


def offered() -> Trial:
    """Return the trial: messages to the sample shop, written before anybody looked at what becomes of them."""
    return shop_trial(
        _SCENARIO / "shop.toml",
        _SCENARIO / "documents",
        _HERE / "messages.jsonl",
        about="messages to the sample shop, written before anybody looked at what becomes of them",
    )


def shop_trial(site: Path, documents: Path, messages: Path, *, about: str) -> Trial:
    """Return the trial of the shop whose file, folder of articles and messages these are."""
    shop = load_site(site)
    bare = Prompt.load(_HERE / "bare.txt")
    return Trial(
        about=about,
        probes=tuple(own_case(json.loads(line)) for line in messages.read_text("utf-8").splitlines() if line.strip()),
        metrics=(
            Metric(name="right", meaning="answered with what it must say, or refused, asked back or passed on rightly"),
            Metric(name="misled", meaning="showed a wrong answer, or one where there should be none", lower=True),
        ),
        pipeline=Support(shop),
        plain=Plainly(prompt=bare, fill=partial(_talk, shop=shop.name), action=action_of),
        score=score,
        own_case=own_case,
        collection=COLLECTION,
        files={path.name: path.read_bytes() for path in sorted(documents.iterdir()) if path.is_file()},
    )


def score(probe: Probe, outcome: Outcome) -> dict[str, float]:
    """Score an outcome by what became of the message and, where it is answered, by what the text says."""
    shown, wanted = outcome["action"], probe.target["action"]
    text = str(outcome["text"])
    fine = all(any(_says(text, word) for word in group) for group in probe.target["says"])
    fine = fine and not any(_says(text, word) for word in probe.target.get("never", ()))
    right = shown == wanted and (wanted != "answer" or fine)
    return {"right": float(right), "misled": float(shown == "answer" and not right)}


def own_case(line: Mapping[str, Any]) -> Probe:
    """Read `{"id", "message" or "messages", "action", "says", "never"}`; raises CaseError."""
    messages = line.get("messages") or [{"role": "user", "content": line.get("message")}]
    fine = isinstance(messages, list) and all(
        isinstance(m, Mapping) and m.get("role") in ("user", "assistant") and isinstance(m.get("content"), str)
        for m in messages
    )
    if not fine or messages[-1]["role"] != "user":
        raise CaseError('it has no "message", nor "messages" that end with the customer\'s')
    action, says = line.get("action") or "answer", line.get("says") or []
    if action not in ACTIONS:
        raise CaseError(f'its "action" is none of {", ".join(ACTIONS)}')
    groups = [[each] if isinstance(each, str) else each for each in ([says] if isinstance(says, str) else says)]
    never = line.get("never") or []
    unwanted = [never] if isinstance(never, str) else never
    if not all(isinstance(word, str) and word for group in [*groups, unwanted] for word in group):
        raise CaseError('its "says" and "never" must hold texts')
    return Probe(
        id=str(line["id"]),
        request={"messages": [dict(m) for m in messages], "collection": COLLECTION},
        target={"action": action, "says": groups} | ({"never": list(unwanted)} if unwanted else {}),
        slices={"action": action, "style": str(line.get("style") or "plain")},
    )


def action_of(text: str) -> Action:
    """Return what a text that the model wrote by itself amounts to.

    >>> [action_of(text) for text in ("PERSON", "NOT FOUND", "Which bicycle do you mean?", "It costs 49 euros.")]
    ['handoff', 'abstain', 'clarify', 'answer']
    """
    if "PERSON" in text or re.search(r"\b(?:colleague|human|real person) will\b", text, re.IGNORECASE):
        return "handoff"
    if declines(text):
        return "abstain"
    return "clarify" if text.rstrip().endswith("?") else "answer"


def _says(text: str, words: str) -> bool:
    """Tell whether a text has words or a number as a whole, capitals aside."""
    return re.search(rf"(?<![\w.]){re.escape(words)}(?!\w|\.\d)", text, re.IGNORECASE) is not None


def _talk(request: Request, services: Services, *, shop: str) -> dict[str, str]:
    messages = request["messages"]
    asked = " ".join(m["content"] for m in messages if m["role"] == "user")
    hits = services.retrieve(asked[-500:], collection=request["collection"], limit=PASSAGES)
    names = {"user": "Customer", "assistant": "Assistant"}
    return {
        "shop": shop,
        "passages": "\n\n".join(hit.passage.text for hit in hits),
        "talk": "\n".join(f"{names[m['role']]}: {m['content']}" for m in messages),
    }
