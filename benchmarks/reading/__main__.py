"""`python -m benchmarks.reading`: how right and how fast each reader is on the gold set."""

import sys
import time
from collections import defaultdict

from benchmarks.reading.gold import Gold, files
from benchmarks.reading.readers import Reader, installed
from benchmarks.reading.scores import Read, Score, score

KINDS = {"pdf": "PDF", "docx": "Word"}


def main() -> None:
    """Read everything with every reader and print a table for each kind of file."""
    golds = list(files())
    print(f"{len(golds)} files")
    for name, read in installed().items():
        groups: dict[str, list[tuple[Gold, Score]]] = defaultdict(list)
        seconds: dict[str, float] = defaultdict(float)
        for gold in golds:
            kind = KINDS.get(gold.name.rpartition(".")[2], "others")
            read(gold.data, gold.name)  # what is imported on first use is not counted
            started = time.process_time()
            given = _given(read, gold)
            seconds[kind] += time.process_time() - started
            if given is not None:
                groups[kind].append((gold, score(gold, given)))
        for kind, scored in groups.items():
            print(_line(name, kind, scored, seconds[kind]))
        if name == "minigiants" and "-v" in sys.argv:
            _tell(groups)


def _given(read: Reader, gold: Gold) -> Read | None:
    return read(gold.data, gold.name)


def _line(name: str, kind: str, scored: list[tuple[Gold, Score]], seconds: float) -> str:
    pages = sum(gold.pages for gold, _ in scored)
    pairs = _share([s.pairs for _, s in scored])
    measures = {
        "words": _share([s.words for _, s in scored]),
        "order": None if pairs is None else 2 * pairs - 1,
        "ruled": _share([s.cells for gold, s in scored if gold.ruled]),
        "bare": _share([s.cells for gold, s in scored if not gold.ruled]),
        "notes": _share([s.values for _, s in scored]),
        "left out": _share([s.never for _, s in scored]),
    }
    shown = "  ".join(f"{what} {'  -  ' if value is None else f'{value:.3f}'}" for what, value in measures.items())
    return f"{name:14}{kind:7} n={len(scored):2}  {shown}  ms a page {1000 * seconds / pages:.1f}"


def _share(counts: list[tuple[int, int]]) -> float | None:
    total = sum(of for _, of in counts)
    return sum(right for right, _ in counts) / total if total else None


def _tell(groups: dict[str, list[tuple[Gold, Score]]]) -> None:
    for gold, result in (pair for scored in groups.values() for pair in scored):
        wrong = [
            what
            for what in ("words", "pairs", "cells", "values", "never")
            if getattr(result, what)[0] < getattr(result, what)[1]
        ]
        if wrong or result.missing:
            print(
                "   ",
                gold.name,
                {what: getattr(result, what) for what in wrong},
                [line[:60] for line in result.missing[:3]],
            )


if __name__ == "__main__":
    main()
