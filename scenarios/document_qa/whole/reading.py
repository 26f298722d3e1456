"""Read whole documents, sentence by sentence, and tell how far it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minigiants import answering
from minigiants.answering import Run
from minigiants.pipeline import Event, Shelf
from minigiants.types import Claim, Evidence, Passage

if TYPE_CHECKING:
    from minigiants.retrieval import DocumentInfo

SHORTEST = 20
"""Characters of a sentence that says something."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence with its heading."""

    evidence: Evidence
    heading: str

    @property
    def text(self) -> str:
        """Return the sentence on one line."""
        return " ".join(self.evidence.text.split())


def documents_of(run: Run, shelf: Shelf, chosen: Sequence[str]) -> "list[DocumentInfo]":
    """Return the documents that a question is about: the chosen ones, else those that it names, else all."""
    infos = list(shelf.documents(run.collection))
    wanted = chosen or answering.named(run.question, [info.name for info in infos])
    return [info for info in infos if info.name in wanted] if wanted else infos


def read(run: Run, shelf: Shelf, infos: "Sequence[DocumentInfo]") -> list[Sentence]:
    """Return every sentence of the documents in reading order, each once; passages that give orders are left out."""
    total = sum(info.passages for info in infos)
    sentences: dict[tuple[str, int, int], Sentence] = {}
    done = 0
    for info in infos:
        for passage in shelf.passages(run.collection, info.id):
            done += 1
            run.event(Event(stage="gather", done=done, total=total))
            if not answering.orders(f"{passage.heading}\n{passage.text}"):
                for sentence in _sentences(passage):
                    place = sentence.evidence
                    sentences.setdefault((info.id, place.page, place.start), sentence)
    return list(sentences.values())


def quoted(sentence: Sentence, before: str = "") -> Claim:
    """Return a sentence word for word as a claim."""
    return Claim(text=f"{before}“{sentence.text}”", evidence=(sentence.evidence,), verdict="supported")


def _sentences(passage: Passage) -> Iterator[Sentence]:
    for span, heading in answering.sections(passage):
        evidence = answering.evidence_of(passage, span)
        if len(evidence.text) >= SHORTEST:
            yield Sentence(evidence=evidence, heading=heading)
