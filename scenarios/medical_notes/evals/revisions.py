"""Ask whether a line follows a change in what was said: a correction, a companion, a denial, a side, a number."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from minigiants.evaluation import Figure, share
from minigiants.grounding import content_words
from minigiants.pipeline import Ground

from ..checks import Dialogue, Piece, check, pieces, superseded
from ..facts import drugs
from ..note import Line

REVISIONS = Path(__file__).parent / "revisions.toml"


def revisions() -> list[Mapping[str, str]]:
    """Return the changes to what was said, each with the line that held before it and the one that holds after it."""
    found: list[Mapping[str, str]] = tomllib.loads(REVISIONS.read_text("utf-8"))["changes"]
    return found


def refusal(text: str, part: str, visit: Dialogue, ground: Ground) -> str:
    """Return why a line that the model could write is refused against the piece that it is most like, else nothing."""
    every = pieces(visit, {})
    words, drug_names = content_words(text), drugs(text)

    def alike(piece: Piece) -> int:
        spoken = piece.spoken.lower()
        by_clinician = visit.account.said[piece.places[-1]].exchange.by_clinician
        own = by_clinician == (part in ("assessment", "exam", "plan", "results"))
        return len(words & content_words(spoken)) + 2 * sum(drug in spoken for drug in drug_names) + own

    best = max(every, key=alike, default=None)
    line = Line(id="line", part=part, text=text, turns=(), author="model")
    why = check(line, visit, ground, best.places if best else None).why
    return why or superseded(text, visit.account)


def figures(samples: Sequence[Mapping[str, Any]], seed: int) -> list[Figure]:
    """Return how many lines of before the change are refused, by kind, and how many of after it."""
    old = [s for s in samples if s["kind"]]
    caught = {id(s): s["outcome"].get("action") == "abstain" for s in samples}
    return [
        share("changes followed: the line of before is refused", [caught[id(s)] for s in old]),
        *(
            share(f"followed: {kind}", [caught[id(s)] for s in old if s["kind"] == kind])
            for kind in dict.fromkeys(s["kind"] for s in old)
        ),
        share("false alarms on the line of after", [caught[id(s)] for s in samples if not s["kind"]]),
    ]
