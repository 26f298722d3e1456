"""Read CLAPnq's development questions: real questions, half of them without an answer in the passages."""

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from minigiants.evaluation import DataMissingError, data_folder
from minigiants.settings import Settings

FILES = ("clapnq_dev_answerable.jsonl", "clapnq_dev_unanswerable.jsonl")


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnotatedQuestion:
    """A question with what annotators wrote and marked."""

    id: str
    text: str
    document: str
    """Name of the document that holds its gold passage."""
    answers: tuple[str, ...]
    """One an annotation; none for an unanswerable question."""
    evidence: tuple[tuple[str, ...], ...]
    """The sentences that each annotation rests on."""

    @property
    def answerable(self) -> bool:
        """Tell whether the gold passage answers it."""
        return bool(self.answers)

    @property
    def half(self) -> str:
        """The half of the questions that it belongs to, a or b: what is learned on one is measured on the other."""
        return "ab"[hashlib.sha256(self.id.encode()).digest()[0] & 1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clapnq:
    """The development set: its passages pooled, each a document of its own."""

    questions: tuple[AnnotatedQuestion, ...]
    files: dict[str, bytes]
    """Name -> Markdown."""
    sha256: str
    """Of both files, one after the other."""


def load(settings: Settings) -> Clapnq:
    """Read both files from the data folder; raises DataMissingError with where they come from."""
    folder = data_folder(settings) / "clapnq"
    paths = [folder / name for name in FILES]
    if missing := [path.name for path in paths if not path.is_file()]:
        raise DataMissingError(
            f"no {missing[0]!r} in {str(folder)!r}: take it from annotated_data/dev of github.com/primeqa/clapnq "
            "and set MINIGIANTS_DATA to the folder that holds 'clapnq'"
        )
    lines = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    names = _names(line["passages"][0] for line in lines)
    return Clapnq(
        questions=tuple(_question(line, names) for line in lines),
        files={name: f"# {title}\n\n{text}\n".encode() for (title, text), name in names.items()},
        sha256=hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest(),
    )


def sample(questions: Sequence[AnnotatedQuestion], size: int, seed: int) -> list[AnnotatedQuestion]:
    """Draw `size` questions, as many answerable as unanswerable ones, and mix them.

    With the same `seed`, a smaller sample is the beginning of a larger one.
    """
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    sides = [[q for q in questions if q.answerable is answerable] for answerable in (True, False)]
    for side in sides:
        rng.shuffle(side)
    shorter = min(map(len, sides))
    paired = [q for pair in zip(*sides, strict=False) for q in pair]
    return (paired + sides[0][shorter:] + sides[1][shorter:])[:size]


def _names(passages: Iterator[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Name each distinct passage's document after its title."""
    names: dict[tuple[str, str], str] = {}
    for passage in passages:
        key = (passage["title"], passage["text"])
        if key not in names:
            names[key] = f"{re.sub(r'[^A-Za-z0-9]+', '-', key[0]).strip('-')}-{len(names) + 1}.md"
    return names


def _question(line: dict[str, Any], names: dict[tuple[str, str], str]) -> AnnotatedQuestion:
    passage = line["passages"][0]
    annotations = [annotation for annotation in line["output"] if annotation["answer"].strip()]
    return AnnotatedQuestion(
        id=line["id"],
        text=line["input"],
        document=names[passage["title"], passage["text"]],
        answers=tuple(annotation["answer"] for annotation in annotations),
        evidence=tuple(
            tuple(sentence.rstrip("& ") for sentence in annotation["selected_sentences"]) for annotation in annotations
        ),
    )
