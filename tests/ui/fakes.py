"""A backend without a model: real store, real library, hand-made vectors and a scripted pipeline."""

import hashlib
import re
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from minigiants.pipeline import Event, Request, Services
from minigiants.privacy import Rules, load_policy
from minigiants.retrieval import Library
from minigiants.scenario import Criterion, Scenario
from minigiants.settings import Settings
from minigiants.types import Answer, Claim, Evidence, Generation, Hit, Trace
from minigiants.ui import Backend
from tests import fakes

Vectors = np.ndarray[Any, np.dtype[np.float32]]


class WordVectors:
    """An embedder that counts words: the same words are near each other."""

    id = "word-vectors"

    def vectors(self, texts: Sequence[str], *, on_progress: Callable[[int, int], None] | None = None) -> Vectors:
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.1
            for word in re.findall(r"\w+", text.lower()):
                row[1 + hashlib.sha256(word.encode()).digest()[0] % 63] += 1
        if on_progress:
            on_progress(len(texts), len(texts))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def answer(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Quote the best passage's first sentence; some words of the question make other things happen."""
    question, tell = str(request["question"]), on_event or (lambda event: None)
    for place in (2, 1):
        tell(Event(stage="queue", done=place))
        time.sleep(0.05)
    tell(Event(stage="search"))
    hits = tuple(services.retrieve(question, collection=str(request["collection"]), limit=12))
    tell(Event(stage="search", evidence=tuple(_first_sentence(hit) for hit in hits[:2])))
    if "crash" in question:
        raise ValueError(f"secret {question}")
    for done in range(0, 101, 20):
        tell(Event(stage="read", done=done, total=100))
        time.sleep(0.03)
    for n in range(400 if "slow" in question else 8):
        tell(Event(stage="write", text=f"unchecked{n} "))
        time.sleep(0.1 if "slow" in question else 0.02)
    tell(Event(stage="check"))
    asked = question if request.get("talk") and question.startswith("and ") else ""
    understood = f"When do quiet hours end {question.removeprefix('and ')}" if asked else question
    return _finished(understood, str(request["collection"]), hits, asked=asked)


def _finished(question: str, collection: str, hits: tuple[Hit, ...], *, asked: str = "") -> Answer:
    evidence = tuple(_first_sentence(hit) for hit in hits[:2])
    claims = tuple(Claim(text=e.text, evidence=(e,), verdict="supported") for e in evidence)
    refused = Claim(text="It ends on 31 May 2031.", kind="date", why="No source says the date 31 May 2031.")
    missing = "unknown" in question
    return Answer(
        id=uuid.uuid4().hex,
        text="Not in your documents: I found nothing there that answers this." if missing else _text(claims),
        action="abstain" if missing else "answer",
        reason="not in the documents" if missing else "",
        claims=() if missing else claims,
        evidence=() if missing else evidence,
        generation=Generation(
            text="…",
            tokens_in=321,
            tokens_out=45,
            seconds_to_first_token=3.1,
            seconds=6.5,
            model="fake-1b",
            model_sha256="ab" * 32,
            seed=0,
            prompt_sha256="cd" * 32,
        ),
        trace=Trace(
            question=question,
            asked=asked,
            collection=collection,
            hits=hits,
            selected=evidence,
            signals={"similarity": 0.4, "answerable": 0.2 if missing else 0.8},
            threshold=0.41,
            withheld=(refused,),
            seconds={"search": 0.05, "select": 0.3, "write": 6.5, "check": 0.2},
        ),
        seconds=7.1,
    )


def _text(claims: Sequence[Claim]) -> str:
    return " ".join(claim.text for claim in claims)


def _first_sentence(hit: Hit) -> Evidence:
    p = hit.passage
    text = re.split(r"(?<=[.!?])\s", p.text, maxsplit=1)[0]
    return Evidence(
        passage_id=p.id,
        document_id=p.document_id,
        document=p.document,
        page=p.page,
        start=p.start,
        end=p.start + len(text),
        text=text,
        score=0.5,
    )


@cache
def library(folder: Path) -> Library:
    return Library(folder, WordVectors())


def services(settings: Settings, library: Library) -> Services:
    words = WordVectors()
    return fakes.services(retrieve=library.search, embed=words.vectors, clock=time.monotonic)


class MissingModelError(Exception):
    """As the models room says it."""

    __module__ = "minigiants.models"


def no_model(settings: Settings, library: Library) -> Services:
    raise MissingModelError(f"no model {settings.model!r} here: run `minigiants models pull`")


@cache
def engine(home: Path, *, model: bool = True) -> Backend:
    """Return the one backend of that home folder."""
    settings = Settings(home=home)
    return Backend(
        settings,
        open_library=lambda settings: library(settings.index_folder),
        build_services=services if model else no_model,
    )


def wait_for(backend: Backend) -> Backend:
    """Wait until the backend has opened or failed, without taking the processor from what opens it."""
    while backend.state in ("opening", "loading"):
        time.sleep(0.01)
    return backend


@cache
def closed(*, home: Path, broken: bool) -> Backend:
    """Return a backend whose library can't be opened when it is `broken`, else takes for ever."""

    def open_library(settings: Settings) -> Library:
        if broken:
            raise MissingModelError("no embedding model here: run `minigiants models pull`")
        threading.Event().wait()
        raise AssertionError

    return Backend(Settings(home=home), open_library=open_library)


def scenario(folder: Path) -> Scenario:
    """Declare a scenario whose pipeline is scripted."""
    scale: dict[str, Any] = {"low": "Wrong", "high": "Right in every detail"}
    return Scenario(
        name="fake",
        title="Document questions",
        description="Ask your own documents. Each sentence of an answer shows the page it comes from.",
        icon="menu_book",
        folder=folder,
        pipeline=answer,
        criteria=(
            Criterion(name="correct", question="Is what it says right?", **scale),
            Criterion(name="complete", question="Does it say all that matters?", **scale),
        ),
        required=("question",),
        samples=folder / "samples.jsonl",
        privacy=Rules(policy=load_policy("hipaa")),
    )
