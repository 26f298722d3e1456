"""Hold our finder against stock Presidio on the data folder's texts.

Usage: python -m benchmarks.privacy [part ...] [--split K,K/N] [--taggers FOLDER]

Parts: asq, synth, names, injected, spanish, polish, speed; without, all. `--split 0,1/5` counts only the fifths of
the groups (templates, queries) that `fold_of` holds out. `--taggers` names what `benchmarks.learn_privacy --folds 5`
wrote: each text is then searched by the tagger that has not seen its group.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import spacy

from benchmarks.privacy import data, measures, speed
from benchmarks.privacy.injection import inject
from benchmarks.privacy.measures import Found
from benchmarks.privacy.presidio import StockPresidio
from benchmarks.privacy.sample import Sample, fold_of
from minigiants.evaluation import Figure, share
from minigiants.privacy import Find, Finder, Policy, open_finder
from minigiants.privacy.find.tagger import tagger

INJECTED = 500
SEED = 500
"""Not the one that notes to learn from are written with."""

Searches = Mapping[str, Callable[[Sequence[Sample]], Found]]


class Comparison:
    """Both systems, and of the texts those that count."""

    def __init__(self, split: str = "", taggers: Path | None = None) -> None:
        self._folder = data.folder()
        counted, _, parts = (split or "0/1").partition("/")
        self._parts = int(parts)
        self._split = [int(number) for number in counted.split(",")]
        self._stock = StockPresidio()
        self._folds = {part: taggers / f"fold{part}" for part in self._split} if taggers else {}
        missing = [folder.name for folder in self._folds.values() if not folder.is_dir()]
        if missing:
            raise SystemExit(f"no {missing[0]} in {str(taggers)!r}: run `python -m benchmarks.learn_privacy --folds N`")

    def asq(self) -> None:
        """PHI of clinical queries under "hipaa"; stock Presidio also without any policy, as it comes."""
        samples = self._counted(data.asq_phi(self._folder))
        found = self._both(samples)
        columns = {name: measures.protection(samples, some) for name, some in found.items()}
        columns["Presidio, no policy"] = measures.protection(samples, found["Presidio"], Policy(name="everything"))
        show("ASQ-PHI, policy hipaa", columns)

    def synth(self) -> None:
        """Spans of presidio-research's sentences."""
        samples = self._counted(data.synth(self._folder))
        columns = {}
        for name, found in self._both(samples).items():
            columns[name] = measures.exactness(samples, found) + measures.recall(samples, found)
        show("presidio-research, synth v2", columns)

    def names(self) -> None:
        """Names in ACI-Bench that survive, with and without being told them beforehand."""
        samples = data.aci_bench(self._folder)
        told = measures.search(open_finder(), samples, known=True)
        columns = {"ours, told": told, **self._both(samples)}
        show("ACI-Bench", {name: _survivors(samples, found) for name, found in columns.items()})

    def injected(self) -> None:
        """Made-up identifiers in notes and carriers that are not learned from."""
        notes = data.notes(self._folder, held_out=True)
        samples = inject(notes, seed=SEED, count=INJECTED, held_out=True)
        columns = {}
        for name, found in self._both(samples).items():
            columns[name] = [*measures.recall(samples, found), measures.protection(samples, found)[-1]]
        show(f"{INJECTED} made-up notes", columns)

    def spanish(self) -> None:
        """Spanish clinical cases."""
        self._language("es", "MEDDOCAN, Spanish", data.meddocan(self._folder))

    def polish(self) -> None:
        """Polish documents."""
        self._language("pl", "pl-pii-bench, Polish", data.polish(self._folder))

    def speed(self) -> None:
        """Characters a second, on notes."""
        texts = [sample.text for sample in inject(data.notes(self._folder), seed=SEED, count=100)]
        print("\n== speed")
        for figure in speed.compared(texts):
            print(speed.line(figure))

    def _language(self, language: str, title: str, samples: Sequence[Sample]) -> None:
        samples = self._counted(samples)
        finder = Finder(language)
        print(f"\n{finder.limits}" if finder.limits else "")
        found = self._ours(samples, language)
        show(title, {"ours": measures.exactness(samples, found) + measures.recall(samples, found)})

    def _counted(self, samples: Sequence[Sample]) -> list[Sample]:
        return [sample for sample in samples if fold_of(sample.group, self._parts) in self._split]

    def _both(self, samples: Sequence[Sample]) -> dict[str, Found]:
        return {"ours": self._ours(samples), "Presidio": measures.search(self._stock, samples)}

    def _ours(self, samples: Sequence[Sample], language: str = "en") -> Found:
        folds = {part: folder / language for part, folder in self._folds.items() if (folder / language).is_dir()}
        if not folds:
            return measures.search(open_finder(language), samples)
        finds: dict[int, Find] = {
            part: Finder(language, tagger=tagger(spacy.load(folder))) for part, folder in folds.items()
        }
        return measures.by_fold(finds, samples, lambda group: fold_of(group, self._parts))


def _survivors(samples: Sequence[Sample], found: Found) -> list[Figure]:
    """Return the share of mentions that are not wholly covered, in notes and in dialogues."""
    figures = []
    for kind in ("note", "dialogue"):
        mine = [(s, e) for s, e in zip(samples, found, strict=True) if s.id.endswith(kind)]
        lost = [not measures.covered(s.text, span, entities) for s, entities in mine for span in s.spans]
        figures.append(share(f"names that survive, {kind}s", lost))
    return figures


def show(title: str, columns: Mapping[str, Sequence[Figure]]) -> None:
    """Print one part, the systems side by side."""
    print(f"\n== {title}\n{'':34}" + "".join(f"{name:22}" for name in columns) + "n", flush=True)
    for name in dict.fromkeys(figure.name for figures in columns.values() for figure in figures):
        cells = [next((f for f in figures if f.name == name), None) for figures in columns.values()]
        n = next(cell.n for cell in cells if cell)
        print(f"{name:34}" + "".join(f"{_cell(cell):22}" for cell in cells) + str(n))


def _cell(figure: Figure | None) -> str:
    if figure is None or figure.value is None or figure.low is None or figure.high is None:
        return "-"
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def main() -> None:
    """Measure the parts that were asked for."""
    parts = ["asq", "synth", "names", "injected", "spanish", "polish", "speed"]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.privacy", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*parts, []], default=[])
    parser.add_argument("--split", default="", help="K,K/N: of N parts of the groups only these count")
    parser.add_argument("--taggers", type=Path, default=None, help="a folder with fold0/en, fold1/en, ...")
    options = parser.parse_args()
    comparison = Comparison(options.split, options.taggers)
    for part in options.parts or parts:
        getattr(comparison, part)()


if __name__ == "__main__":
    main()
