"""Learn which words of a short dialogue a note keeps, from MTS-Dialog's training part.

`python -m benchmarks.learn_short_notes` adds its weights to `scenarios/medical_notes/writing/weights.npz` and prints
ROUGE-1 that is cross-validated by dialogue, with the header known.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from rouge_score.tokenizers import DefaultTokenizer
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from minigiants.evaluation import rouge
from minigiants.settings import Settings
from scenarios.medical_notes.evals import aci, shortening
from scenarios.medical_notes.writing import learned

FOLDS = 3
STRENGTH = 0.1
"""Inverse of the regularisation."""
SAMPLE = 6
"""Dialogues whose text is printed, to be looked at."""
_tokens = DefaultTokenizer(True).tokenize


def labels(found: Sequence[shortening.SectionLine], reference: str) -> list[int]:
    """Tell of each word whether the reference has it; a word counts as often as the reference says it."""
    told = Counter(_tokens(reference))
    made = []
    for piece in found:
        left = Counter(told) if piece.source.startswith("stock") else told
        for word in piece.text.split():
            stems = _tokens(word)
            has = bool(stems) and all(left[s] > 0 for s in stems)
            left.subtract(stems if has else ())
            made.append(int(has))
    return made


def matrix(rows: Sequence[Sequence[int]]) -> Any:
    """Return features as a sparse matrix, shape (words, places)."""
    ends = np.cumsum([0, *map(len, rows)])
    flat = np.fromiter((c for row in rows for c in row), dtype=np.int32, count=int(ends[-1]))
    return csr_matrix((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(rows), shortening.ROOM))


def fit(rows: Sequence[Sequence[Sequence[int]]], wanted: Sequence[Sequence[int]], chosen: Any) -> tuple[Any, float]:
    """Learn from the dialogues `chosen`; return the weights and the bias."""
    model = LogisticRegression(C=STRENGTH, max_iter=120)
    model.fit(matrix([r for n in chosen for r in rows[n]]), [y for n in chosen for y in wanted[n]])
    return np.asarray(model.coef_)[0].astype(np.float32), float(np.asarray(model.intercept_)[0])


def main() -> None:
    """Cross-validate, then learn from everything."""
    shorts, _ = aci.shorts(Settings(), "Training")
    found = [shortening.pieces(s.dialogue) for s in shorts]
    wanted = [labels(f, s.text) for f, s in zip(found, shorts, strict=True)]
    listed = [list(shortening.words(f, s.header)) for f, s in zip(found, shorts, strict=True)]
    rows = [[shortening.columns(features) for _, _, features in own] for own in listed]
    scores: dict[str, list[float]] = defaultdict(list)
    raw, seen = [], []
    for train, test in KFold(FOLDS, shuffle=True, random_state=0).split(shorts):
        held = fit(rows, wanted, train)
        for n in test:
            made = shortening.written(found[n], listed[n], held)
            text = " ".join(piece.text for piece in made)
            scores[shorts[n].header].append(rouge(text, shorts[n].text)["rouge1"])
            every = " ".join(p.text for p in found[n] if not p.source.startswith("stock"))
            raw.append(rouge(every, shorts[n].text)["rouge1"])
            seen.append((shorts[n].header, shorts[n].text, text))
    print(f"every line: {np.mean(raw):.3f}")
    print(f"what is kept: n={len(shorts)}, ROUGE-1 {np.mean([s for own in scores.values() for s in own]):.3f}")
    for header, own in sorted(scores.items(), key=lambda pair: -len(pair[1])):
        print(f"  {header:14} n={len(own):4} {np.mean(own):.3f}")
    for header, reference, text in seen[:: len(seen) // SAMPLE]:
        print(f"\n{header}\n  reference: {reference}\n  ours: {text}")
    weights, bias = fit(rows, wanted, range(len(shorts)))
    with np.load(learned.WEIGHTS, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    arrays |= {"brief_weights": weights.astype(np.float16), "brief_bias": np.array(bias, dtype=np.float32)}
    np.savez_compressed(learned.WEIGHTS, **arrays)
    print(f"{learned.WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
