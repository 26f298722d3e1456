"""Compare how many characters a second are searched, ours and stock Presidio's, on the same spaCy model."""

import statistics
import time
from collections.abc import Sequence

import spacy

from benchmarks.privacy.injection import inject
from benchmarks.privacy.presidio import MODEL, StockPresidio
from minigiants.evaluation import Figure, ratio
from minigiants.privacy import Find, Finder, open_finder
from minigiants.privacy.find.tagger import tagger

TEXTS = 150
RUNS = 5


def main() -> None:
    """Measure on made-up notes and print."""
    texts = [sample.text for sample in inject([], seed=1, count=TEXTS)]
    for figure in compared(texts):
        print(line(figure))


def compared(texts: Sequence[str], runs: int = RUNS) -> list[Figure]:
    """Return the speeds of both and their ratio, from runs in turn; the first of each is not counted."""
    unused = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]  # its `ner` has layers of its own
    same = Finder("en", tagger=tagger(spacy.load(MODEL, exclude=unused)))
    finds: dict[str, Find] = {"ours, same model": same, "ours, own model": open_finder(), "Presidio": StockPresidio()}
    seconds: dict[str, list[float]] = {name: [] for name in finds}
    for _ in range(runs + 1):
        for name, find in finds.items():
            started = time.perf_counter()
            for _ in find(texts):
                pass
            seconds[name].append(time.perf_counter() - started)
    length = sum(map(len, texts))
    speeds = [_speed(name, length, taken[1:]) for name, taken in seconds.items()]
    plain = seconds["Presidio"][1:]
    return speeds + [
        ratio(f"Presidio's seconds over those of {name}", list(zip(plain, taken[1:], strict=True)))
        for name, taken in seconds.items()
        if name != "Presidio"
    ]


def _speed(name: str, length: int, seconds: Sequence[float]) -> Figure:
    value = length / statistics.median(seconds)
    return Figure(name=name, value=value, low=None, high=None, n=len(seconds), unit="characters/s")


def line(figure: Figure) -> str:
    """Return a figure in one line."""
    value = "-" if figure.value is None else f"{figure.value:,.0f}" if figure.value > 100 else f"{figure.value:.3f}"
    interval = "" if figure.low is None or figure.high is None else f"[{figure.low:.3f}, {figure.high:.3f}]"
    return f"{figure.name:48} {value:>8} {figure.unit:12} {interval:16} n={figure.n}"


if __name__ == "__main__":
    main()
