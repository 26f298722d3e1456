"""Learn which chapter of a note a line belongs to, or that it belongs to none, from lines that clinicians wrote.

`python -m benchmarks.notes.learn_lines` writes the model "line" into `scenarios/medical_notes/writing/weights.npz` and
prints figures that are cross-validated by source text. Lines: the notes of MTS-Dialog (training part), ACI-Bench
(training part) and PriMock57; lines that we wrote: what belongs nowhere (`asides.txt`) and short ones of each chapter
(`chapters.tsv`), which count three times, for drafts are short. Some of ours follow
drafts of PriMock57's consultations and of our own visits that we had looked at: on these the model is no stranger.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.learn_medical_notes import fit, read
from minigiants.evaluation import data_folder
from minigiants.settings import Settings
from scenarios.medical_notes.writing import learned

FOLDER = Path(__file__).parent
ASIDES = FOLDER / "asides.txt"
CHAPTERS = FOLDER / "chapters.tsv"
TIMES = 3
EVEN = 0.5
"""How far the chapters are made alike in number: of a draft's lines fewer are of the complaint than of these notes."""
_OF_HEADER = {
    "GENHX": "subjective",
    "CC": "subjective",
    "ROS": "subjective",
    "EDCOURSE": "subjective",
    "PASTMEDICALHX": "history",
    "PASTSURGICAL": "history",
    "OTHER_HISTORY": "history",
    "GYNHX": "history",
    "IMMUNIZATIONS": "history",
    "PROCEDURES": "history",
    "FAM/SOCHX": "social",
    "ALLERGY": "allergies",
    "MEDICATIONS": "medications",
    "ASSESSMENT": "assessment",
    "DIAGNOSIS": "assessment",
    "EXAM": "exam",
    "LABS": "results",
    "IMAGING": "results",
    "PLAN": "plan",
    "DISPOSITION": "plan",
}
_OF_CHAPTER = (
    ("history", r"p(?:ast )?m(?:edical )?h(?:x|istory)?|past (?:medical |surgical )?(?:history|hx)|psh"),
    ("medications", r"d(?:rug)?[ /]?h(?:x|istory)?|medications?|meds|current medications?|drugs"),
    ("allergies", r"allerg(?:y|ies)|nkda"),
    ("family", r"f(?:amily )?h(?:x|istory)?"),
    ("social", r"s(?:ocial )?h(?:x|istory)?|social"),
    ("exam", r"o/?e|ex(?:am(?:ination)?)?|obs|observations"),
    ("assessment", r"imp(?:ression)?|diagnosis|dx|ddx?|assessment"),
    ("plan", r"plan|management|rx|safety net(?:ting)?"),
    ("subjective", r"hx|history|hpc|pc|presenting complaint|complaint|ice"),
)
_KIN = re.compile(
    r"\b(?:mother|father|mom|mum|dad|brother|sister|son|daughter|aunt|uncle|grand\w+|cousin|family|siblings?|parents?)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(?<=[.;!?])\s+|\n+")


def written(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield each line that clinicians wrote, its chapter, and the text it is of."""
    data = data_folder(settings)
    for n, row in enumerate(read(data / "mts-dialog" / "MTS-Dialog-TrainingSet.csv")):
        for line in _lines(row["section_text"]):
            chapter = _OF_HEADER[row["section_header"]]
            if row["section_header"] == "FAM/SOCHX" and _KIN.search(line):
                chapter = "family"
            yield line, chapter, f"mts{n}"
    for n, row in enumerate(json.loads(x) for x in (data / "primock57" / "dev.jsonl").read_text("utf-8").splitlines()):
        for line, chapter in _chapters(row["note"]):
            yield line, chapter, f"primock{n}"


def _chapters(note: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a general practitioner's note and their chapters, by the short headings of this trade."""
    chapter = "subjective"
    for raw in note.splitlines():
        rest = raw.strip(" -•\t0123456789.)")
        for name, form in _OF_CHAPTER:
            if match := re.match(rf"(?:{form})(?:\s*[:\-–]\s*|$|(?=nkda))", rest, re.IGNORECASE):
                chapter, rest = name, rest[match.end() :]
                break
        for line in _lines(rest):
            known = "allergies" if re.search(r"\bnkda\b|\ballergic to\b|\ballerg(?:y|ies)\b", line, re.I) else chapter
            yield line, known


def _lines(text: str) -> list[str]:
    return [line for raw in _SPLIT.split(text) if len(line := raw.strip(" -•;")) > 3]


def apart() -> Iterator[tuple[str, str, str]]:
    """Yield the lines that we wrote: those that belong nowhere, and short ones of each chapter."""
    for n, line in enumerate(ASIDES.read_text("utf-8").splitlines()):
        yield line, learned.NONE, f"aside{n}"
    with CHAPTERS.open(encoding="utf-8", newline="") as file:
        for n, (chapter, line) in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            yield from [(line, chapter, f"own{n}")] * TIMES


def main() -> None:
    """Learn the model and keep it beside the others."""
    from minigiants.retrieval import SentenceEmbeddings

    settings = Settings()
    embed = SentenceEmbeddings(settings.models_folder / settings.embedding_model, id=settings.embedding_model).vectors
    lines, chapters, groups = zip(*(*written(settings), *apart()), strict=True)
    order = {group: n for n, group in enumerate(dict.fromkeys(groups))}
    dense = learned.line_features(lines, embed)
    arrays = dict(fit("line", lines, dense, chapters, [order[group] for group in groups]))
    share = {name: chapters.count(name) / len(chapters) for name in set(chapters)}
    arrays["line_bias"] -= np.array(
        [EVEN * np.log(share[c]) for c in str(arrays["line_classes"]).split("\n")], np.float32
    )
    with np.load(learned.WEIGHTS, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files} | arrays
    np.savez_compressed(learned.WEIGHTS, **arrays)
    print(f"{learned.WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
