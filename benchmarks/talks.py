"""Measure how well questions of a talk are made self-contained: `python -m benchmarks.talks [--half held]`.

Beside the model stands the rule alone, which sets the earlier question beside the last one.
"""

import argparse
import json
from pathlib import Path

from minigiants.answering import asking
from minigiants.services import chat_model
from minigiants.settings import Settings
from scenarios.document_qa.evals import talks


def main() -> None:
    """Ask and print; what `--out` holds is not asked again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["tune", "held"], default="held")
    parser.add_argument("--out", type=Path, default=Path("talks.jsonl"))
    given = parser.parse_args()
    known = [json.loads(line) for line in given.out.read_text().splitlines()] if given.out.is_file() else []
    done = {row["id"]: row for row in known}
    model = chat_model(Settings())
    with given.out.open("a", encoding="utf-8") as file:
        for talk in talks.load(given.half):
            if talk.id not in done:
                restated = asking.restate(talk.last, turns(talk), model)
                done[talk.id] = {"id": talk.id, "text": restated.text, "by": restated.by}
                file.write(json.dumps(done[talk.id], ensure_ascii=False) + "\n")
                file.flush()
    report(talks.load(given.half), done)


def turns(talk: talks.TalkSample) -> list[asking.TalkTurn]:
    """Return what was said before the last question."""
    return [
        asking.TalkTurn(role="assistant" if number % 2 else "user", text=text) for number, text in enumerate(talk.talk)
    ]


def report(found: list[talks.TalkSample], done: dict[str, dict[str, str]]) -> None:
    """Print each that is not right, and the shares."""
    wrong = [talk for talk in found if not talks.right(talk, done[talk.id]["text"])]
    for talk in wrong:
        print(f"{talk.id} {talk.kind}: {talk.last!r} -> {done[talk.id]['text']!r} ({done[talk.id]['by']})")
    bare = sum(talks.right(talk, asking.beside(talk.last, talk.talk[-2])) for talk in found)
    print(f"self-contained: {len(found) - len(wrong)} of {len(found)}; the rule alone, always: {bare}")


if __name__ == "__main__":
    main()
