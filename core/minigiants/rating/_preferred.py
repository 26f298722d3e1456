"""Turn choices between two answers into preference pairs."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from minigiants.rating._campaign import PREFERENCE
from minigiants.store import Result, Store


def preferred(results: Sequence[Result], store: Store, scenario: str, *, scrub: bool = False) -> str:
    """Write prompt, chosen and rejected of each pair that a majority decided, TRL's explicit-prompt form, JSON lines.

    What a third person settled stands; ties, known items and repeats are left out. The texts are those that the raters
    saw, as they may leave the house by the scenario's policy; `scrub` takes personal data out whatever it says.
    """
    choices: defaultdict[int, list[Result]] = defaultdict(list)
    for result in results:
        if not result.item.gold and result.round != "repeat" and len(result.item.content.get("texts", ())) == 2:
            choices[result.item_id].append(result)
    decided = ((given[0].item.content, _better(given)) for given in choices.values())
    rows = (
        _row(store.let_out(content, scenario=scenario, scrub=scrub), better) for content, better in decided if better
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _better(given: Sequence[Result]) -> int:
    """Return 1 or 2 for the answer that most prefer, 0 when none."""
    settled = [r for r in given if r.round == "adjudication"]
    said = [r.value for one in settled[-1:] or given for r in one.ratings if r.criterion == PREFERENCE]
    first, second = said.count(1), said.count(2)
    return 0 if first == second else 1 if first > second else 2


def _row(content: Any, better: int) -> dict[str, Any]:
    evidence = "\n".join(f"{n}. {one['text']}" for n, one in enumerate(content.get("evidence", ()), start=1))
    prompt = (f"Evidence:\n{evidence}\n\n" if evidence else "") + content["question"]
    texts = content["texts"]
    return {
        "prompt": [{"role": "user", "content": prompt}],
        "chosen": [{"role": "assistant", "content": texts[better - 1]}],
        "rejected": [{"role": "assistant", "content": texts[2 - better]}],
    }
