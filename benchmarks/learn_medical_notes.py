"""Learn which section a statement belongs to (ACI-Bench) and which header a dialogue has (MTS-Dialog).

`python -m benchmarks.learn_medical_notes` writes `scenarios/medical_notes/writing/weights.npz` and prints figures
that are cross-validated by visit. Training parts only.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from minigiants.evaluation import data_folder
from minigiants.settings import Settings
from scenarios.medical_notes.evals.aci import note_sections
from scenarios.medical_notes.note import line
from scenarios.medical_notes.talk import Statement, statements, turns
from scenarios.medical_notes.writing import learned

LIKE = 0.55
"""Cosine from which a statement counts as what a line of the reference note rests on."""
STRENGTH = {"section": 0.5, "header": 3.0, "line": 2.0}
"""Inverse of the regularisation."""
WORDS = {"section": 2500, "header": 5000, "line": 2000}


def read(path: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def labelled(row: dict[str, str], embed: learned.Embed) -> tuple[list[Statement], list[str], int]:
    """Give each statement of a visit the section of the nearest line of its note."""
    said = turns(row["dialogue"])
    found = statements(said)
    lines = [(name, text) for name, texts in note_sections(row["note"]).items() for text in texts]
    ours, theirs = embed([line(s, "") for s in found]), embed([text for _, text in lines])
    near = ours @ theirs.T
    labels = []
    for n, statement in enumerate(found):
        best = int(near[n].argmax())
        label = lines[best][0] if near[n, best] >= LIKE else learned.NONE
        if statement.speaker != "doctor" and label in ("exam", "plan", "assessment", "results"):
            label = "subjective" if label != "plan" else learned.NONE
        labels.append(label)
    return found, labels, len(said)


def vocabulary(texts: Sequence[str], most: int) -> tuple[list[str], Any]:
    """Return the commonest words and pairs, and their weights."""
    held = Counter(term for text in texts for term in set(learned.terms(text)))
    kept = [term for term, n in held.most_common(most) if n > 2]
    return kept, np.array([np.log((1 + len(texts)) / (1 + held[t])) + 1 for t in kept], dtype=np.float32)


def fit(name: str, texts: Sequence[str], dense: Any, labels: Sequence[str], groups: Any) -> Iterator[Any]:
    """Learn a model, print its cross-validated figures, and yield its arrays."""
    words, idf = vocabulary(texts, WORDS[name])
    rows = np.concatenate([learned.bag(texts, {w: i for i, w in enumerate(words)}, idf), dense], axis=1)
    model = LogisticRegression(C=STRENGTH[name], max_iter=400)
    guessed = cross_val_predict(model, rows, labels, groups=groups, cv=GroupKFold(5))
    right, even = accuracy_score(labels, guessed), f1_score(labels, guessed, average="macro")
    commonest = Counter(labels).most_common(1)[0][1] / len(labels)
    print(f"{name}: n={len(labels)}, accuracy {right:.3f}, macro F1 {even:.3f}, commonest {commonest:.3f}")
    for label in sorted(set(labels)):
        own = [g == label for g, t in zip(guessed, labels, strict=True) if t == label]
        said = [t == label for g, t in zip(guessed, labels, strict=True) if g == label]
        print(f"  {label:14} n={len(own):5} recall {np.mean(own):.2f} precision {np.mean(said) if said else 0:.2f}")
    model.fit(rows, labels)
    yield f"{name}_words", np.array("\n".join(words))
    yield f"{name}_classes", np.array("\n".join(model.classes_))
    yield f"{name}_idf", idf.astype(np.float16)
    yield f"{name}_weights", model.coef_.T.astype(np.float16)
    yield f"{name}_bias", model.intercept_.astype(np.float32)


def main() -> None:
    """Learn both models."""
    from minigiants.retrieval import SentenceEmbeddings

    settings = Settings()
    embed = SentenceEmbeddings(settings.models_folder / settings.embedding_model, id=settings.embedding_model).vectors
    texts, dense, labels, groups = [], [], [], []
    for number, row in enumerate(read(data_folder(settings) / "aci-bench" / "train.csv")):
        found, own, said = labelled(row, embed)
        texts += [learned.statement_text(s) for s in found]
        dense.append(learned.dense_features(found, said, embed))
        labels += own
        groups += [number] * len(found)
    arrays = dict(fit("section", texts, np.concatenate(dense), labels, groups))
    rows = read(data_folder(settings) / "mts-dialog" / "MTS-Dialog-TrainingSet.csv")
    dialogues = [re.sub(r"\s*\n\s*", "\n", row["dialogue"]).strip() for row in rows]
    held = learned.header_features(dialogues, embed)
    headers = [row["section_header"] for row in rows]
    arrays |= dict(fit("header", dialogues, held, headers, list(range(len(rows)))))
    with np.load(learned.WEIGHTS, allow_pickle=False) as file:  # what learn_short_notes learned stays
        arrays = {name: file[name] for name in file.files} | arrays
    np.savez_compressed(learned.WEIGHTS, **arrays)
    print(f"{learned.WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
